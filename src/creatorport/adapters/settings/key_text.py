"""Keys as they are written, in the environment and in the file: `name:base64`, newest first, separated by commas."""

from creatorport.adapters.vault import VaultKey
from creatorport.domain.errors import VaultError


def keys_in(text: str) -> tuple[VaultKey, ...]:
    """Return the keys. Raises VaultError, which repeats none."""
    keys = tuple(VaultKey.parse(part) for part in text.split(","))
    if len({key.id for key in keys}) != len(keys):
        raise VaultError("Two keys have the same name.")
    return keys
