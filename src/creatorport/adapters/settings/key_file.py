"""The keys of the embedded database: a file of `name:base64`, newest first, that all processes of a machine share."""

import base64
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import structlog

from creatorport.adapters.settings.key_text import keys_in
from creatorport.adapters.settings.problem import SettingsError
from creatorport.adapters.vault import VaultKey
from creatorport.domain.errors import VaultError

_log = structlog.get_logger(__name__)


class KeyFile:
    """Keys that are made when there are none. Calling it reads the file again only when it has changed.

    Keys that were read once stay in use while the file is missing or broken: nothing is made in their place.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._keys: tuple[VaultKey, ...] = ()

    def __call__(self) -> tuple[VaultKey, ...]:
        """Return the keys, newest first. Raises SettingsError."""
        try:
            mark = self._mark()
            if mark is None or mark != self._seen:
                self._keys = parsed(self._read(), str(self.path))
                self._seen = self._mark()
        except (OSError, SettingsError) as error:
            if not self._keys:
                raise _unusable(self.path, error) from error
            _log.warning("the file of keys cannot be read; the keys known so far stay in use", path=str(self.path))
        return self._keys

    def renew(self) -> VaultKey:
        """Put a new key in front of the others and return it. Raises SettingsError."""
        keys = self()
        fresh = _fresh(f"local-{secrets.token_hex(4)}")
        self._replace([fresh, *keys])
        return fresh

    def without(self, name: str) -> Sequence[VaultKey]:
        """Return the keys but one. Raises SettingsError when it is not there, or is the one that seals."""
        keys = self()
        if name not in {key.id for key in keys}:
            raise SettingsError([f"{self.path}: holds no key named {name}"])
        if name == keys[0].id:
            raise SettingsError([f"{self.path}: {name} is the newest key, which seals; make a new one first"])
        return [key for key in keys if key.id != name]

    def drop(self, name: str) -> None:
        """Forget a key. What is still sealed under it can never be opened again. Raises as `without` does."""
        self._replace(self.without(name))

    def _mark(self) -> tuple[int, int, int] | None:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return None
        # A replaced file is another inode, so that even two changes within one tick of the clock are told apart.
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def _read(self) -> str:
        if self._keys:
            return self.path.read_text(encoding="ascii")
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Linked into place whole, so that of several processes starting at once one wins and all read the same.
        draft = self._draft([_fresh("local")])
        try:
            os.link(draft, self.path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        return self.path.read_text(encoding="ascii")

    def _replace(self, keys: Sequence[VaultKey]) -> None:
        try:
            self._draft(keys).replace(self.path)
        except OSError as error:
            raise _unusable(self.path, error) from error

    def _draft(self, keys: Sequence[VaultKey]) -> Path:
        draft = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(",".join(f"{key.id}:{base64.b64encode(key.key).decode()}" for key in keys), encoding="ascii")
        return draft


def parsed(text: str, origin: str) -> tuple[VaultKey, ...]:
    """Read keys as configuration holds them. Raises SettingsError, which names `origin` and repeats no key."""
    try:
        return keys_in(text)
    except VaultError as error:
        raise SettingsError([f"{origin}: {error}"]) from error


def _fresh(name: str) -> VaultKey:
    return VaultKey(name, secrets.token_bytes(32))


def _unusable(path: Path, error: OSError | SettingsError) -> SettingsError:
    if isinstance(error, SettingsError):
        return error
    return SettingsError([f"{path}: cannot be read or made ({error.strerror}); set CREATORPORT_DATA_DIR"])
