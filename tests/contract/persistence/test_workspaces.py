import asyncio

from creatorport.application.ports.unit_of_work import UnitsOfWork
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, UMBRA


async def test_a_workspace_has_no_currency_until_one_is_settled_and_then_keeps_it(backend: Backend) -> None:
    units = backend.units
    async with units() as uow:
        assert await uow.workspaces.currency(LUMEN) is None
        assert await uow.workspaces.settle_currency(LUMEN, "EUR") == "EUR"
        await uow.commit()
    async with units() as uow:
        assert await uow.workspaces.settle_currency(LUMEN, "USD") == "EUR"
        await uow.commit()
    async with units() as uow:
        assert await uow.workspaces.currency(LUMEN) == "EUR"
        assert await uow.workspaces.currency(UMBRA) is None
    assert [await backend.reads.commitments.currency(one) for one in (LUMEN, UMBRA)] == ["EUR", None]


async def test_a_currency_that_was_not_committed_was_never_settled(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.workspaces.settle_currency(LUMEN, "EUR")
    async with units() as uow:
        assert await uow.workspaces.settle_currency(LUMEN, "USD") == "USD"


async def test_all_who_settle_it_at_once_are_told_the_same(units: UnitsOfWork) -> None:
    async def settle(currency: str) -> str:
        async with units() as uow:
            settled = await uow.workspaces.settle_currency(LUMEN, currency)
            await asyncio.sleep(0)
            await uow.commit()
            return settled

    assert len(set(await asyncio.gather(*map(settle, ["EUR", "USD", "GBP", "EUR", "JPY"])))) == 1
