"""An account that a person granted, without the round trip through a browser."""

from collections.abc import Set as AbstractSet

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account import TikTokAccount
from creatorport.domain.ids import AccountId
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member
from tests.fakes.tiktok_accounts import FakeProfiles, Person

SCOPES = frozenset({"user.info.basic", "user.info.profile", "user.info.stats", "video.list"})
_VERIFIER = Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")


async def connected_account(
    units: UnitsOfWork,
    clock: Clock,
    profiles: FakeProfiles,
    person: Person,
    by: Member,
    *,
    name: str = "account-1",
    scopes: AbstractSet[str] = SCOPES,
) -> TikTokAccount:
    """Store an account of `person`, owned by `by`, with tokens that the fake login knows."""
    login = profiles.login
    url = login.authorize_url(state=Secret("s"), verifier=_VERIFIER, scopes=SCOPES | scopes, always_ask=False)
    code, _ = login.consent(url, person, only=scopes)
    granted = await login.exchange(Secret(code), _VERIFIER)
    profile = await profiles.read(granted.grant.access_token, granted.grant.scopes, on_behalf_of=by.workspace_id)
    account = TikTokAccount.connected(
        AccountId(name),
        by.workspace_id,
        owner=by.id,
        profile=profile,
        grant=granted.grant,
        requested=SCOPES,
        now=clock.now(),
    )
    async with units() as uow:
        await uow.accounts.add(account)
        await uow.commit()
    login.troubles.calls.clear()
    return account
