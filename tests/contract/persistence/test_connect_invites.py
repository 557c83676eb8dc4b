import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.views import Slice
from creatorport.domain.connect_invite import ConnectInvite
from creatorport.domain.connecting import ConnectAttempt, ConnectTarget
from creatorport.domain.errors import InviteUnknown, InviteUsed, NotFound
from creatorport.domain.ids import AccountId, ConnectInviteId, MemberId
from creatorport.domain.landing import Landing
from creatorport.domain.secret import Secret
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, later

INVITE = ConnectInvite(
    ConnectInviteId("invite-1"), LUMEN, "hash-1", MemberId("Mara"), "mara.cooks", MemberId("max"), NOW,
    NOW + timedelta(days=7),
)  # fmt: skip


async def test_an_invite_comes_back_as_it_was_stored(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.connect_invites.add(INVITE)
        await uow.commit()
    async with units() as uow:
        assert await uow.connect_invites.lock("hash-1") == INVITE
        used = INVITE.use(AccountId("account-1"), later(1))
        await uow.connect_invites.save(used)
        await uow.commit()
    async with units() as uow:
        assert await uow.connect_invites.lock_by_id(LUMEN, INVITE.id) == used
        with pytest.raises(InviteUnknown):
            await uow.connect_invites.lock("hash-2")
        with pytest.raises(NotFound):
            await uow.connect_invites.lock_by_id(UMBRA, INVITE.id)


async def test_of_many_who_use_an_invite_at_once_one_does(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.connect_invites.add(INVITE)
        await uow.commit()

    async def use(number: int) -> bool:
        async with units() as uow:
            invite = await uow.connect_invites.lock("hash-1")
            await asyncio.sleep(0)
            await uow.connect_invites.save(invite.use(AccountId(f"account-{number}"), later(1)))
            await uow.commit()
        return True

    outcomes = await asyncio.gather(*(use(number) for number in range(6)), return_exceptions=True)
    assert outcomes.count(True) == 1
    assert sum(isinstance(outcome, InviteUsed) for outcome in outcomes) == 5


async def test_an_attempt_remembers_its_account_its_invite_and_its_way_back(units: UnitsOfWork) -> None:
    attempt = ConnectAttempt(
        "state", ConnectTarget.ACCOUNT, LUMEN, MemberId("mara"), Secret("v"), frozenset({"a"}), None, NOW,
        account_id=AccountId("account-1"), invite_id=INVITE.id, landing=Landing("https://app.example/?a=b"),
    )  # fmt: skip
    async with units() as uow:
        await uow.attempts.add(attempt)
        await uow.commit()
    async with units() as uow:
        assert await uow.attempts.lock("state") == attempt


async def test_a_workspaces_invites_are_shown_newest_first_page_by_page(backend: Backend) -> None:
    used = replace(INVITE, id=ConnectInviteId("invite-2"), token_hash="hash-2", created_at=later(1))
    async with backend.units() as uow:
        await uow.connect_invites.add(INVITE)
        await uow.connect_invites.add(used.use(AccountId("account-1"), later(2)))
        foreign = replace(INVITE, id=ConnectInviteId("invite-3"), token_hash="hash-3", workspace_id=UMBRA)
        await uow.connect_invites.add(foreign)
        await uow.commit()
    page = backend.reads.connect_invites.page
    first = await page(LUMEN, Slice(1))
    rest = await page(LUMEN, Slice(9, first.cursors[0]))
    assert [(one.id, one.used_at) for one in (*first.nodes, *rest.nodes)] == [
        ("invite-2", later(2)),
        ("invite-1", None),
    ]
    assert (first.total, first.has_next, rest.has_next, rest.has_previous) == (2, True, False, True)
    (shown,) = rest.nodes
    assert (shown.invited, shown.expected_handle, shown.created_by) == ("Mara", "mara.cooks", "max")
    assert (shown.created_at, shown.expires_at, shown.revoked_at) == (NOW, INVITE.expires_at, None)
