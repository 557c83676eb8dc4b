"""The contract of BusinessConnections, and of their reads."""

from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.domain.account_trouble import LossCause
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.errors import ConcurrentChange, NotFound
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId, MemberId, WorkspaceId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, account, grant, later

ONE, TWO = AccountId("account-1"), AccountId("account-2")
ASKED = frozenset({"biz.creator.info", "tcm.order.update"})


def connection(
    workspace: WorkspaceId = LUMEN, account_id: AccountId = ONE, open_id: str = "biz-1"
) -> BusinessConnection:
    given = replace(grant(), scopes=frozenset({"biz.creator.info"}))
    return BusinessConnection.connected(
        account_id, workspace, open_id=open_id, handle=Handle.of("Mara.Cooks"), grant=given, requested=ASKED, now=NOW
    )


async def stored(backend: Backend, *connections: BusinessConnection) -> None:
    async with backend.units() as uow:
        for number, one in enumerate(connections):
            await uow.accounts.add(account(one.account_id, f"open-{number}", one.workspace_id))
            await uow.business.add(one)
        await uow.commit()


async def test_a_connection_comes_back_as_it_was_stored_and_changed(backend: Backend) -> None:
    await stored(backend, connection())
    async with backend.units() as uow:
        loaded = await uow.business.load(LUMEN, ONE)
        assert loaded == connection()
        await uow.business.save(loaded.begin_renewal(later(1)))
        await uow.commit()
    async with backend.units() as uow:
        loaded = await uow.business.load(LUMEN, ONE)
        assert loaded.renewing_since == later(1)
        await uow.business.save(loaded.lose_grant("revoked", later(2), loss=LossCause.GRANT_ENDED))
        await uow.commit()
    async with backend.units() as uow:
        lost = await uow.business.load(LUMEN, ONE)
    assert (lost.grant, lost.cause, lost.loss, lost.version) == (None, "revoked", LossCause.GRANT_ENDED, 2)


async def test_what_is_not_there_is_not_found_and_another_workspaces_is_not_there(backend: Backend) -> None:
    await stored(backend, connection())
    async with backend.units() as uow:
        assert await uow.business.find(UMBRA, ONE) is None
        assert await uow.business.find(LUMEN, TWO) is None
        with pytest.raises(NotFound):
            await uow.business.load(UMBRA, ONE)


async def test_an_account_has_one_connection_and_of_two_writers_one_wins(backend: Backend) -> None:
    await stored(backend, connection())
    async with backend.units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.business.add(connection())
    async with backend.units() as first, backend.units() as second:
        mine, theirs = await first.business.load(LUMEN, ONE), await second.business.load(LUMEN, ONE)
        await first.business.save(mine.disconnect(later(1)))
        await first.commit()
        with pytest.raises(ConcurrentChange):
            await second.business.save(theirs.begin_renewal(later(1)))


async def test_one_persons_connections_are_found_in_every_workspace(backend: Backend) -> None:
    await stored(backend, connection(), connection(UMBRA), connection(UMBRA, TWO, "biz-2"))
    async with backend.units() as uow:
        found = await uow.business.everywhere("biz-1")
        assert await uow.business.everywhere("biz-9") == []
    assert [(one.workspace_id, one.account_id) for one in found] == [(LUMEN, ONE), (UMBRA, ONE)]


async def test_reads_show_no_token_and_only_what_the_reader_may_see(backend: Backend) -> None:
    await stored(backend, connection(), connection(UMBRA), connection(LUMEN, TWO, "biz-2"))
    reads = backend.reads.insights
    shown = (await reads.connections(LUMEN, [ONE, TWO]))[ONE]
    assert (shown.handle, shown.state, shown.scopes) == ("Mara.Cooks", "limited", ("biz.creator.info",))
    assert shown.missing_scopes == ("tcm.order.update",)
    assert shown.refresh_expires_at == grant().refresh_expires_at
    assert "token" not in repr(shown)
    assert (await reads.connections(LUMEN, [ONE, TWO])).keys() == {ONE, TWO}
    assert (await reads.connections(UMBRA, [ONE, TWO])).keys() == {ONE}
    owner = account().owner
    assert (await reads.connections(LUMEN, [ONE], owner=owner)).keys() == {ONE}
    assert await reads.connections(LUMEN, [ONE], owner=MemberId("somebody")) == {}


async def test_grants_that_end_soon_come_from_all_workspaces_and_the_first_to_end_comes_first(backend: Backend) -> None:
    first, second, third = connection(), connection(UMBRA, TWO, "biz-2"), connection(LUMEN, AccountId("account-3"))
    ends = first.grant.refresh_expires_at if first.grant else NOW

    def ending(one: BusinessConnection, days: int) -> BusinessConnection:
        assert one.grant is not None
        return replace(one, grant=replace(one.grant, refresh_expires_at=ends + timedelta(days=days)))

    await stored(backend, ending(first, 2), ending(second, 1), ending(third, 9))
    async with backend.units() as uow:
        lives = await uow.business.ending_before(ends + timedelta(days=3))
    assert [(life.workspace_id, life.account_id) for life in lives] == [(UMBRA, TWO), (LUMEN, ONE)]
    assert [life.refresh_expires_at - ends for life in lives] == [timedelta(days=1), timedelta(days=2)]
    async with backend.units() as uow:
        await uow.business.save((await uow.business.load(UMBRA, TWO)).disconnect(later(1)))
        await uow.commit()
    async with backend.units() as uow:
        left = await uow.business.ending_before(ends + timedelta(days=3))
    assert [life.account_id for life in left] == [ONE]


async def test_what_was_warned_of_is_kept_and_logged(backend: Backend) -> None:
    await stored(backend, connection())
    async with backend.units() as uow:
        one = await uow.business.load(LUMEN, ONE)
        assert one.grant is not None
        await uow.business.save(one.warn(one.grant.refresh_expires_at - timedelta(days=6)))
        await uow.commit()
    async with backend.units() as uow:
        assert (await uow.business.load(LUMEN, ONE)).warned == 7
