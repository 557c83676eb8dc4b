"""Signing in, as a single-page app does it."""

from collections.abc import Set as AbstractSet
from typing import Any

from creatorport.domain.workspace import Member, Role
from tests.fakes.tiktok import Person
from tests.graphql.gateway import Gateway

START_CONNECT = """
mutation ($input: StartTiktokConnectInput!) {
  startTiktokConnect(input: $input) { authorizeUrl expiresAt errors { code message field fixableBy } }
}
"""
FINISH_CONNECT = """
mutation ($input: FinishTiktokConnectInput!) {
  finishTiktokConnect(input: $input) {
    account { id handle state ownerId }
    marketplace { ttoAccountId name state connectedBy }
    errors { code message field fixableBy }
  }
}
"""


async def started(gateway: Gateway, by: Member | Role = Role.OWNER, **wanted: Any) -> str:
    answer = (await gateway.data(START_CONNECT, {"input": wanted}, by=by))["startTiktokConnect"]
    assert answer["errors"] == []
    url = answer["authorizeUrl"]
    assert isinstance(url, str)
    return url


async def finished(gateway: Gateway, by: Member | Role = Role.OWNER, **redirect: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await gateway.data(FINISH_CONNECT, {"input": redirect}, by=by))["finishTiktokConnect"]
    return answer


START_BUSINESS = """
mutation ($input: StartTiktokBusinessConnectInput!) {
  startTiktokBusinessConnect(input: $input) { authorizeUrl expiresAt errors { code message field } }
}
"""


async def connect_business(
    gateway: Gateway,
    account_id: str,
    by: Member | Role = Role.OWNER,
    handle: str = "mara.cooks",
    only: AbstractSet[str] | None = None,
) -> dict[str, Any]:
    """Let the account's creator consent to the business app; return what finishing it answered."""
    answer = await gateway.data(START_BUSINESS, {"input": {"accountId": account_id}}, by=by)
    assert answer["startTiktokBusinessConnect"]["errors"] == []
    url = answer["startTiktokBusinessConnect"]["authorizeUrl"]
    code, state = gateway.creator_login.consent(url, handle, only=only)
    return await finished(gateway, by, code=code, state=state)


async def connect(
    gateway: Gateway,
    by: Member | Role = Role.OWNER,
    person: Person | None = None,
    only: AbstractSet[str] | None = None,
) -> str:
    """Connect an account; return its global id."""
    url = await started(gateway, by)
    code, state = gateway.login.consent(url, person or Person("open-mara"), only=only)
    answer = await finished(gateway, by, code=code, state=state)
    assert answer["errors"] == []
    account_id = answer["account"]["id"]
    assert isinstance(account_id, str)
    return account_id
