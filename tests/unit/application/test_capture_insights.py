"""Reading insights: what is due, what was permitted, what failed, and what becomes of it when the consent ends."""

from datetime import timedelta

import pytest

from creatorport.application.ports.insight_sources import LOOK_BACK_DAYS
from creatorport.application.ports.jobs import CaptureCreatorInsights, CaptureInsights
from creatorport.application.use_cases.capture_due_insights import CaptureDueInsights
from creatorport.application.use_cases.capture_own_insights import CaptureOwnInsights
from creatorport.application.use_cases.capture_public_insights import CapturePublicInsights
from creatorport.application.use_cases.disconnect_account import DisconnectAccount, DisconnectAccountCommand
from creatorport.application.use_cases.disconnect_business import DisconnectBusiness, DisconnectBusinessCommand
from creatorport.application.use_cases.refresh_creator_insights import (
    RefreshCreatorInsights,
    RefreshCreatorInsightsCommand,
)
from creatorport.application.use_cases.refresh_insights import RefreshInsights, RefreshInsightsCommand
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Creator
from creatorport.domain.errors import (
    MarketplaceNotConnected,
    NeedsReauth,
    NotAllowed,
    NotFound,
    NotPermitted,
    TikTokThrottled,
)
from creatorport.domain.ids import AccountId, CreatorId, PostId
from creatorport.domain.insights.audience import Audience, Dimension
from creatorport.domain.insights.days import AccountDay
from creatorport.domain.insights.reading import CONSENTED, TRY_AGAIN_AFTER, Reading, ReadingKind
from creatorport.domain.pedigree import Absence
from creatorport.domain.post import VideoPost
from creatorport.domain.retention import DropReason, Purge, Purged
from tests.fakes.tiktok_insights import (
    ACTIVITY,
    AUTHORIZED,
    ORGANIC,
    WATCHERS,
    FakeCampaignAudiences,
    FakeConsentedInsights,
    FakePublicVideos,
)
from tests.fakes.vault import InMemoryVault
from tests.unit.application import test_business_connect as business
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, STRANGER, UMBRA, VIEWER, Stage
from tests.unit.application.test_connect import finishing
from tests.unit.application.test_purge_round import purging

K = ReadingKind
DAY = timedelta(days=1)
ASKED = business.ASKED | {"user.info.stats", "video.list", "video.insights", "biz.creator.info", "biz.creator.insights"}


class Watch:
    """A stage with a creator who consented to `only` so much, and the sources of insights."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.source = FakeConsentedInsights(stage.creator_login)
        self.public, self.audiences = FakePublicVideos(stage.one), FakeCampaignAudiences(stage.one)

    @property
    def account_id(self) -> AccountId:
        return self.stage.account().id

    async def capture(self) -> None:
        as_creator = business.as_creator(self.stage)
        capture = CaptureOwnInsights(self.stage.units, self.stage.clock, as_creator, self.source, DAY)
        await capture(CaptureInsights(LUMEN, self.account_id))

    async def capture_creator(self, creator_id: CreatorId) -> None:
        stage = self.stage
        capture = CapturePublicInsights(stage.units, stage.clock, self.public, self.audiences, DAY)
        await capture(CaptureCreatorInsights(LUMEN, creator_id))

    async def readings(self) -> dict[ReadingKind, Reading]:
        async with self.stage.units() as uow:
            return dict(await uow.consented.of(LUMEN, self.account_id))

    async def of_creator(self, creator_id: CreatorId) -> dict[ReadingKind, Reading]:
        async with self.stage.units() as uow:
            return dict(await uow.creator_readings.of(LUMEN, creator_id))


async def watch(monkeypatch: pytest.MonkeyPatch, only: frozenset[str] = ASKED) -> Watch:
    monkeypatch.setattr(business, "ASKED", ASKED)
    stage = await business.with_account()
    await finishing(stage)(await business.consent(stage, only=only))
    return Watch(stage)


async def test_a_consent_begins_a_reading_of_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    one = await watch(monkeypatch)
    assert CaptureInsights(LUMEN, one.account_id) in one.stage.jobs
    await one.capture()
    readings = await one.readings()
    assert readings[K.AUTHORIZED].told.audience == AUTHORIZED
    assert (readings[K.ORGANIC].told.audience, readings[K.ORGANIC].told.activity) == (ORGANIC, ACTIVITY)
    assert len(readings[K.OWN_VIDEOS].told.videos) == 40
    assert readings[K.OWN_VIDEOS].told.videos[0].average_watch == 8.37
    assert len(one.stage.kept(AccountDay)) == LOOK_BACK_DAYS - 1
    now = one.stage.clock.now()
    assert {(one.captured_at, one.fresh_until) for one in readings.values()} == {(now, now + DAY)}


async def test_what_is_fresh_is_not_asked_for_again_and_then_only_the_newest_days_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = await watch(monkeypatch)
    await one.capture()
    one.stage.clock.advance(DAY - timedelta(seconds=1))
    await one.capture()
    calls = one.source.troubles.calls
    assert (calls["insights.authorized"], calls["insights.organic"], calls["insights.own_videos"]) == (1, 1, 1)
    one.stage.clock.advance(timedelta(seconds=1))
    await one.capture()
    assert (calls["insights.authorized"], calls["insights.organic"], calls["insights.own_videos"]) == (2, 2, 2)
    first, last = one.source.asked[-1]
    assert (last - first).days == 4
    assert len(one.stage.kept(AccountDay)) == LOOK_BACK_DAYS


async def test_what_was_not_permitted_costs_no_call_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    one = await watch(monkeypatch, frozenset({"user.info.username", "user.insights"}))
    await one.capture()
    readings = await one.readings()
    assert {kind: reading.absence for kind, reading in readings.items()} == {
        K.AUTHORIZED: Absence.NOT_PERMITTED,
        K.ORGANIC: None,
        K.OWN_VIDEOS: Absence.NOT_PERMITTED,
    }
    calls = one.source.troubles.calls
    assert (calls["insights.authorized"], calls["insights.own_videos"]) == (0, 0)
    assert {day.counts.followers for day in one.stage.kept(AccountDay)} == {None}


async def test_a_narrower_consent_drops_what_the_wider_one_told(monkeypatch: pytest.MonkeyPatch) -> None:
    one = await watch(monkeypatch)
    await one.capture()
    only = frozenset({"user.info.username", "video.list"})
    await finishing(one.stage)(await business.consent(one.stage, only=only))
    await one.capture()
    readings = await one.readings()
    assert readings[K.AUTHORIZED].told.audience == Audience()
    assert readings[K.ORGANIC].told.audience == Audience()
    await finishing(one.stage)(await business.consent(one.stage))
    await one.capture()
    assert (await one.readings())[K.AUTHORIZED].told.audience == AUTHORIZED


async def test_a_failure_is_one_sources_own_and_never_overwrites_what_is_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = await watch(monkeypatch)
    await one.capture()
    one.stage.clock.advance(DAY)
    one.source.troubles.lose_request("insights.organic")
    await one.capture()
    failed = (await one.readings())[K.ORGANIC]
    assert (failed.absence, failed.failure) == (Absence.ERROR, "TIKTOK_ANSWER_LOST")
    assert (failed.told.audience, failed.captured_at) == (ORGANIC, one.stage.clock.now() - DAY)
    assert (await one.readings())[K.OWN_VIDEOS].captured_at == one.stage.clock.now()
    await one.capture()
    assert one.source.troubles.calls["insights.organic"] == 2
    one.stage.clock.advance(TRY_AGAIN_AFTER)
    await one.capture()
    assert (await one.readings())[K.ORGANIC].failure is None


async def test_a_limit_stops_the_reading_and_leaves_the_rest_for_later(monkeypatch: pytest.MonkeyPatch) -> None:
    one = await watch(monkeypatch)
    one.source.troubles.throttle("insights.organic", retry_after=300)
    with pytest.raises(TikTokThrottled):
        await one.capture()
    assert (await one.readings()).keys() == {K.AUTHORIZED, K.ORGANIC}
    one.stage.clock.advance(TRY_AGAIN_AFTER)
    await one.capture()
    assert (await one.readings()).keys() == set(CONSENTED)
    assert one.source.troubles.calls["insights.authorized"] == 1


@pytest.mark.parametrize("whole", [True, False])
async def test_letting_go_drops_what_was_told_at_once_and_reports_it(
    monkeypatch: pytest.MonkeyPatch, *, whole: bool
) -> None:
    one = await watch(monkeypatch)
    await one.capture()
    stage, items = one.stage, 3 + len(one.stage.kept(AccountDay))
    if whole:
        disconnect = DisconnectAccount(stage.units, stage.clock, InMemoryVault(), stage.identities)
        await disconnect(DisconnectAccountCommand(CREATOR, one.account_id))
    else:
        let_go = DisconnectBusiness(stage.units, stage.clock, InMemoryVault(), stage.identities)
        await let_go(DisconnectBusinessCommand(CREATOR, one.account_id))
        await let_go(DisconnectBusinessCommand(CREATOR, one.account_id))
    assert await one.readings() == {}
    assert stage.kept(AccountDay) == []
    (report,) = stage.kept(Purge)
    assert (report.what, report.reason, report.items) == (Purged.INSIGHTS, DropReason.DISCONNECTED, items)
    assert report.account_id == one.account_id


async def test_nothing_is_kept_for_a_grant_that_was_let_go_of_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    one = await watch(monkeypatch)
    stage, authorized = one.stage, one.source.authorized

    async def slow(access: object) -> object:
        told = await authorized(access)  # type: ignore[arg-type]  # passed through
        let_go = DisconnectBusiness(stage.units, stage.clock, InMemoryVault(), stage.identities)
        await let_go(DisconnectBusinessCommand(CREATOR, one.account_id))
        return told

    monkeypatch.setattr(one.source, "authorized", slow)
    await one.capture()
    assert await one.readings() == {}
    assert stage.kept(AccountDay) == []


async def test_a_lost_grant_keeps_what_was_told_for_its_time_and_then_drops_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = await watch(monkeypatch)
    await one.capture()
    stage = one.stage
    async with stage.units() as uow:
        lost = (await uow.business.load(LUMEN, one.account_id)).lose_grant("revoked", stage.clock.now())
        await uow.business.save(lost)
        await uow.commit()
    await one.capture()
    stage.clock.advance(DAY - timedelta(minutes=1))
    await purging(stage)()
    assert (await one.readings()).keys() == set(CONSENTED)
    stage.clock.advance(timedelta(minutes=1))
    await purging(stage)()
    assert await one.readings() == {}
    assert (Purged.INSIGHTS, DropReason.GRANT_LOST) in [(line.what, line.reason) for line in stage.kept(Purge)]


async def test_what_a_person_told_who_is_gone_from_tiktok_is_dropped_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one = await watch(monkeypatch)
    await one.capture()
    stage = one.stage
    async with stage.units() as uow:
        known = await uow.business.load(LUMEN, one.account_id)
        await uow.business.save(known.lose_grant("deleted", stage.clock.now(), loss=LossCause.ACCOUNT_DELETED))
        await uow.commit()
    await purging(stage)()
    assert await one.readings() == {}


async def test_the_round_begins_what_is_due_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one = await watch(monkeypatch)
    stage = one.stage
    stage.storage.jobs.clear()
    due = CaptureDueInsights(stage.units, stage.clock)
    assert (await due(), await due()) == (1, 1)
    assert stage.jobs == [CaptureInsights(LUMEN, one.account_id)]
    await one.capture()
    stage.storage.jobs.clear()
    assert await due() == 0
    stage.clock.advance(DAY)
    assert await due() == 1


async def test_asking_begins_a_reading_only_of_what_is_no_longer_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    one = await watch(monkeypatch)
    stage = one.stage
    refresh = RefreshInsights(stage.units, stage.clock)
    stage.storage.jobs.clear()
    assert await refresh(RefreshInsightsCommand(CREATOR, one.account_id))
    assert await refresh(RefreshInsightsCommand(MANAGER, one.account_id))
    assert stage.jobs == [CaptureInsights(LUMEN, one.account_id)]
    await one.capture()
    stage.storage.jobs.clear()
    assert not await refresh(RefreshInsightsCommand(CREATOR, one.account_id))
    assert stage.jobs == []
    with pytest.raises(NotAllowed):
        await refresh(RefreshInsightsCommand(VIEWER, one.account_id))
    with pytest.raises(NotFound):
        await refresh(RefreshInsightsCommand(STRANGER, one.account_id))


async def test_without_a_working_consent_there_is_nothing_to_ask() -> None:
    stage = await business.with_account()
    refresh = RefreshInsights(stage.units, stage.clock)
    command = RefreshInsightsCommand(CREATOR, stage.account().id)
    with pytest.raises(NotPermitted):
        await refresh(command)
    await finishing(stage)(await business.consent(stage))
    async with stage.units() as uow:
        lost = (await uow.business.load(LUMEN, stage.account().id)).lose_grant("revoked", stage.clock.now())
        await uow.business.save(lost)
        await uow.commit()
    with pytest.raises(NeedsReauth):
        await refresh(command)


async def creator_with_posts(stage: Stage) -> CreatorId:
    """A creator of a running campaign, with a post in it."""
    campaign_id = await stage.active_campaign("mara.cooks", "ben.bikes")
    at_tiktok = stage.campaign(campaign_id).at_tiktok
    assert at_tiktok is not None
    (mara,) = [one for one in stage.kept(Creator) if one.handle.text == "mara.cooks"]
    stage.one.join(at_tiktok.campaign_id, "mara.cooks")
    stage.one.link_video(at_tiktok.campaign_id, "mara.cooks", Counts(100, 10, 1, 1))
    stage.one.link_video(at_tiktok.campaign_id, "ben.bikes", Counts(900, 10, 1, 1))
    post = VideoPost.linked(
        PostId("post-1"), LUMEN, campaign_id, mara.id, video_id="1", url="", published_at=None, now=stage.clock.now()
    )
    async with stage.units() as uow:
        await uow.posts.add(post)
        await uow.commit()
    return mara.id


async def test_a_creators_videos_and_watchers_are_read_without_their_consent() -> None:
    one = Watch(Stage())
    mara = await creator_with_posts(one.stage)
    await one.capture_creator(mara)
    readings = await one.of_creator(mara)
    assert len(readings[K.PUBLIC_VIDEOS].told.videos) == 30
    assert readings[K.CAMPAIGNS].told.audience.by(Dimension.INTEREST) == WATCHERS.by(Dimension.INTEREST)
    await one.capture_creator(mara)
    assert one.stage.one.troubles.calls["insights.public_videos"] == 1
    async with one.stage.units() as uow:
        assert await uow.creator_readings.of(UMBRA, mara) == {}


async def test_a_creator_who_left_the_marketplace_is_gone_and_a_workspace_without_one_is_told_so() -> None:
    one = Watch(Stage())
    (nobody,) = await one.stage.know("nobody.here", on_tiktok_one=False)
    await one.capture_creator(nobody)
    failed = (await one.of_creator(nobody))[K.PUBLIC_VIDEOS]
    assert (failed.absence, failed.failure) == (Absence.ERROR, "MARKETPLACE_NOT_CONNECTED")
    await one.stage.connect_marketplace()
    one.stage.clock.advance(TRY_AGAIN_AFTER)
    await one.capture_creator(nobody)
    readings = await one.of_creator(nobody)
    assert readings[K.PUBLIC_VIDEOS].absence is Absence.GONE
    assert readings[K.CAMPAIGNS].told.audience == Audience()


async def test_creators_are_read_for_those_who_may_discover_them() -> None:
    one = Watch(Stage())
    stage = one.stage
    (mara,) = await stage.know("mara.cooks")
    refresh = RefreshCreatorInsights(stage.units, stage.clock)
    with pytest.raises(MarketplaceNotConnected):
        await refresh(RefreshCreatorInsightsCommand(MANAGER, mara))
    await stage.connect_marketplace()
    await stage.connect_marketplace(UMBRA)
    assert await refresh(RefreshCreatorInsightsCommand(MANAGER, mara))
    await one.capture_creator(mara)
    assert not await refresh(RefreshCreatorInsightsCommand(MANAGER, mara))
    for by in (VIEWER, CREATOR):
        with pytest.raises(NotAllowed):
            await refresh(RefreshCreatorInsightsCommand(by, mara))
    with pytest.raises(NotFound):
        await refresh(RefreshCreatorInsightsCommand(STRANGER, mara))
