import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from creatorport.adapters.identity.bearer import BearerTokens, IssuerUnreachable, NotAuthenticated
from creatorport.adapters.identity.local_issuer import ALGORITHM, LocalIssuer, signing_key
from creatorport.domain.ids import MemberId, WorkspaceId
from creatorport.domain.workspace import Member, Role

KEY = signing_key(bytes(32), "k1")
MEMBER = Member(MemberId("ada"), WorkspaceId("lumen"), Role.MANAGER)
BEARERS = BearerTokens(lambda: KeySet([KEY]), None, "creatorport", "creatorport")
HOUR = timedelta(hours=1)
LEEWAY = timedelta(seconds=30)


def token(**changes: Any) -> str:
    now = datetime.now(UTC)
    claims: dict[str, Any] = {
        "iss": "creatorport",
        "aud": "creatorport",
        "sub": "ada",
        "workspace": "lumen",
        "role": "manager",
        "exp": int((now + HOUR).timestamp()),
    }
    claims.update(changes)
    claims = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": ALGORITHM, "kid": "k1"}, claims, KEY, algorithms=[ALGORITHM])


async def test_a_token_of_the_local_issuer_names_its_member_and_its_end() -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    issued = LocalIssuer(KEY, "creatorport", "creatorport").issue(MEMBER, now, HOUR)
    identity = await BEARERS.identify(f"Bearer {issued}")
    assert identity.member == MEMBER
    assert identity.expires_at == now + HOUR + LEEWAY


async def test_a_token_is_believed_as_long_as_a_line_of_its_bearer_stays_open() -> None:
    ending = int((datetime.now(UTC) - LEEWAY).timestamp())
    identity = await BEARERS.identify(f"Bearer {token(exp=ending + 5)}")
    assert identity.expires_at > datetime.now(UTC)
    with pytest.raises(NotAuthenticated):
        await BEARERS.identify(f"Bearer {token(exp=ending)}")


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", "Bearer ", "Basic abc", "Bearer x.y.z", "Bearer " + "a" * 9000]
)
async def test_what_is_no_token_is_refused(authorization: str | None) -> None:
    with pytest.raises(NotAuthenticated):
        await BEARERS.identify(authorization)


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "someone"},
        {"aud": "another"},
        {"exp": None},
        {"exp": 1_000_000_000},
        {"exp": 10**18},
        {"exp": 10**400},
        {"sub": None},
        {"sub": " "},
        {"sub": "joined:@ada"},
        {"workspace": None},
        {"workspace": "../x"},
        {"role": "root"},
        {"role": None},
        {"nbf": 9_999_999_999},
    ],
)
async def test_a_well_signed_token_with_wrong_claims_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(NotAuthenticated):
        await BEARERS.identify(f"Bearer {token(**changes)}")


async def test_a_changed_token_is_refused() -> None:
    head, body, signature = token().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    claims["role"] = "owner"
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    with pytest.raises(NotAuthenticated):
        await BEARERS.identify(f"Bearer {head}.{forged}.{signature}")


async def test_a_token_that_is_not_signed_at_all_is_refused() -> None:
    def part(document: dict[str, Any]) -> str:
        return base64.urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")

    body = token().split(".")[1]
    with pytest.raises(NotAuthenticated):
        await BEARERS.identify(f"Bearer {part({'alg': 'none'})}.{body}.")


class Published:
    def __init__(self, *versions: KeySet) -> None:
        self._versions = list(versions)

    async def keys(self, *, renewed: bool = False) -> KeySet:
        if renewed and len(self._versions) > 1:
            self._versions.pop(0)
        if not self._versions:
            raise IssuerUnreachable("away")
        return self._versions[0]


def remote_token(key: RSAKey, kid: str) -> str:
    claims = {
        "iss": "https://id.example",
        "aud": "gateway",
        "sub": "ada",
        "workspace": "lumen",
        "role": "viewer",
        "exp": int((datetime.now(UTC) + HOUR).timestamp()),
    }
    return jwt.encode({"alg": "RS256", "kid": kid}, claims, key, algorithms=["RS256"])


async def test_an_issuer_elsewhere_is_believed_by_its_published_keys_also_after_it_changed_them() -> None:
    old, new = RSAKey.generate_key(2048, {"kid": "old"}), RSAKey.generate_key(2048, {"kid": "new"})
    bearers = BearerTokens(
        lambda: KeySet([KEY]), Published(KeySet([old]), KeySet([new])), "https://id.example", "gateway"
    )
    assert (await bearers.identify(f"Bearer {remote_token(old, 'old')}")).member.role is Role.VIEWER
    assert (await bearers.identify(f"Bearer {remote_token(new, 'new')}")).member.role is Role.VIEWER


async def test_with_an_issuer_elsewhere_local_tokens_and_shared_secrets_are_refused() -> None:
    key = RSAKey.generate_key(2048, {"kid": "k1"})
    bearers = BearerTokens(lambda: KeySet([KEY]), Published(KeySet([key])), "creatorport", "creatorport")
    with pytest.raises(NotAuthenticated):
        await bearers.identify(f"Bearer {token()}")
    with pytest.raises(NotAuthenticated):
        await bearers.identify(f"Bearer {_signed_with_the_public_key_as_secret(key)}")


def _signed_with_the_public_key_as_secret(key: RSAKey) -> str:
    """The classic confusion of algorithms."""

    def part(text: bytes) -> str:
        return base64.urlsafe_b64encode(text).decode().rstrip("=")

    head = part(json.dumps({"alg": "HS256", "kid": "k1"}).encode())
    signed = f"{head}.{token().split('.')[1]}"
    signature = hmac.digest(key.as_pem(private=False), signed.encode(), hashlib.sha256)
    return f"{signed}.{part(signature)}"
