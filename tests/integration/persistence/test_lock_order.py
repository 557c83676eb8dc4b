"""A delivery that names several campaigns meets a capture, on PostgreSQL: neither waits for the other for ever."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import time
from zoneinfo import ZoneInfo

import psycopg
import pytest

from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.ports.inbox import Delivery
from creatorport.application.ports.jobs import CaptureCampaign, ProcessDelivery
from creatorport.application.ports.notices import CampaignVideoChanged, InvitationAnswered, Notice
from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.application.syncing.begin import BeginSync, SyncPolicy
from creatorport.application.use_cases.process_webhook import ProcessWebhook
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.handle import Handle
from creatorport.domain.handling import HandlingState
from creatorport.domain.ids import CampaignId
from creatorport.domain.schedule import DailySchedule
from tests.contract.persistence.specimens import LUMEN, NOW, delivery, later, marketplace, running
from tests.fakes.clock import MovableClock
from tests.fakes.identities import CountingIdentities

TTO_ACCOUNT = "7400000000000000001"
FIRST, SECOND = CampaignId("campaign-1"), CampaignId("campaign-2")


@dataclass
class Reader:
    notices: Sequence[Notice]

    def read(self, delivery: Delivery) -> Sequence[Notice]:
        return self.notices


def answer(campaign: CampaignId) -> Notice:
    return InvitationAnswered(TTO_ACCOUNT, f"at {campaign}", "77", Handle.of("mara"), AnswerStatus.VIEWED, None, NOW)


def video(campaign: CampaignId) -> Notice:
    return CampaignVideoChanged(TTO_ACCOUNT, f"at {campaign}")


@pytest.mark.parametrize(
    ("notices", "held", "wanted"),
    [
        ([answer(SECOND), answer(FIRST)], FIRST, SECOND),
        ([video(FIRST), answer(FIRST)], FIRST, None),
        ([video(SECOND), answer(FIRST)], FIRST, None),
    ],
    ids=["two answers", "a video, then an answer", "of two campaigns"],
)
async def test_whoever_waits_for_a_campaign_holds_nothing_that_its_holder_goes_on_to_want(
    sql_units: SqlUnitsOfWork,
    database_url: str,
    notices: Sequence[Notice],
    held: CampaignId,
    wanted: CampaignId | None,
) -> None:
    async with sql_units() as uow:
        await uow.marketplaces.add(marketplace())
        for one in (running(FIRST), running(SECOND)):
            await uow.campaigns.add(replace(one, at_tiktok=AtTikTok(f"at {one.id}", "https://t.test/x", ("US",))))
        await uow.inbox.store(delivery(), "key-1")
        await uow.commit()
    clock = MovableClock(later(5))
    begin = BeginSync(clock, CountingIdentities(), SyncPolicy(DailySchedule(time(3), ZoneInfo("UTC"))))
    process = ProcessWebhook(sql_units, clock, Reader(notices), begin)
    async with sql_units() as capture:
        await capture.campaigns.lock(LUMEN, held)
        processing = asyncio.create_task(process(ProcessDelivery(delivery().id)))
        await waits_for_a_lock(database_url)
        if wanted is not None:
            await capture.campaigns.lock(LUMEN, wanted)
        for each in (FIRST, SECOND):
            await capture.jobs.defer(CaptureCampaign(LUMEN, each))
        await capture.commit()
    handled = await processing
    assert handled is not None
    assert handled.state is HandlingState.PROCESSED


async def waits_for_a_lock(database_url: str) -> None:
    look = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    async with await psycopg.AsyncConnection.connect(conninfo(database_url), autocommit=True) as connection:
        while (await (await connection.execute(look)).fetchone()) == (0,):
            pass
