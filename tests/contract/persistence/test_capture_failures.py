from dataclasses import replace

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.error_roots import FixableBy
from creatorport.domain.ids import CampaignId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, later

ONE, TWO = CampaignId("campaign-1"), CampaignId("campaign-2")
FIRST = CaptureFailure("TIKTOK_REFUSED", "No.", FixableBy.MEMBER, NOW, NOW, later(1), "40001", "20261120")
SECOND = replace(FIRST, code="TIKTOK_UNREACHABLE", message="Gone.", since=later(1), at=later(1), tiktok_code=None)


async def keep(units: UnitsOfWork, failure: CaptureFailure) -> None:
    async with units() as uow:
        await uow.capture_failures.keep(LUMEN, ONE, failure)
        await uow.commit()


async def test_the_last_failure_is_shown_with_the_beginning_of_its_row(backend: Backend) -> None:
    reads = backend.reads.performance
    await keep(backend.units, FIRST)
    assert await reads.failures_of_campaigns(LUMEN, [ONE, TWO]) == {ONE: FIRST}
    assert await reads.failures_of_campaigns(UMBRA, [ONE]) == {}
    assert await reads.failures_of_campaigns(LUMEN, [TWO]) == {}
    await keep(backend.units, SECOND)
    assert await reads.failures_of_campaigns(LUMEN, [ONE]) == {ONE: replace(SECOND, since=NOW)}


async def test_what_is_forgotten_begins_a_new_row_when_it_comes_again(backend: Backend) -> None:
    await keep(backend.units, FIRST)
    async with backend.units() as uow:
        await uow.capture_failures.forget(UMBRA, ONE)
        await uow.capture_failures.forget(LUMEN, TWO)
        await uow.commit()
    assert await backend.reads.performance.failures_of_campaigns(LUMEN, [ONE]) == {ONE: FIRST}
    async with backend.units() as uow:
        await uow.capture_failures.forget(LUMEN, ONE)
        await uow.capture_failures.forget(LUMEN, ONE)
        await uow.commit()
    assert await backend.reads.performance.failures_of_campaigns(LUMEN, [ONE]) == {}
    await keep(backend.units, SECOND)
    assert await backend.reads.performance.failures_of_campaigns(LUMEN, [ONE]) == {ONE: SECOND}
