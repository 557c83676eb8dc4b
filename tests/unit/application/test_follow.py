"""Following a campaign's numbers, and the form they have in the log."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.application.cursors import cursor
from creatorport.application.performance_log import (
    KIND,
    PerformanceChange,
    from_logged,
    to_payload,
    totals_view,
)
from creatorport.application.ports.event_log import Gap, Logged
from creatorport.application.streams import campaign_performance
from creatorport.application.use_cases.follow_performance import FollowPerformance, FollowPerformanceQuery
from creatorport.application.views import TotalsView
from creatorport.domain.counts import Counts
from creatorport.domain.errors import InvalidValue, NotAllowed, NotFound
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.domain.performance import CampaignPerformance, CreatorPerformance, Totals
from creatorport.domain.workspace import Member
from tests.unit.application.stage import CREATOR, MANAGER, STRANGER, VIEWER, Stage
from tests.unit.domain.numbers import COUNTS

Changes = AsyncIterator[PerformanceChange | Gap]
INSTANTS = st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  the strategy adds the zone
TOTALS = st.builds(
    Totals, st.integers(0, 10**6), st.integers(0, 10**6), COUNTS, st.none() | INSTANTS, st.none() | INSTANTS
)


async def followed() -> tuple[Stage, CampaignId]:
    stage = Stage()
    return stage, await stage.draft()


async def log(stage: Stage, campaign_id: CampaignId, views: int) -> None:
    """Another capture found this many views."""
    totals = Totals(1, 1, Counts(views=views), stage.clock.now(), stage.clock.now() + timedelta(minutes=5))
    performance = CampaignPerformance(campaign_id, totals, (CreatorPerformance(CreatorId("mara"), totals),))
    async with stage.units() as uow:
        await uow.log.append(
            campaign_performance(campaign_id),
            KIND,
            to_payload(performance, frozenset({CreatorId("mara")})),
            stage.clock.now(),
        )
        await uow.commit()


async def follow(stage: Stage, campaign_id: CampaignId, after: str | None = None, by: Member = VIEWER) -> Changes:
    return await FollowPerformance(stage.units, stage.feed, stage.clock)(FollowPerformanceQuery(by, campaign_id, after))


async def take(changes: Changes, many: int) -> list[tuple[int, int | None]]:
    """The next numbers and their views, without waiting for what does not come."""
    taken: list[tuple[int, int | None]] = []
    for _ in range(many):
        change = await asyncio.wait_for(anext(changes), timeout=30)
        assert isinstance(change, PerformanceChange)
        taken.append((change.number, change.totals.counts.views))
    return taken


async def test_the_first_message_of_a_new_campaign_is_that_there_is_nothing_yet() -> None:
    stage, campaign_id = await followed()
    first = await anext(await follow(stage, campaign_id))
    assert first == PerformanceChange(campaign_id, 0, stage.clock.now(), TotalsView(0, 0, Counts(), None, None), ())


async def test_the_first_message_is_the_present_state_and_every_change_follows() -> None:
    stage, campaign_id = await followed()
    for views in (10, 20, 30):
        await log(stage, campaign_id, views)
    changes = await follow(stage, campaign_id)
    assert await take(changes, 1) == [(3, 30)]
    await log(stage, campaign_id, 40)
    await log(stage, campaign_id, 50)
    assert await take(changes, 2) == [(4, 40), (5, 50)]


async def test_what_was_logged_between_the_start_and_the_first_look_is_not_lost() -> None:
    stage, campaign_id = await followed()
    await log(stage, campaign_id, 10)
    changes = await follow(stage, campaign_id)
    await log(stage, campaign_id, 20)
    assert await take(changes, 2) == [(1, 10), (2, 20)]


async def test_a_follower_who_waits_is_woken() -> None:
    stage, campaign_id = await followed()
    changes = await follow(stage, campaign_id)
    await anext(changes)
    waiting = asyncio.create_task(take(changes, 1))
    await asyncio.sleep(0)
    assert not waiting.done()
    await log(stage, campaign_id, 10)
    assert await waiting == [(1, 10)]


@pytest.mark.parametrize("seen", [0, 1, 2, 3])
async def test_resuming_behind_a_cursor_has_neither_gap_nor_repeat(seen: int) -> None:
    stage, campaign_id = await followed()
    for views in (10, 20, 30):
        await log(stage, campaign_id, views)
    changes = await follow(stage, campaign_id, cursor(campaign_performance(campaign_id), seen))
    await log(stage, campaign_id, 40)
    assert await take(changes, 4 - seen) == [(1, 10), (2, 20), (3, 30), (4, 40)][seen:]


@pytest.mark.parametrize(
    "foreign",
    [
        cursor(campaign_performance(CampaignId("another")), 1),
        cursor("campaign-activity/id-000001", 1),
        "nonsense",
        "",
        "é",
    ],
)
async def test_a_foreign_cursor_is_refused_before_anything_is_followed(foreign: str) -> None:
    stage, campaign_id = await followed()
    with pytest.raises(InvalidValue) as refused:
        await follow(stage, campaign_id, foreign)
    assert refused.value.field == "after"


async def test_what_is_no_longer_kept_is_told_as_a_gap_and_then_it_goes_on() -> None:
    stage, campaign_id = await followed()
    stream = campaign_performance(campaign_id)
    for views in (10, 20, 30):
        await log(stage, campaign_id, views)
    stage.storage.trim(stream, keep_newest=1, older_than=stage.clock.now() + timedelta(days=1))
    changes = await follow(stage, campaign_id, cursor(stream, 1))
    assert await anext(changes) == Gap(stream, 3, 3)
    await log(stage, campaign_id, 40)
    assert await take(changes, 1) == [(4, 40)]


async def test_a_cursor_from_the_future_is_told_as_a_gap() -> None:
    stage, campaign_id = await followed()
    stream = campaign_performance(campaign_id)
    await log(stage, campaign_id, 10)
    assert await anext(await follow(stage, campaign_id, cursor(stream, 99))) == Gap(stream, 1, 1)


async def test_only_those_who_may_see_the_campaign_follow_it() -> None:
    stage, campaign_id = await followed()
    with pytest.raises(NotAllowed):
        await follow(stage, campaign_id, by=CREATOR)
    with pytest.raises(NotFound):
        await follow(stage, campaign_id, by=STRANGER)
    with pytest.raises(NotFound):
        await follow(stage, CampaignId("nowhere"), by=MANAGER)


@given(
    TOTALS, st.dictionaries(st.sampled_from(["ben", "cleo", "mara"]), TOTALS), st.sets(st.sampled_from(["ben", "mara"]))
)
def test_what_is_logged_is_read_back_the_same(totals: Totals, creators: dict[str, Totals], changed: set[str]) -> None:
    performance = CampaignPerformance(
        CampaignId("campaign-1"),
        totals,
        tuple(CreatorPerformance(CreatorId(name), theirs) for name, theirs in sorted(creators.items())),
    )
    payload = json.loads(json.dumps(to_payload(performance, frozenset(map(CreatorId, changed)))))
    at = datetime(2026, 11, 20, tzinfo=UTC)
    assert from_logged(Logged("stream", 7, KIND, payload, at)) == PerformanceChange(
        CampaignId("campaign-1"),
        7,
        at,
        totals_view(totals),
        tuple((CreatorId(name), totals_view(creators[name])) for name in sorted(changed & creators.keys())),
    )


@given(COUNTS)
def test_sixty_four_bits_survive_the_log(counts: Counts) -> None:
    big = Counts(2**63 - 1, 2**53 + 1, counts.comments, counts.shares)
    performance = CampaignPerformance(CampaignId("c"), Totals(1, 1, big, None, None), ())
    payload = json.loads(json.dumps(to_payload(performance, frozenset())))
    assert from_logged(Logged("s", 1, KIND, payload, datetime(2026, 11, 20, tzinfo=UTC))).totals.counts == big
