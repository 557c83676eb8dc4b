"""An issuer for development and for operators: its signing key is derived from the key that protects tokens at rest."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey

from creatorport.adapters.vault import KeySource, VaultKey
from creatorport.domain.workspace import Member

ALGORITHM = "Ed25519"
"""The fully specified name of RFC 9864."""


def signing_key(material: bytes, key_id: str) -> OKPKey:
    """Derive the issuer's key pair from 32 bytes of key material."""
    seed = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"creatorport local issuer").derive(material)
    pem = Ed25519PrivateKey.from_private_bytes(seed).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return OKPKey.import_key(pem, {"kid": key_id})


class LocalKeys:
    """The keys whose signatures count: those derived from all keys at rest, as they are at the moment."""

    def __init__(self, source: KeySource) -> None:
        self._source = source
        self._material: Sequence[VaultKey] = ()
        self._derived = KeySet([])

    def __call__(self) -> KeySet:
        material = self._source()
        if material is not self._material:
            self._derived = KeySet([signing_key(key.key, key.id) for key in material])
            self._material = material
        return self._derived


@dataclass(frozen=True, slots=True)
class LocalIssuer:
    """Issues tokens for members."""

    key: OKPKey
    issuer: str
    audience: str

    def issue(self, member: Member, now: datetime, life: timedelta) -> str:
        """Return a signed token that names the member, their workspace and role, and ends after `life`."""
        claims = {
            "iss": self.issuer,
            "aud": self.audience,
            "sub": member.id,
            "workspace": member.workspace_id,
            "role": member.role.value,
            "iat": int(now.timestamp()),
            "exp": int((now + life).timestamp()),
            "jti": secrets.token_hex(8),
        }
        return jwt.encode({"alg": ALGORITHM, "kid": self.key.kid}, claims, self.key, algorithms=[ALGORITHM])
