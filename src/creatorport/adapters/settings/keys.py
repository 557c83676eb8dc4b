"""The keys that protect tokens at rest, and that sign the local issuer's tokens."""

import base64
import os
import secrets
from pathlib import Path

from creatorport.adapters.settings.loading import SettingsError
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.vault import VaultKey
from creatorport.domain.errors import VaultError

_FILE = "encryption-keys"


def keys_of(settings: Settings) -> tuple[VaultKey, ...]:
    """Return the configured keys, newest first; with the embedded database, make and keep one if there is none.

    Raises SettingsError.
    """
    if settings.encryption_keys is not None:
        return _parsed(settings.encryption_keys.get_secret_value(), "CREATORPORT_ENCRYPTION_KEYS")
    path = settings.data_dir / _FILE
    try:
        return _parsed(_kept(path), str(path))
    except OSError as error:
        raise SettingsError([f"{path}: cannot be read or made ({error.strerror}); set CREATORPORT_DATA_DIR"]) from error


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = f"local:{base64.b64encode(secrets.token_bytes(32)).decode()}"
    # Linked into place whole, so that of several processes starting at once one wins and all read the same.
    draft = path.with_name(f"{_FILE}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(fresh, encoding="ascii")
    try:
        os.link(draft, path)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    finally:
        draft.unlink()
    return fresh


def _parsed(text: str, origin: str) -> tuple[VaultKey, ...]:
    try:
        keys = tuple(VaultKey.parse(part) for part in text.split(","))
    except VaultError as error:
        raise SettingsError([f"{origin}: {error}"]) from error
    if len({key.id for key in keys}) != len(keys):
        raise SettingsError([f"{origin}: two keys have the same name"])
    return keys
