"""Acting on stored webhooks once more, and on those whose attempts end without a word."""

from datetime import timedelta

import pytest

from creatorport.application.ports.inbox import Channel, Wanted
from creatorport.application.ports.jobs import ProcessDelivery
from creatorport.application.ports.notices import AccountVideosChanged, AuthorizationRemoved, Unrecognised
from creatorport.application.ports.tiktok_one import AnswerStatus
from creatorport.application.use_cases.replay_webhook import ReplayWebhook, ReplayWebhookCommand
from creatorport.application.use_cases.replay_webhooks import ReplayWebhooks
from creatorport.application.use_cases.resume_webhooks import ResumeWebhooks
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import NotAllowed, NotFound
from creatorport.domain.handling import ATTEMPTS_MAX, HandlingState
from creatorport.domain.invitation import Invitation
from creatorport.domain.workspace import Member
from tests.unit.application.stage import CREATOR, MANAGER, OWNER, STRANGER, VIEWER, Stage
from tests.unit.application.test_connect import MARA, connect
from tests.unit.application.test_webhooks import Post, invited, kept


def ever(post: Post, **chosen: frozenset[Channel] | frozenset[HandlingState]) -> Wanted:
    now = post.stage.clock.now()
    return Wanted(now - timedelta(days=99), now + timedelta(days=99), **chosen)  # type: ignore[arg-type]  # by name


async def replay(post: Post, by: Member = OWNER) -> str:
    return await ReplayWebhook(post.stage.units)(ReplayWebhookCommand(by, kept(post).delivery.id))


async def test_a_dead_letter_is_replayed_and_acted_on_when_it_can_be() -> None:
    post, _ = await invited()
    post.notices.clear()
    await post.receive("key", b"later")
    await post.process()
    assert kept(post).handling.state is HandlingState.DEAD
    post.notices[b"later"] = [post.answer(AnswerStatus.ACCEPTED)]
    assert await replay(post) == kept(post).delivery.id
    assert (kept(post).handling.state, kept(post).handling.attempts) == (HandlingState.WAITING, 0)
    await post.process()
    assert kept(post).outcome == "ACCEPTED for 1 invitations"


async def test_what_waits_goes_on_waiting_with_one_job() -> None:
    post = Post(Stage())
    post.notices[b"x"] = [Unrecognised("x")]
    await post.receive("key", b"x")
    await post.process()
    for _ in range(3):
        await replay(post)
    assert post.stage.jobs == [ProcessDelivery(kept(post).delivery.id)]


async def test_replaying_everything_again_and_again_changes_nothing() -> None:
    post, _ = await invited()
    await connect(post.stage, MARA, CREATOR)
    before = post.stage.clock.now()
    for status in (AnswerStatus.VIEWED, AnswerStatus.RESPONDED, AnswerStatus.REJECTED):
        await post.tell(post.answer(status))
    await post.tell(AuthorizationRemoved(MARA.open_id, "the person disconnected the app", before))
    invitations, accounts = post.stage.kept(Invitation), post.stage.kept(TikTokAccount)
    assert accounts[0].grant is None
    post.stage.clock.advance(timedelta(days=2))
    for _ in range(2):
        assert await ReplayWebhooks(post.stage.units)(ever(post)) == 4
        await post.process()
    assert post.stage.kept(Invitation) == invitations
    assert [one.state for one in post.stage.kept(TikTokAccount)] == [one.state for one in accounts]


async def test_an_old_removal_is_not_replayed_into_a_new_consent() -> None:
    post = Post(Stage())
    await connect(post.stage, MARA, CREATOR)
    await post.tell(AuthorizationRemoved(MARA.open_id, "the person disconnected the app", post.stage.clock.now()))
    post.stage.clock.advance(timedelta(hours=1))
    await connect(post.stage, MARA, CREATOR)
    await replay(post)
    await post.process()
    assert kept(post).outcome == "authorization removed from 0 accounts"
    assert post.stage.account().grant is not None


async def test_only_what_is_wanted_is_replayed() -> None:
    post = Post(Stage())
    post.notices = {b"shop": [Unrecognised("s")], b"open": [Unrecognised("o")]}
    await post.receive("1", b"shop", Channel.SHOP)
    post.stage.clock.advance(timedelta(hours=1))
    await post.receive("2", b"open", Channel.OPEN)
    await post.receive("3", b"never", Channel.OPEN)
    await post.process()
    replaying, now = ReplayWebhooks(post.stage.units), post.stage.clock.now()
    assert await replaying(ever(post, states=frozenset({HandlingState.DEAD}))) == 1
    assert await replaying(Wanted(now - timedelta(hours=9), now)) == 1
    await post.process()
    assert await replaying(ever(post, channels=frozenset({Channel.OPEN}))) == 2
    assert await replaying(ever(post, channels=frozenset({Channel.ACCOUNT}))) == 0


@pytest.mark.parametrize("by", [MANAGER, VIEWER, CREATOR], ids=str)
async def test_only_owners_replay(by: Member) -> None:
    post = Post(Stage())
    await post.tell(Unrecognised("x"))
    with pytest.raises(NotAllowed):
        await replay(post, by)


async def test_what_concerns_another_workspace_is_not_there() -> None:
    post = Post(Stage())
    await connect(post.stage, MARA, CREATOR)
    await post.tell(AccountVideosChanged(MARA.open_id))
    with pytest.raises(NotFound):
        await replay(post, STRANGER)
    await post.tell(Unrecognised("about nobody"))
    assert await replay(post, STRANGER) == kept(post).delivery.id


async def test_a_delivery_whose_attempts_end_without_a_word_is_tried_again_and_becomes_a_dead_letter() -> None:
    post = Post(Stage())
    await post.receive("key", b"kills every worker")
    job = ProcessDelivery(kept(post).delivery.id)
    post.stage.storage.jobs.clear()
    for attempt in range(1, ATTEMPTS_MAX):
        await ResumeWebhooks(post.stage.units, post.stage.clock, timedelta(0))()
        assert (kept(post).handling.attempts, post.stage.jobs) == (attempt, [job])
        post.stage.storage.jobs.clear()
    await ResumeWebhooks(post.stage.units, post.stage.clock, timedelta(0))()
    handling = kept(post).handling
    assert (handling.state, handling.error) == (HandlingState.DEAD, "its attempt ended without a word")
    assert post.stage.jobs == []


async def test_a_delivery_that_came_a_moment_ago_is_left_to_its_job() -> None:
    post = Post(Stage())
    await post.receive("key", b"x")
    await ResumeWebhooks(post.stage.units, post.stage.clock, timedelta(hours=1))()
    assert (kept(post).handling.attempts, len(post.stage.jobs)) == (0, 1)
