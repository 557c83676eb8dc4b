"""The keys that protect tokens at rest, and that sign the local issuer's tokens."""

from creatorport.adapters.settings.key_file import KeyFile, parsed
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.vault import KeySource, VaultKey

_FILE = "encryption-keys"


def keys_of(settings: Settings) -> tuple[VaultKey, ...]:
    """Return the configured keys, newest first; with the embedded database, make and keep one if there is none.

    Raises SettingsError.
    """
    return tuple(key_source(settings)())


def key_source(settings: Settings) -> KeySource:
    """Return where the keys come from. Those of the environment stay what they were when the process started.

    Raises SettingsError when there are none that can be used.
    """
    if settings.encryption_keys is not None:
        keys = parsed(settings.encryption_keys.get_secret_value(), "CREATORPORT_ENCRYPTION_KEYS")
        return lambda: keys
    file = key_file(settings)
    file()
    return file


def key_file(settings: Settings) -> KeyFile:
    """Return the file of keys, whether it is in use or not."""
    return KeyFile(settings.data_dir / _FILE)
