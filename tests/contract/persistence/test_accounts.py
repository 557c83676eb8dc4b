import asyncio
from dataclasses import replace

import pytest

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account import Profile
from creatorport.domain.errors import ConcurrentChange, NotFound
from creatorport.domain.ids import AccountId
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, account, grant, later, marketplace

ONE = AccountId("account-1")


async def test_an_account_comes_back_as_it_was_stored_with_its_tokens(units: UnitsOfWork) -> None:
    stored = account()
    bare = replace(
        account("account-2", "open-x"),
        profile=Profile("open-x", None, None, None, None, None, None, None, None),
        grant=None,
        cause="revoked",
    )
    async with units() as uow:
        await uow.accounts.add(stored)
        await uow.accounts.add(bare)
        await uow.commit()
    async with units() as uow:
        assert await uow.accounts.load(LUMEN, ONE) == replace(stored, events=())
        assert await uow.accounts.load(LUMEN, bare.id) == replace(bare, events=())
        found = await uow.accounts.find_by_open_id(LUMEN, "open-mara")
    assert found is not None
    assert found.grant is not None
    assert found.grant.refresh_token.reveal() == "rft.refresh-1"


async def test_an_account_knows_when_its_profile_was_read(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.accounts.add(account())
        await uow.commit()
    async with units() as uow:
        stored = await uow.accounts.load(LUMEN, ONE)
        await uow.accounts.save(stored.see(stored.profile, later(5)).renew(grant(2), later(9)))
        await uow.commit()
    async with units() as uow:
        again = await uow.accounts.load(LUMEN, ONE)
    assert (again.connected_at, again.profile_at, again.updated_at) == (NOW, later(5), later(9))


async def test_an_account_of_another_workspace_is_not_there(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.accounts.add(account(workspace=UMBRA))
        await uow.commit()
    async with units() as uow:
        with pytest.raises(NotFound):
            await uow.accounts.load(LUMEN, ONE)
        assert await uow.accounts.find_by_open_id(LUMEN, "open-mara") is None


async def test_a_person_has_one_account_per_workspace_and_is_found_in_all(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.accounts.add(account("account-u", workspace=UMBRA, at=later(1)))
        await uow.accounts.add(account())
        await uow.accounts.add(account("account-3", "open-other"))
        await uow.commit()
    async with units() as uow:
        assert [one.id for one in await uow.accounts.everywhere("open-mara")] == ["account-1", "account-u"]
        assert await uow.accounts.everywhere("open-nobody") == []
    async with units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.accounts.add(account("account-2"))


async def test_every_scope_that_any_account_holds_is_told_once(units: UnitsOfWork) -> None:
    async with units() as uow:
        assert await uow.accounts.scopes_ever_granted() == frozenset()
        await uow.accounts.add(account())
        other = account("account-u", "open-other", UMBRA)
        await uow.accounts.add(replace(other, grant=replace(grant(), scopes=frozenset({"user.info.basic", "new"}))))
        gone = account("account-3", "open-gone")
        await uow.accounts.add(replace(gone, grant=replace(grant(), scopes=frozenset({"gone"}))).disconnect(NOW))
        await uow.commit()
    async with units() as uow:
        assert await uow.accounts.scopes_ever_granted() == grant().scopes | {"user.info.basic", "new"}


async def test_of_concurrent_first_consents_of_one_person_one_makes_the_account(units: UnitsOfWork) -> None:
    async def connect(number: int) -> bool:
        async with units() as uow:
            await uow.accounts.add(account(f"account-{number}"))
            await asyncio.sleep(0)
            await uow.commit()
        return True

    outcomes = await asyncio.gather(*(connect(number) for number in range(5)), return_exceptions=True)
    assert outcomes.count(True) == 1
    assert sum(isinstance(outcome, ConcurrentChange) for outcome in outcomes) == 4


async def test_a_renewed_grant_replaces_the_old_pair_and_a_stale_save_is_refused(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.accounts.add(account())
        await uow.commit()
    async with units() as uow:
        stale = await uow.accounts.load(LUMEN, ONE)
        await uow.accounts.save(stale.renew(grant(2), NOW))
        await uow.commit()
    async with units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.accounts.save(stale.lose_grant("revoked", NOW))
    async with units() as uow:
        assert (await uow.accounts.load(LUMEN, ONE)).grant == grant(2)


async def test_a_marketplace_comes_back_and_is_one_per_workspace(units: UnitsOfWork) -> None:
    stored = marketplace()
    async with units() as uow:
        await uow.marketplaces.add(stored)
        await uow.marketplaces.add(marketplace(UMBRA))
        await uow.commit()
    async with units() as uow:
        assert await uow.marketplaces.find(LUMEN) == stored
        assert [one.workspace_id for one in await uow.marketplaces.of_tto_account(stored.tto_account_id)] == [
            LUMEN,
            UMBRA,
        ]
        assert await uow.marketplaces.of_tto_account("1") == []
        with pytest.raises(ConcurrentChange):
            await uow.marketplaces.add(replace(marketplace(), tto_account_id="2"))


async def test_a_marketplace_is_saved_by_version(units: UnitsOfWork) -> None:
    async with units() as uow:
        assert await uow.marketplaces.find(LUMEN) is None
        await uow.marketplaces.add(marketplace())
        await uow.commit()
    async with units() as uow:
        loaded = await uow.marketplaces.find(LUMEN)
        assert loaded is not None
        await uow.marketplaces.save(loaded.lose_token("revoked"))
        await uow.commit()
    async with units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.marketplaces.save(loaded)
    async with units() as uow:
        seen = await uow.marketplaces.find(LUMEN)
    assert seen is not None
    assert (seen.cause, seen.version) == ("revoked", 1)


async def test_the_marketplaces_that_work_are_found_in_all_workspaces(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.marketplaces.add(marketplace(UMBRA))
        await uow.marketplaces.add(marketplace(LUMEN))
        await uow.commit()
    async with units() as uow:
        assert [one.workspace_id for one in await uow.marketplaces.working()] == [LUMEN, UMBRA]
        await uow.marketplaces.save((await uow.marketplaces.working())[0].lose_token("revoked"))
        await uow.commit()
    async with units() as uow:
        assert [one.workspace_id for one in await uow.marketplaces.working()] == [UMBRA]
