"""What TikTok tells us: stored once, acted on in whatever order it comes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from creatorport.application.ports.inbox import Channel, Delivery
from creatorport.application.ports.jobs import CaptureCampaign, ProcessDelivery, SyncAccount
from creatorport.application.ports.notices import (
    AccountVideosChanged,
    AuthorizationRemoved,
    CampaignVideoChanged,
    CommentChanged,
    InvitationAnswered,
    MilestoneCrossed,
    Noted,
    Notice,
    Unrecognised,
)
from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.application.streams import campaign_activity
from creatorport.application.use_cases.process_webhook import ProcessWebhook
from creatorport.application.use_cases.receive_webhook import ReceiveWebhook
from creatorport.application.webhooks.addressees import concerned
from creatorport.domain.account import AccountState, TikTokAccount
from creatorport.domain.activity import TIKTOK, Activity, ActivityKind
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.comment_news import CommentAction, CommentNews
from creatorport.domain.errors import ConcurrentChange, StorageUnavailable, UnreadableDelivery
from creatorport.domain.handle import Handle
from creatorport.domain.handling import ATTEMPTS_MAX, Handling, HandlingState
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import Delivery as How
from creatorport.domain.invitation import InvitationState
from creatorport.domain.milestone import Milestone, MilestoneMetric
from tests.fakes.business_connections import InMemoryBusinessConnections
from tests.fakes.clock import START
from tests.fakes.inbox import Kept
from tests.unit.application.stage import CREATOR, LUMEN, STRANGER, TTO_ACCOUNT, UMBRA, Stage
from tests.unit.application.test_business_connect import connected as with_business
from tests.unit.application.test_connect import BEN, MARA, connect


@dataclass
class Post:
    """A post box that brings whole notices, and the gateway behind it."""

    stage: Stage
    notices: dict[bytes, Sequence[Notice]] = field(default_factory=dict)

    def read(self, delivery: Delivery) -> Sequence[Notice]:
        if delivery.body not in self.notices:
            raise UnreadableDelivery("it is not JSON")
        return self.notices[delivery.body]

    async def receive(self, key: str, body: bytes = b"?", channel: Channel = Channel.BUSINESS) -> bool:
        return await ReceiveWebhook(self.stage.units, self.stage.clock, self.stage.identities)(channel, key, body)

    async def tell(self, *notices: Notice) -> str | None:
        """Deliver one webhook with these notices, act on it, and return what came of it."""
        body = f"delivery {len(self.notices)}".encode()
        self.notices[body] = notices
        assert await self.receive(body.decode(), body)
        await self.process()
        return self.stage.kept(Kept)[-1].outcome

    async def process(self) -> None:
        process = ProcessWebhook(self.stage.units, self.stage.clock, self, self.stage.begin_sync)
        for waiting in list(self.stage.storage.jobs):
            if isinstance(waiting.job, ProcessDelivery):
                self.stage.storage.jobs.remove(waiting)
                await process(waiting.job)

    def answer(self, status: AnswerStatus, *, tiktok_id: str | None = None, handle: str = "mara") -> InvitationAnswered:
        (made,) = self.stage.one.made.values()
        known = self.stage.invitation(handle).tiktok_id
        return InvitationAnswered(
            TTO_ACCOUNT,
            made.id,
            tiktok_id or known or "7700",
            Handle.of(handle),
            status,
            "So be it." if status in {AnswerStatus.ACCEPTED, AnswerStatus.REJECTED} else None,
            self.stage.clock.now(),
        )


async def invited(*, personal: bool = True) -> tuple[Post, CampaignId]:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara", personal=personal)
    stage.storage.jobs.clear()
    return Post(stage), campaign_id


async def test_a_delivery_is_stored_byte_for_byte_and_its_processing_enqueued() -> None:
    post = Post(Stage())
    assert await post.receive("key-1", b'{"odd":   "\xf0\x9f\x92\xa1"}')
    (kept,) = post.stage.kept(Kept)
    assert kept.delivery.body == b'{"odd":   "\xf0\x9f\x92\xa1"}'
    assert (kept.delivery.channel, kept.delivery.received_at) == (Channel.BUSINESS, post.stage.clock.now())
    assert kept.handling == Handling()
    assert post.stage.jobs == [ProcessDelivery(kept.delivery.id)]


async def test_a_repeat_is_success_and_nothing_more() -> None:
    post = Post(Stage())
    assert [await post.receive("key-1", b"a"), await post.receive("key-1", b"a")] == [True, False]
    assert len(post.stage.kept(Kept)) == len(post.stage.jobs) == 1


async def test_the_same_key_on_the_other_channel_is_another_delivery() -> None:
    post = Post(Stage())
    assert await post.receive("key-1", channel=Channel.OPEN)
    assert await post.receive("key-1", channel=Channel.BUSINESS)
    assert len(post.stage.kept(Kept)) == 2


async def test_what_cannot_be_read_is_kept_with_the_reason() -> None:
    post = Post(Stage())
    await post.receive("key-1", b"\xff")
    await post.process()
    (kept,) = post.stage.kept(Kept)
    assert (kept.delivery.body, kept.handling.error) == (b"\xff", "unreadable: it is not JSON")
    assert (kept.handling.state, kept.handling.settled_at) == (HandlingState.DEAD, post.stage.clock.now())
    assert post.stage.jobs == []


async def test_an_unknown_event_is_kept_and_noted() -> None:
    assert await Post(Stage()).tell(Unrecognised("brand_new_event")) == "not recognised: brand_new_event"


async def test_a_delivery_may_say_nothing_or_several_things() -> None:
    post, campaign_id = await invited()
    assert await post.tell() == "nothing to do"
    (made,) = post.stage.one.made.values()
    outcome = await post.tell(
        CampaignVideoChanged(TTO_ACCOUNT, made.id), Unrecognised("x"), post.answer(AnswerStatus.VIEWED)
    )
    assert outcome == "capturing 1 campaigns; not recognised: x; VIEWED for 1 invitations"
    assert post.stage.jobs == [CaptureCampaign(LUMEN, campaign_id)]


async def test_news_of_videos_brings_the_capture_forward_once() -> None:
    post, campaign_id = await invited()
    (made,) = post.stage.one.made.values()
    async with post.stage.units() as uow:
        await uow.jobs.defer(CaptureCampaign(LUMEN, campaign_id), after=timedelta(minutes=1))
        await uow.commit()
    for _ in range(3):
        await post.tell(CampaignVideoChanged(TTO_ACCOUNT, made.id))
    (waiting,) = post.stage.storage.jobs
    assert (waiting.job, waiting.after or timedelta(0)) == (CaptureCampaign(LUMEN, campaign_id), timedelta(0))


@pytest.mark.parametrize(("account", "campaign"), [("7400000000000000009", None), (TTO_ACCOUNT, "7500000000000000099")])
async def test_news_of_what_is_not_ours_moves_nothing(account: str, campaign: str | None) -> None:
    post, _ = await invited()
    (made,) = post.stage.one.made.values()
    assert await post.tell(CampaignVideoChanged(account, campaign or made.id)) == "capturing 0 campaigns"
    assert post.stage.jobs == []


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (AnswerStatus.VIEWED, InvitationState.VIEWED),
        (AnswerStatus.RESPONDED, InvitationState.VIEWED),
        (AnswerStatus.ACCEPTED, InvitationState.ACCEPTED),
        (AnswerStatus.REJECTED, InvitationState.DECLINED),
        (AnswerStatus.EXPIRED, InvitationState.EXPIRED),
    ],
)
async def test_an_answer_comes_home_and_its_repeats_do_no_harm(status: AnswerStatus, state: InvitationState) -> None:
    post, _ = await invited()
    notice = post.answer(status)
    post.stage.clock.advance(timedelta(hours=1))
    assert await post.tell(notice) == f"{status.value} for 1 invitations"
    first = post.stage.invitation("mara")
    assert first.state is state
    if state in {InvitationState.ACCEPTED, InvitationState.DECLINED}:
        assert (first.answer, first.answered_at) == ("So be it.", notice.at)
    for _ in range(2):
        assert await post.tell(notice) == f"{status.value} for 0 invitations"
    assert post.stage.invitation("mara") == first


@pytest.mark.parametrize(
    "order", list(permutations((AnswerStatus.VIEWED, AnswerStatus.RESPONDED, AnswerStatus.ACCEPTED)))
)
async def test_the_order_in_which_news_arrive_does_not_matter(order: tuple[AnswerStatus, ...]) -> None:
    post, _ = await invited()
    for status in order:
        await post.tell(post.answer(status))
    invitation = post.stage.invitation("mara")
    assert (invitation.state, invitation.answer) == (InvitationState.ACCEPTED, "So be it.")


@pytest.mark.parametrize("late", [AnswerStatus.REJECTED, AnswerStatus.EXPIRED, AnswerStatus.VIEWED])
async def test_the_first_answer_stands(late: AnswerStatus) -> None:
    post, _ = await invited()
    await post.tell(post.answer(AnswerStatus.ACCEPTED))
    accepted = post.stage.invitation("mara")
    await post.tell(post.answer(late))
    assert post.stage.invitation("mara") == accepted


async def test_a_yes_may_overtake_our_knowledge_that_the_invitation_was_sent() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("ben", personal=True)
    await stage.invite(campaign_id, await stage.know("mara"))
    post = Post(stage)
    await post.tell(post.answer(AnswerStatus.ACCEPTED))
    assert stage.invitation("mara").state is InvitationState.ACCEPTED
    await stage.work(stage.drive(personal=True))
    invitation = stage.invitation("mara")
    assert (invitation.state, invitation.delivery) == (InvitationState.ACCEPTED, How.PERSONAL_MESSAGE)
    assert invitation.sent_at is not None


async def test_an_answer_to_an_earlier_invitation_is_not_one_to_this() -> None:
    post, campaign_id = await invited()
    stage, earlier = post.stage, post.stage.invitation("mara")
    assert earlier.tiktok_id is not None
    await post.tell(post.answer(AnswerStatus.REJECTED))
    stage.one.answer(earlier.tiktok_id, AnswerStatus.REJECTED)
    await stage.invite(campaign_id, [earlier.creator_id])
    late = post.answer(AnswerStatus.VIEWED, tiktok_id=earlier.tiktok_id)
    await post.tell(late)
    assert stage.invitation("mara").state is InvitationState.SENDING
    await stage.work(stage.drive(personal=True))
    await post.tell(late)
    assert stage.invitation("mara").state is InvitationState.SENT
    await post.tell(post.answer(AnswerStatus.ACCEPTED))
    assert stage.invitation("mara").state is InvitationState.ACCEPTED


async def test_an_answer_of_somebody_nobody_invited_moves_nothing() -> None:
    post, _ = await invited()
    before = post.stage.invitation("mara")
    (made,) = post.stage.one.made.values()
    nora = InvitationAnswered(
        TTO_ACCOUNT, made.id, "7701", Handle.of("nora"), AnswerStatus.ACCEPTED, None, post.stage.clock.now()
    )
    assert await post.tell(nora) == "ACCEPTED for 0 invitations"
    assert post.stage.invitation("mara") == before


async def test_a_removed_authorization_ends_the_persons_connections_in_every_workspace() -> None:
    stage = Stage()
    await connect(stage, MARA, CREATOR)
    await connect(stage, MARA, STRANGER)
    await connect(stage, BEN, CREATOR)
    post = Post(stage)
    notice = AuthorizationRemoved("open-mara", "the person disconnected the app", stage.clock.now())
    assert await post.tell(notice) == "authorization removed from 2 accounts"
    by_place = {(one.workspace_id, one.profile.open_id): one for one in stage.kept(TikTokAccount)}
    for workspace in (LUMEN, UMBRA):
        lost = by_place[workspace, "open-mara"]
        assert (lost.state, lost.grant) == (AccountState.NEEDS_REAUTH, None)
        assert lost.cause == "the person disconnected the app"
    assert by_place[LUMEN, "open-ben"].state is AccountState.CONNECTED
    before = stage.kept(TikTokAccount)
    await post.tell(notice)
    assert [one.state for one in stage.kept(TikTokAccount)] == [one.state for one in before]
    for one in before:
        entries = stage.storage.entries(f"account-activity/{one.id}")
        assert len(entries) == (1 if one.profile.open_id == "open-ben" else 2)


async def test_a_removed_authorization_of_a_person_unknown_to_us_moves_nothing() -> None:
    stage = Stage()
    notice = AuthorizationRemoved("open-nobody", "?", stage.clock.now())
    assert await Post(stage).tell(notice) == "authorization removed from 0 accounts"


async def test_a_removal_from_before_a_new_consent_is_not_meant_for_it() -> None:
    stage = Stage()
    await connect(stage, MARA, CREATOR)
    before = stage.clock.now() - timedelta(seconds=2)
    notice = AuthorizationRemoved("open-mara", "the person disconnected the app", before)
    assert await Post(stage).tell(notice) == "authorization removed from 0 accounts"
    assert [one.state for one in stage.kept(TikTokAccount)] == [AccountState.CONNECTED]


async def test_a_changed_video_syncs_its_account_wherever_it_is_still_connected() -> None:
    stage = Stage()
    await connect(stage)
    await connect(stage, MARA, STRANGER)
    post = Post(stage)
    async with stage.units() as uow:
        theirs = await uow.accounts.find_by_open_id(UMBRA, MARA.open_id)
        assert theirs is not None
        await uow.accounts.save(theirs.disconnect(stage.clock.now()))
        await uow.commit()
    assert await post.tell(AccountVideosChanged(MARA.open_id)) == "syncing 1 accounts"
    (mine,) = [one for one in stage.kept(TikTokAccount) if one.workspace_id == LUMEN]
    assert stage.jobs == [SyncAccount(LUMEN, mine.id)]


def kept(post: Post) -> Kept:
    return post.stage.kept(Kept)[-1]


async def test_a_delivery_notes_whom_it_concerns() -> None:
    post, _ = await invited()
    await post.stage.connect_marketplace(UMBRA)
    await connect(post.stage, MARA, CREATOR)
    (made,) = post.stage.one.made.values()
    await post.tell(CampaignVideoChanged(TTO_ACCOUNT, made.id))
    assert kept(post).handling.concerns == frozenset({LUMEN, UMBRA})
    await post.tell(AccountVideosChanged(MARA.open_id))
    assert kept(post).handling.concerns == frozenset({LUMEN})
    await post.tell(Unrecognised("brand_new_event"), Noted("post.publish.failed"))
    assert kept(post).outcome == "not recognised: brand_new_event; nothing here depends on post.publish.failed"
    assert kept(post).handling.concerns == frozenset()


async def test_whom_a_delivery_concerns_is_asked_once_for_each_person(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def none_of(_business: InMemoryBusinessConnections, open_id: str) -> Sequence[BusinessConnection]:
        asked.append(open_id)
        return ()

    monkeypatch.setattr(InMemoryBusinessConnections, "everywhere", none_of)
    async with Stage().units() as uow:
        assert await concerned(uow, [AccountVideosChanged(one) for one in ("mara", "ben", "mara")]) == frozenset()
    assert asked == ["ben", "mara"]


@dataclass
class Poisoned(Post):
    """Acting on what it brings fails, in the way that is set."""

    trouble: Exception | None = None

    async def process(self) -> None:
        stage = self.stage

        class Failing:
            clock, identities, policy = stage.clock, stage.identities, stage.begin_sync.policy

            async def __call__(self, *_: object) -> None:
                raise post.trouble or AssertionError

        post = self
        begin: Any = Failing() if self.trouble else stage.begin_sync
        process = ProcessWebhook(stage.units, stage.clock, self, begin)
        for waiting in list(stage.storage.jobs):
            if not isinstance(waiting.job, ProcessDelivery):
                continue
            try:
                await process(waiting.job)
            except type(self.trouble or AssertionError()):
                continue  # the worker leaves the job where it is, for later
            stage.storage.jobs.remove(waiting)


async def poisoned(trouble: Exception) -> Poisoned:
    post = Poisoned(Stage(), trouble=trouble)
    await connect(post.stage, MARA, CREATOR)
    post.stage.storage.jobs.clear()
    post.notices[b"poison"] = [AccountVideosChanged(MARA.open_id)]
    await post.receive("key", b"poison")
    return post


async def test_a_delivery_that_cannot_be_acted_on_is_tried_again_and_becomes_a_dead_letter() -> None:
    post = await poisoned(ZeroDivisionError("what nobody may read"))
    for attempt in range(1, ATTEMPTS_MAX):
        await post.process()
        handling = kept(post).handling
        assert (handling.state, handling.attempts) == (HandlingState.WAITING, attempt)
        assert (handling.error, handling.concerns) == ("ZeroDivisionError", frozenset({LUMEN}))
        assert len(post.stage.jobs) == 1
    await post.process()
    handling = kept(post).handling
    assert (handling.state, handling.attempts, handling.settled_at) == (
        HandlingState.DEAD,
        ATTEMPTS_MAX,
        post.stage.clock.now(),
    )
    assert post.stage.jobs == []


async def test_what_is_no_fault_of_the_delivery_costs_it_no_attempt() -> None:
    for trouble in (StorageUnavailable("away"), ConcurrentChange("account", "1", 1)):
        post = await poisoned(trouble)
        for _ in range(ATTEMPTS_MAX + 1):
            await post.process()
        assert kept(post).handling == Handling()
        post.trouble = None
        await post.process()
        assert kept(post).outcome == "syncing 1 accounts"


async def test_a_delivery_that_has_its_verdict_is_not_acted_on_again() -> None:
    post = Post(Stage())
    await connect(post.stage, MARA, CREATOR)
    await post.tell(AccountVideosChanged(MARA.open_id))
    before, handling = list(post.stage.jobs), kept(post).handling
    async with post.stage.units() as uow:
        await uow.jobs.defer(ProcessDelivery(kept(post).delivery.id))
        await uow.jobs.defer(ProcessDelivery("forgotten long ago"))
        await uow.commit()
    await post.process()
    assert (post.stage.jobs, kept(post).handling) == (before, handling)


async def test_a_removed_authorization_of_the_business_app_ends_that_connection_and_leaves_the_account() -> None:
    stage = await with_business()
    (connection,) = stage.kept(BusinessConnection)
    stage.clock.advance(timedelta(minutes=1))
    notice = AuthorizationRemoved(connection.open_id, "the person disconnected the app", stage.clock.now())
    assert await Post(stage).tell(notice) == "authorization removed from 1 accounts"
    (lost,) = stage.kept(BusinessConnection)
    assert (lost.state, lost.grant, lost.cause) == (
        AccountState.NEEDS_REAUTH,
        None,
        "the person disconnected the app",
    )
    assert stage.account().state is AccountState.CONNECTED


async def test_a_response_is_noted_with_its_words_once_and_also_when_it_arrives_late() -> None:
    post, _ = await invited()
    wrote = replace(post.answer(AnswerStatus.RESPONDED), answer="How much?\nAna\x00")
    at = wrote.at
    post.stage.clock.advance(timedelta(hours=1))
    await post.tell(post.answer(AnswerStatus.ACCEPTED))
    assert post.stage.invitation("mara").responded_at == post.stage.clock.now()
    assert await post.tell(wrote) == "RESPONDED for 1 invitations"
    invitation = post.stage.invitation("mara")
    assert (invitation.state, invitation.responded_at) == (InvitationState.ACCEPTED, at)
    assert (invitation.response, invitation.answer) == ("How much?\nAna", "So be it.")
    assert await post.tell(wrote) == "RESPONDED for 0 invitations"
    later = replace(wrote, at=at + timedelta(minutes=1), answer="Hello?")
    assert await post.tell(later) == "RESPONDED for 0 invitations"
    assert post.stage.invitation("mara") == invitation


def crossed(post: Post, value: int, metric: str = "video_views") -> MilestoneCrossed:
    (made,) = post.stage.one.made.values()
    return MilestoneCrossed(TTO_ACCOUNT, made.id, "77", metric, 1000, value, post.stage.clock.now())


async def test_a_crossed_threshold_proves_milestones_and_captures_at_once() -> None:
    post, campaign_id = await invited()
    milestones = tuple(Milestone(MilestoneMetric.VIEWS, number) for number in (500, 1000, 5000))
    likes = Milestone(MilestoneMetric.LIKES, 1)
    async with post.stage.units() as uow:
        campaign = await uow.campaigns.load(LUMEN, campaign_id)
        await uow.campaigns.save(replace(campaign, plan=replace(campaign.plan, milestones=(*milestones, likes))))
        await uow.commit()
    for _ in range(2):
        await post.tell(crossed(post, 1200))
        assert post.stage.jobs == [CaptureCampaign(LUMEN, campaign_id)]
    assert kept(post).outcome == "video_views above 1000: 0 milestones, capturing 1 campaigns"
    await post.tell(crossed(post, 99_999, "engagement_count"))
    async with post.stage.units() as uow:
        reached = await uow.milestones.of_campaign(LUMEN, campaign_id)
    assert {(one.milestone, one.value) for one in reached} == {(one, 1200) for one in milestones[:2]}
    written = [one for one in post.stage.kept(Activity) if one.kind is ActivityKind.MILESTONE]
    assert [(one.actor, one.facts["threshold"], one.facts["value"]) for one in written] == [
        (TIKTOK, 500, 1200),
        (TIKTOK, 1000, 1200),
    ]
    logged = post.stage.storage.entries(campaign_activity(campaign_id))
    assert [one.payload["threshold"] for one in logged if one.kind == "MilestoneReached"] == [500, 1000]


def comment(minutes: int, action: CommentAction = CommentAction.INSERT, comment_id: str = "9") -> CommentChanged:
    at = START + timedelta(minutes=minutes)
    return CommentChanged("business-mara", "77", comment_id, False, action, at)


async def authorized(stage: Stage) -> None:
    """Mara's account is connected, and she authorised the business app too, under another open id."""
    await connect(stage, MARA, CREATOR)
    account = stage.account()
    assert account.grant is not None
    async with stage.units() as uow:
        await uow.business.add(
            BusinessConnection.connected(
                account.id,
                LUMEN,
                open_id="business-mara",
                handle=None,
                grant=account.grant,
                requested=frozenset(),
                now=stage.clock.now(),
            )
        )
        await uow.commit()
    stage.storage.jobs.clear()


async def test_comments_are_kept_as_bare_facts_in_whatever_order_they_come() -> None:
    news = [
        comment(1),
        comment(3, CommentAction.DELETE),
        comment(2, CommentAction.SET_TO_HIDDEN),
        comment(4, comment_id="8"),
    ]
    for order in permutations(news):
        post = Post(Stage())
        await authorized(post.stage)
        for one in (*order, *order):
            await post.tell(one)
        facts = {one.comment_id: one.action for one in post.stage.kept(CommentNews)}
        assert facts == {"9": CommentAction.DELETE, "8": CommentAction.INSERT}
        assert kept(post).outcome == "a comment heard of in 0 workspaces"
        assert kept(post).handling.concerns == frozenset({LUMEN})


async def test_a_comment_of_somebody_unknown_is_not_kept() -> None:
    post = Post(Stage())
    assert await post.tell(comment(1)) == "a comment heard of in 0 workspaces"
    assert post.stage.kept(CommentNews) == []


async def test_news_of_the_business_app_reach_its_own_connection_and_the_account_beside() -> None:
    post = Post(Stage())
    await authorized(post.stage)
    assert await post.tell(AccountVideosChanged("business-mara")) == "syncing 1 accounts"
    assert post.stage.jobs == [SyncAccount(LUMEN, post.stage.account().id)]
    removed = AuthorizationRemoved("business-mara", "the person disconnected the app", post.stage.clock.now())
    assert await post.tell(removed) == "authorization removed from 1 accounts"
    (connection,) = post.stage.kept(BusinessConnection)
    assert (connection.state, connection.grant) == (AccountState.NEEDS_REAUTH, None)
    assert post.stage.account().state is AccountState.CONNECTED
    await post.tell(removed)
    assert post.stage.kept(BusinessConnection) == [connection]
