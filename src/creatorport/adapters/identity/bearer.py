"""From a bearer token to a member, or a refusal that tells a stranger nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

import structlog
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from creatorport.adapters.identity.local_issuer import ALGORITHM
from creatorport.domain.errors import InvalidValue
from creatorport.domain.workspace import Member, Role, member_id, workspace_id

REMOTE_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519"]
"""Asymmetric ones only: a published key must never serve as a shared secret."""

_LEEWAY = 30
_log = structlog.get_logger(__name__)


class KeySource(Protocol):
    """Where the issuer's public keys come from."""

    async def keys(self, *, renewed: bool = False) -> KeySet:
        """Return the keys; `renewed` asks for newer ones, because a token named a key that is not among them.

        Raises IssuerUnreachable.
        """
        ...


class IssuerUnreachable(Exception):
    """The issuer's keys cannot be had: nobody can be let in, through no fault of theirs."""


class NotAuthenticated(Exception):
    """The token is missing or does not hold. The reason is for the log alone."""


class NoBearerToken(NotAuthenticated):
    """There is no token at all, or nothing that has the form of one."""


def challenge(*, given: bool) -> str:
    """Return the value of `WWW-Authenticate`, which tells a token that does not hold from none (RFC 6750, 3.1)."""
    realm = 'Bearer realm="creatorport"'
    return f'{realm}, error="invalid_token"' if given else realm


@dataclass(frozen=True, slots=True)
class Identity:
    """A member, and until when their token is believed: a little beyond its end, as far as clocks may differ."""

    member: Member
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class BearerTokens:
    """Checks signature, issuer, audience and times. Claims: `sub`, `workspace`, `role`."""

    local_keys: Callable[[], KeySet]
    remote: KeySource | None
    issuer: str
    audience: str

    async def identify(self, authorization: str | None) -> Identity:
        """Return who an Authorization value speaks for. Raises NotAuthenticated, IssuerUnreachable."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.casefold() != "bearer" or not token.strip():
            raise NoBearerToken("no bearer token")
        try:
            claims = await self._claims(token.strip())
            member = Member(
                member_id(str(claims["sub"])), workspace_id(str(claims["workspace"])), Role(str(claims["role"]))
            )
            believed_until = datetime.fromtimestamp(claims["exp"] + _LEEWAY, UTC)
        except (JoseError, InvalidValue, KeyError, ValueError, OverflowError, OSError) as error:
            _log.info("bearer token refused", reason=type(error).__name__)
            raise NotAuthenticated("the token does not hold") from error
        return Identity(member, believed_until)

    async def _claims(self, token: str) -> dict[str, Any]:
        decoded = await self._decoded(token)
        registry = jwt.JWTClaimsRegistry(
            leeway=_LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self.audience},
            exp={"essential": True},
            sub={"essential": True},
        )
        registry.validate(decoded.claims)
        return decoded.claims

    async def _decoded(self, token: str) -> jwt.Token:
        if self.remote is None:
            return jwt.decode(token, self.local_keys(), algorithms=[ALGORITHM])
        try:
            return jwt.decode(token, await self.remote.keys(), algorithms=REMOTE_ALGORITHMS)
        except InvalidKeyIdError:
            return jwt.decode(token, await self.remote.keys(renewed=True), algorithms=REMOTE_ALGORITHMS)
