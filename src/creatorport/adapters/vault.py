"""Tokens at rest: AES-256-GCM, with keys that can be changed while old seals stay readable."""

import base64
import binascii
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Self, TypeAlias

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from creatorport.domain.errors import VaultError
from creatorport.domain.secret import Secret

_NONCE = 12
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")


@dataclass(frozen=True, slots=True)
class VaultKey:
    """A key and the name that its seals carry. The name is public, the key hides itself."""

    id: str
    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not _KEY_ID.fullmatch(self.id):
            raise VaultError("A vault key is named by 1 to 32 letters, digits, dashes or underscores.")
        if len(self.key) != 32:
            raise VaultError(f"The vault key {self.id} has {len(self.key)} bytes; it needs 32.")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `name:base64` as configuration holds it. Raises VaultError, which never repeats the text."""
        name, found, encoded = text.strip().partition(":")
        if not found:
            raise VaultError("A vault key is written as name:base64.")
        try:
            return cls(name, base64.b64decode(encoded, validate=True))
        except binascii.Error as error:
            raise VaultError("A vault key is written as name:base64, and this is no base64.") from error


KeySource: TypeAlias = Callable[[], Sequence[VaultKey]]
"""Where keys come from, newest first. It returns the very same sequence for as long as nothing has changed."""


def source_of(keys: Sequence[VaultKey] | KeySource) -> KeySource:
    """Return a source of keys that never change, or the given source."""
    return keys if callable(keys) else lambda: keys


class SealedTokenVault:
    """Seals under the first of its keys, opens under any. A seal reads `v1.<key's name>.<base64url>`.

    To change keys, put the new one first and keep the old ones until everything was sealed anew. The source is asked
    before each seal, and when a seal names an unknown key: a process that runs learns of new keys by itself.
    """

    def __init__(self, keys: Sequence[VaultKey] | KeySource) -> None:
        self._source = source_of(keys)
        self._keys: Sequence[VaultKey] = ()
        self._ciphers: dict[str, AESGCM] = {}
        self._learn()

    @property
    def newest(self) -> str:
        """The name of the key that seals now."""
        self._learn()
        return self._keys[0].id

    def seal(self, secret: Secret, purpose: str) -> str:
        nonce, name = secrets.token_bytes(_NONCE), self.newest
        sealed = self._ciphers[name].encrypt(nonce, secret.reveal().encode(), _bound(name, purpose))
        return f"v1.{name}.{base64.urlsafe_b64encode(nonce + sealed).decode().rstrip('=')}"

    def open(self, sealed: str, purpose: str) -> Secret:
        version, name, encoded = _parts(sealed)
        if name not in self._ciphers:
            self._learn()
        cipher = self._ciphers.get(name)
        if version != "v1" or cipher is None:
            raise VaultError(f"A token was sealed under the key {name!r} ({version!r}), which is not configured.")
        raw = _decoded(encoded)
        try:
            return Secret(cipher.decrypt(raw[:_NONCE], raw[_NONCE:], _bound(name, purpose)).decode())
        except (InvalidTag, ValueError) as error:
            raise VaultError(
                f"A token sealed under the key {name!r} was changed, or was meant for another use."
            ) from error

    def _learn(self) -> None:
        keys = self._source()
        if keys is self._keys and keys:
            return
        if not keys:
            raise VaultError("The vault needs at least one key.")
        if len({key.id for key in keys}) != len(keys):
            raise VaultError("Two vault keys have the same name.")
        self._keys, self._ciphers = keys, {key.id: AESGCM(key.key) for key in keys}


def _bound(name: str, purpose: str) -> bytes:
    # The name holds no NUL, so no two pairs of name and purpose read alike.
    return f"v1\0{name}\0{purpose}".encode()


def _parts(sealed: str) -> tuple[str, str, str]:
    parts = sealed.split(".")
    if len(parts) != 3 or not _KEY_ID.fullmatch(parts[1]):
        raise VaultError("This is not a sealed token.")
    return parts[0], parts[1], parts[2]


def _decoded(encoded: str) -> bytes:
    try:
        raw = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise VaultError("This is not a sealed token.") from error
    # One spelling only: bits that base64 ignores would let a changed text pass for the same seal.
    if base64.urlsafe_b64encode(raw).decode().rstrip("=") != encoded:
        raise VaultError("This is not a sealed token.")
    return raw
