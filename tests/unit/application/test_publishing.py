"""A video from the composer to the post, and everything that can come in between."""

from datetime import timedelta
from typing import Any

import pytest

from creatorport.application.consent import BeginConsent
from creatorport.application.ports.jobs import DrivePublication
from creatorport.application.publishing.rules import PublishingRules
from creatorport.application.use_cases.cancel_publication import CancelPublication, CancelPublicationCommand
from creatorport.application.use_cases.disconnect_account import DisconnectAccount, DisconnectAccountCommand
from creatorport.application.use_cases.drop_media import DropMedia
from creatorport.application.use_cases.finish_connect import Callback
from creatorport.application.use_cases.resolve_publication import ResolvePublication, ResolvePublicationCommand
from creatorport.application.use_cases.resume_publications import ResumePublications
from creatorport.application.use_cases.start_account_connect import StartAccountConnect, StartAccountConnectCommand
from creatorport.domain.account import AccountState
from creatorport.domain.errors import (
    AppNotAudited,
    BrandedContentPrivate,
    ConcurrentChange,
    ConsentTextDiffers,
    HostNotVerified,
    IdempotencyConflict,
    InteractionDisabled,
    InvalidValue,
    NeedsReauth,
    NotAllowed,
    NotFound,
    PostingBanned,
    PrivacyNotOffered,
    PublishingNotGranted,
    PublishingOptionsExpired,
    Refusal,
    WrongState,
)
from creatorport.domain.ids import AccountId, MediaId, MemberId, OptionsId
from creatorport.domain.publishing.caps import Cap
from creatorport.domain.publishing.composer import Disclosure, Interactions, Privacy
from creatorport.domain.publishing.media import Media
from creatorport.domain.publishing.preflight import FindingCode
from creatorport.domain.publishing.states import PublicationState
from creatorport.domain.publishing.troubles import TroubleCode
from creatorport.domain.secret import Secret
from creatorport.domain.workspace import Member, Role
from tests.fakes.connected import SCOPES, connected_account
from tests.fakes.tiktok_accounts import Person
from tests.fakes.vault import InMemoryVault
from tests.unit.application.mortality import Fate, MortalUnitsOfWork, ProcessDied, _MortalPort, insist
from tests.unit.application.publishing_stage import (
    ACCOUNT,
    MARA,
    PUBLISHING,
    SIZE,
    WORDS,
    PublishingStage,
    publishing,
)
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, STRANGER, VIEWER
from tests.unit.application.test_connect import consent, finishing
from tests.unit.application.test_disconnect import disconnect

S = PublicationState
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEN = Member(MemberId("ben"), LUMEN, Role.CREATOR)
URL = "https://media.lumen.example/a.mp4"


@pytest.fixture
async def stage() -> PublishingStage:
    return await publishing()


async def test_a_video_is_sent_in_chunks_posted_once_and_both_ids_are_kept(stage: PublishingStage) -> None:
    await stage.publish()
    await stage.step()
    assert (stage.it.state, stage.it.publish_id) == (S.PROCESSING, "v_pub~v2.1")
    assert [chunk.length for chunk in stage.uploads.sent] == [10_000_000] * 7
    stage.posting.finish("7678907398077074696")
    await stage.work()
    assert (stage.it.state, stage.it.post_ids, stage.it.next_at) == (S.PUBLISHED, ("7678907398077074696",), None)
    assert (len(stage.posting.posts), stage.inits) == (1, 1)
    post = stage.posting.posts[0]
    assert (post.choice.title, post.choice.privacy) == ("lemon pasta", Privacy.PUBLIC)
    states = [entry.payload["state"] for entry in stage.stage.storage.entries(f"account-activity/{ACCOUNT}")]
    assert states == ["connected", "queued", "starting", "uploading", "processing", "published"]


async def test_what_was_agreed_to_is_stored_with_the_post(stage: PublishingStage) -> None:
    asked = await stage.options()
    agreed_at = stage.clock.advance(timedelta(minutes=2))
    stage.clock.advance(timedelta(minutes=1))
    await stage.publish(options_id=asked.options_id, consented_at=agreed_at)
    assert (stage.it.consent.text, stage.it.consent.by, stage.it.consent.at) == (WORDS, CREATOR.id, agreed_at)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"options_id": OptionsId("of nobody")}, PublishingOptionsExpired),
        ({"privacy": Privacy.FOLLOWERS}, PrivacyNotOffered),
        ({"interactions": Interactions(duet=True)}, InteractionDisabled),
        ({"disclosure": (False, False)}, InvalidValue),
        ({"disclosure": (False, True), "privacy": Privacy.SELF}, BrandedContentPrivate),
        ({"disclosure": (False, True)}, ConsentTextDiffers),
        ({"consent_text": "Yes."}, ConsentTextDiffers),
        ({"media_id": None}, InvalidValue),
        ({"media_id": MediaId("of nobody")}, NotFound),
        ({"video_url": "https://elsewhere.example/a.mp4"}, HostNotVerified),
        ({"video_url": "https://evilmedia.lumen.example.evil/a.mp4"}, HostNotVerified),
        ({"video_url": "http://media.lumen.example/a.mp4"}, InvalidValue),
        ({"video_url": "https://u:p@media.lumen.example/a.mp4"}, InvalidValue),
        ({"video_url": "https://media.lumen.example:8443/a.mp4"}, InvalidValue),
        ({"account_id": AccountId("of nobody")}, NotFound),
    ],
    ids=str,
)
async def test_what_the_composer_may_not_send_is_refused_before_tiktok_hears_of_it(
    stage: PublishingStage, wrong: dict[str, Any], error: type[Refusal]
) -> None:
    stage.posting.offer(MARA, duet_disabled=True)
    asked = await stage.options()
    with pytest.raises(error):
        await stage.publish(**{"options_id": asked.options_id, **wrong})
    assert (stage.publications, stage.inits) == ([], 0)


async def test_an_answer_of_tiktok_is_good_for_one_post_for_an_hour(stage: PublishingStage) -> None:
    asked = await stage.options()
    await stage.publish(options_id=asked.options_id)
    with pytest.raises(PublishingOptionsExpired):
        await stage.publish(options_id=asked.options_id)
    old = await stage.options()
    stage.clock.advance(HOUR)
    with pytest.raises(PublishingOptionsExpired):
        await stage.publish(options_id=old.options_id)


async def test_agreeing_before_the_options_were_shown_or_in_the_future_is_no_consent(stage: PublishingStage) -> None:
    asked = await stage.options()
    for at in (asked.asked_at - timedelta(seconds=1), asked.asked_at + HOUR):
        with pytest.raises(InvalidValue):
            await stage.publish(options_id=asked.options_id, consented_at=at)


async def test_a_repeat_of_a_request_is_the_same_publication_and_another_one_a_conflict(
    stage: PublishingStage,
) -> None:
    command = await stage.command(idempotency_key="k")
    once = stage.publish
    given = {name: getattr(command, name) for name in ("options_id", "media_id", "idempotency_key")}
    first = await once(**given)
    assert await once(**given) == first
    with pytest.raises(IdempotencyConflict):
        await once(**{**given, "title": "other"})
    assert len(stage.publications) == 1


async def test_only_whose_account_it_is_or_who_manages_all_may_publish(stage: PublishingStage) -> None:
    with pytest.raises(NotAllowed):
        await stage.options(VIEWER)
    for other in (BEN, STRANGER):
        with pytest.raises(NotFound):
            await stage.options(other)
        with pytest.raises(NotFound):
            await stage.publish(other, options_id=(await stage.options()).options_id)
    bens = await stage.hand_in(BEN)
    with pytest.raises(NotFound):
        await stage.publish(media_id=bens)
    await stage.publish(MANAGER, media_id=bens)
    publication_id = stage.it.id
    cancel = CancelPublication(stage.units, stage.clock)
    for other in (BEN, STRANGER):
        with pytest.raises(NotFound):
            await cancel(CancelPublicationCommand(other, publication_id))
    await cancel(CancelPublicationCommand(CREATOR, publication_id))
    await cancel(CancelPublicationCommand(CREATOR, publication_id))
    assert stage.it.state is S.CANCELLED


async def test_without_the_scope_nothing_is_asked_of_tiktok() -> None:
    stage = await publishing(scopes=SCOPES)
    with pytest.raises(PublishingNotGranted) as refused:
        await stage.options()
    assert refused.value.missing == ("video.publish",)
    assert stage.posting.troubles.calls["posting.options"] == 0


async def test_basic_and_publish_scopes_are_enough() -> None:
    stage = await publishing(scopes=frozenset({"user.info.basic", "video.publish"}))
    await stage.publish()
    await stage.step()
    stage.posting.finish()
    await stage.work(times=3)
    assert stage.it.state is S.PUBLISHED


# 14: the token dies in the middle.


async def test_a_token_that_dies_while_tiktok_works_is_renewed_and_the_same_handle_asked_about(
    stage: PublishingStage,
) -> None:
    await stage.publish()
    await stage.step()
    stage.clock.advance(timedelta(hours=3))
    stage.posting.finish("7")
    stage.stage.storage.jobs.clear()
    await stage.later(timedelta(0))
    assert (stage.it.state, stage.it.publish_id, stage.inits) == (S.PUBLISHED, "v_pub~v2.1", 1)
    assert stage.posting.troubles.calls["login.refresh"] == 1


async def test_a_token_that_tiktok_rejects_while_polling_is_renewed_and_nothing_begun_again(
    stage: PublishingStage,
) -> None:
    await stage.publish()
    await stage.step()
    stage.posting.finish("7")
    stage.posting.troubles.reject_token("posting.status")
    await stage.work()
    assert (stage.it.state, stage.inits, stage.posting.troubles.calls["login.refresh"]) == (S.PUBLISHED, 1, 1)


async def test_a_token_that_tiktok_rejects_at_the_init_began_nothing(stage: PublishingStage) -> None:
    await stage.publish()
    stage.posting.troubles.reject_token("posting.begin")
    await stage.step()
    assert (stage.it.state, stage.it.started_at, stage.posting.posts) == (S.QUEUED, None, [])
    await stage.work(times=1)
    assert (stage.it.state, len(stage.posting.posts)) == (S.PROCESSING, 1)


# 15 and 8: the account goes, and comes back.


async def test_a_disconnect_blocks_what_waits_and_a_reconnect_queues_it_again(stage: PublishingStage) -> None:
    await stage.publish()
    await disconnect(stage.stage, CREATOR)
    assert (stage.it.state, stage.it.next_at) == (S.BLOCKED, None)
    assert stage.it.trouble is not None
    assert (stage.it.trouble.code, stage.inits) == (TroubleCode.ACCOUNT_GONE, 0)
    await stage.work()
    assert stage.it.state is S.BLOCKED
    await reconnect(stage)
    (again,) = stage.publications
    assert (again.state, again.trouble) == (S.QUEUED, None)
    await stage.step()
    assert (stage.it.state, stage.inits) == (S.PROCESSING, 1)


async def test_a_disconnect_that_fails_blocks_nothing(stage: PublishingStage) -> None:
    await stage.publish()

    dying = MortalUnitsOfWork(stage.stage.units, Fate({2}))
    leave = DisconnectAccount(dying, stage.clock, InMemoryVault(), stage.stage.identities)
    with pytest.raises(ProcessDied):
        await leave(DisconnectAccountCommand(CREATOR, ACCOUNT))
    assert (stage.it.state, stage.stage.account().state) == (S.QUEUED, AccountState.CONNECTED)


async def test_a_grant_that_dies_blocks_what_waits_in_the_same_moment(stage: PublishingStage) -> None:
    await stage.publish()
    grant = stage.stage.account().grant
    assert grant is not None
    stage.stage.login.forget(grant.access_token)
    await stage.step()
    assert (stage.stage.account().state, stage.it.state) == (AccountState.NEEDS_REAUTH, S.BLOCKED)
    with pytest.raises(NeedsReauth):
        await stage.options()


async def test_a_post_at_tiktok_is_unconfirmed_without_its_account_and_settled_when_it_is_back(
    stage: PublishingStage,
) -> None:
    await stage.publish()
    await stage.step()
    await disconnect(stage.stage, CREATOR)
    assert (stage.it.state, stage.it.next_at, stage.it.publish_id) == (S.UNCONFIRMED, None, "v_pub~v2.1")
    stage.posting.finish("7")
    await reconnect(stage)
    await stage.work()
    assert (stage.it.state, stage.it.post_ids, stage.inits) == (S.PUBLISHED, ("7",), 1)


async def test_an_account_that_comes_back_without_the_scope_leaves_the_post_blocked(stage: PublishingStage) -> None:
    await stage.publish()
    await disconnect(stage.stage, CREATOR)
    await finishing(stage.stage)(await consent(stage.stage, MARA))
    await stage.work()
    assert stage.it.state is S.BLOCKED
    assert stage.it.trouble is not None
    assert "video.publish" in stage.it.trouble.message


# 19: an app without an audit.


async def test_an_app_without_an_audit_hears_of_both_facts_before_any_byte() -> None:
    stage = await publishing(PublishingRules())
    stage.posting.audited = False
    asked = await stage.options()
    assert [(one.code, one.fixable_by.value, one.holds) for one in asked.findings] == [
        (FindingCode.ACCOUNT_MUST_BE_PRIVATE, "CREATOR", False),
        (FindingCode.POST_MUST_BE_SELF_ONLY, "CALLER", None),
    ]
    with pytest.raises(AppNotAudited, match=r"account must be private.*post must be SELF_ONLY"):
        await stage.publish(privacy=Privacy.SELF)
    stage.posting.offer(MARA, Privacy.FOLLOWERS, Privacy.FRIENDS, Privacy.SELF)
    with pytest.raises(AppNotAudited):
        await stage.publish(privacy=Privacy.FRIENDS)
    assert (stage.publications, stage.inits) == ([], 0)
    await stage.publish(privacy=Privacy.SELF)
    await stage.step()
    assert stage.it.state is S.PROCESSING


async def test_an_account_that_became_public_meanwhile_is_found_before_the_init_and_not_tried_again() -> None:
    stage = await publishing(PublishingRules())
    stage.posting.offer(MARA, Privacy.FOLLOWERS, Privacy.SELF)
    await stage.publish(privacy=Privacy.SELF)
    stage.posting.offer(MARA, Privacy.PUBLIC, Privacy.SELF)
    await stage.work()
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code, stage.inits) == (S.FAILED, TroubleCode.APP_NOT_AUDITED, 0)


async def test_tiktoks_own_refusal_of_the_missing_audit_tells_both_facts_and_is_not_tried_again(
    stage: PublishingStage,
) -> None:
    await stage.publish()
    stage.posting.audited = False
    await stage.work()
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code, stage.inits) == (S.FAILED, TroubleCode.APP_NOT_AUDITED, 1)
    for fact in ("account must be private", "post must be SELF_ONLY"):
        assert fact in stage.it.trouble.message


# 20: caps.


async def test_a_cap_is_counted_shown_and_makes_the_next_post_wait_for_its_time() -> None:
    stage = await publishing(PublishingRules(audited=True, posts_per_day=2))
    begun = stage.clock.now()
    for _ in range(2):
        await stage.publish()
        await stage.step()
        stage.clock.advance(HOUR)
    stage.forget_jobs()
    (cap,) = (await stage.options()).caps
    assert (cap.cap, cap.used, cap.limit, cap.left, cap.frees_at) == (Cap.POSTS_PER_CREATOR, 2, 2, 0, begun + DAY)
    await stage.publish()
    assert (stage.it.state, stage.it.cap, stage.it.next_at) == (S.DEFERRED, Cap.POSTS_PER_CREATOR, begun + DAY)
    await stage.later(timedelta(hours=21))
    assert (stage.it.state, stage.inits) == (S.DEFERRED, 2)
    await stage.later(timedelta(hours=1))
    assert (stage.it.state, stage.inits) == (S.PROCESSING, 3)


@pytest.mark.parametrize(
    ("code", "cap"),
    [("reached_active_user_cap", Cap.CREATORS_PER_APP), ("spam_risk_too_many_posts", Cap.POSTS_PER_CREATOR)],
)
async def test_a_cap_that_only_tiktok_knows_defers_the_post_and_leaves_the_account_connected(
    stage: PublishingStage, code: str, cap: Cap
) -> None:
    await stage.publish()
    stage.posting.refusal = code
    await stage.step()
    assert (stage.it.state, stage.it.cap, stage.it.next_at) == (S.DEFERRED, cap, stage.clock.now() + DAY)
    assert stage.stage.account().state is AccountState.CONNECTED
    shown = await stage.options()
    assert shown.trouble is not None
    assert (shown.options, shown.trouble.tiktok_reason) == (None, code)
    stage.posting.refusal = None
    await stage.later(DAY)
    assert stage.it.state is S.PROCESSING


async def test_of_an_app_without_an_audit_five_creators_may_post_in_a_day() -> None:
    stage = await publishing(PublishingRules())
    stage.posting.offer(MARA, Privacy.FOLLOWERS, Privacy.SELF)
    for number in range(5):
        person = Person(f"open-{number}", f"creator.{number}")
        await connected_account(
            stage.units, stage.clock, stage.stage.profiles, person, CREATOR, name=f"other-{number}", scopes=PUBLISHING
        )
        stage.posting.offer(person, Privacy.FOLLOWERS, Privacy.SELF)
        await stage.publish(account_id=AccountId(f"other-{number}"), privacy=Privacy.SELF)
        await stage.step()
        stage.clock.advance(HOUR)
    stage.forget_jobs()
    await stage.publish(privacy=Privacy.SELF)
    assert (stage.it.state, stage.it.cap) == (S.DEFERRED, Cap.CREATORS_PER_APP)
    assert stage.it.next_at == stage.clock.now() + timedelta(hours=19)
    await stage.publish(account_id=AccountId("other-0"), privacy=Privacy.SELF)
    assert stage.it.state is S.QUEUED


async def test_a_creator_whom_tiktok_banned_is_told_so_and_nothing_is_tried_again(stage: PublishingStage) -> None:
    await stage.publish()
    stage.posting.refusal = "spam_risk_user_banned_from_posting"
    with pytest.raises(PostingBanned):
        await stage.options()
    await stage.work()
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code) == (S.FAILED, TroubleCode.POSTING_BANNED)


async def test_a_choice_that_tiktok_offers_no_more_fails_with_the_levels_and_is_never_changed(
    stage: PublishingStage,
) -> None:
    await stage.publish()
    stage.posting.offer(MARA, Privacy.FOLLOWERS, Privacy.SELF)
    await stage.work()
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.choice.privacy, stage.inits) == (S.FAILED, Privacy.PUBLIC, 0)
    assert "FOLLOWER_OF_CREATOR, SELF_ONLY" in stage.it.trouble.message


# 22: TikTok fetches from verified hosts only.


async def test_tiktok_fetches_from_a_verified_host(stage: PublishingStage) -> None:
    await stage.publish(video_url=URL)
    await stage.step()
    assert (stage.it.state, stage.uploads.sent) == (S.PROCESSING, [])
    stage.posting.finish("7")
    await stage.work()
    assert stage.it.post_ids == ("7",)


# 24, 25: the upload.


async def test_a_chunk_that_breaks_is_sent_again_after_a_pause_and_the_upload_goes_on_there(
    stage: PublishingStage,
) -> None:
    await stage.publish()
    stage.posting.troubles.lose_request("uploads.send")
    stage.posting.troubles.unreachable("uploads.send")
    await stage.step()
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code) == (S.UPLOADING, TroubleCode.TIKTOK_AWAY)
    await stage.work(times=2)
    assert (stage.it.state, len(stage.uploads.sent), stage.inits) == (S.PROCESSING, 7, 1)


async def test_a_chunk_whose_answer_was_lost_is_not_taken_twice(stage: PublishingStage) -> None:
    await stage.publish()
    stage.posting.troubles.lose_answer("uploads.send", times=3)
    await stage.work(times=8)
    assert (stage.it.state, len(stage.uploads.sent)) == (S.PROCESSING, 7)
    assert sum(chunk.length for chunk in stage.uploads.sent) == SIZE


async def test_an_upload_that_tiktok_is_never_content_with_pauses_instead_of_running_in_circles(
    stage: PublishingStage,
) -> None:
    await stage.publish()
    stage.uploads.stubborn = True
    await stage.step()
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code) == (S.UPLOADING, TroubleCode.TIKTOK_AWAY)
    assert stage.posting.troubles.calls["posting.status"] == 1
    stage.clock.advance(HOUR)
    await stage.later(timedelta(0))
    assert (stage.it.state, stage.inits) == (S.FAILED, 1)


async def test_a_long_upload_lets_others_have_a_turn_at_the_worker(stage: PublishingStage) -> None:
    await stage.publish(media_id=await stage.hand_in(size=450_000_000))
    await stage.step()
    assert (stage.it.state, len(stage.uploads.sent)) == (S.UPLOADING, 20)
    await stage.work(times=2)
    assert (stage.it.state, len(stage.uploads.sent), stage.inits) == (S.PROCESSING, 45, 1)


async def test_an_address_that_is_not_tiktoks_gets_no_byte(stage: PublishingStage) -> None:
    stage.uploads.trusted = False
    await stage.publish()
    await stage.work()
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code, stage.uploads.sent) == (
        S.FAILED,
        TroubleCode.UPLOAD_NOT_TRUSTED,
        [],
    )


async def test_an_address_that_takes_no_bytes_any_more_ends_the_post_and_it_is_not_begun_again(
    stage: PublishingStage,
) -> None:
    stage.uploads.lives = False
    await stage.publish()
    await stage.work()
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code, stage.inits) == (S.FAILED, TroubleCode.UPLOAD_ENDED, 1)


async def test_a_file_that_is_gone_ends_the_post(stage: PublishingStage) -> None:
    await stage.publish()
    stage.store.kept.clear()
    await stage.work()
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code) == (S.FAILED, TroubleCode.MEDIA_GONE)


# 29: an init whose answer is lost.


async def test_a_lost_init_is_never_made_again_and_comes_to_nothing_for_certain(stage: PublishingStage) -> None:
    await stage.publish()
    stage.posting.troubles.lose_answer("posting.begin")
    await stage.step()
    assert (stage.it.state, stage.it.publish_id, stage.inits) == (S.UNCONFIRMED, None, 1)
    await stage.later(HOUR)
    assert stage.it.state is S.UNCONFIRMED
    await stage.later(timedelta(minutes=6))
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code, stage.inits) == (S.FAILED, TroubleCode.ANSWER_LOST, 1)
    assert stage.posting.posts[0].has == 0


async def test_a_lost_init_of_a_download_waits_for_news_or_for_a_person(stage: PublishingStage) -> None:
    await stage.publish(video_url=URL)
    stage.posting.troubles.lose_answer("posting.begin")
    await stage.work()
    assert (stage.it.state, stage.it.next_at) == (S.UNCONFIRMED, None)
    resolve = ResolvePublication(stage.units, stage.clock)
    with pytest.raises(InvalidValue):
        await resolve(ResolvePublicationCommand(CREATOR, stage.it.id, posted=True, post_id="abc"))
    with pytest.raises(NotFound):
        await resolve(ResolvePublicationCommand(BEN, stage.it.id, posted=True))
    await resolve(ResolvePublicationCommand(CREATOR, stage.it.id, posted=True, post_id="77"))
    assert (stage.it.state, stage.it.post_ids, stage.inits) == (S.PUBLISHED, ("77",), 1)
    with pytest.raises(WrongState):
        await resolve(ResolvePublicationCommand(CREATOR, stage.it.id, posted=False))


async def test_a_person_may_tell_that_nothing_was_posted(stage: PublishingStage) -> None:
    await stage.publish(video_url=URL)
    stage.posting.troubles.lose_request("posting.begin")
    await stage.work()
    command = ResolvePublicationCommand(CREATOR, stage.it.id, posted=False)
    await ResolvePublication(stage.units, stage.clock)(command)
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code) == (S.FAILED, TroubleCode.NOT_POSTED)


async def test_a_job_that_waits_by_the_wall_clock_is_brought_forward_when_its_time_has_come(
    stage: PublishingStage,
) -> None:
    await stage.publish()
    stage.posting.refusal = "spam_risk_too_many_posts"
    await stage.step()
    (waiting,) = [one for one in stage.stage.storage.jobs if isinstance(one.job, DrivePublication)]
    assert waiting.after == DAY
    resume = ResumePublications(stage.units, stage.clock)
    assert await resume() == 0
    stage.clock.advance(DAY)
    assert await resume() == 1
    (brought,) = [one for one in stage.stage.storage.jobs if isinstance(one.job, DrivePublication)]
    assert brought.after is None


async def test_a_call_that_was_turned_away_is_made_again_after_a_pause(stage: PublishingStage) -> None:
    await stage.publish()
    stage.posting.troubles.throttle("posting.begin", retry_after=30)
    stage.posting.troubles.unreachable("posting.options")
    await stage.work(times=3)
    assert (stage.it.state, len(stage.posting.posts)) == (S.PROCESSING, 1)


MOMENTS = 54
"""Of a publication that nothing goes wrong with; later ones are not reached."""


@pytest.mark.parametrize("death", range(1, MOMENTS + 1))
async def test_whenever_the_process_dies_there_is_one_post_at_most_and_a_verdict_always(death: int) -> None:
    stage = await publishing()
    await stage.publish()
    fate = Fate({death})
    drive = stage.drive(
        MortalUnitsOfWork(stage.stage.units, fate),
        _MortalPort(stage.posting, fate),
        MortalUploads(stage, fate),
    )
    stage.posting.troubles.calls.clear()
    for _ in range(60):
        if stage.it.settled_at is not None:
            break
        job = DrivePublication(LUMEN, stage.it.id)
        try:
            await drive(job)
        except (ProcessDied, ConcurrentChange):
            continue
        if stage.posting.posts and stage.posting.posts[0].has == SIZE:
            stage.posting.finish("7")
        stage.clock.advance(timedelta(minutes=3))
    assert stage.it.state in (S.PUBLISHED, S.FAILED)
    assert len(stage.posting.posts) <= 1
    whole = [post for post in stage.posting.posts if post.has == SIZE]
    assert bool(whole) is (stage.it.state is S.PUBLISHED)
    assert fate.moments >= death


class MortalUploads:
    """The process may die before each chunk, and after TikTok took it."""

    def __init__(self, stage: PublishingStage, fate: Fate) -> None:
        self._uploads, self._mortal = stage.uploads, _MortalPort(stage.uploads, fate)
        self.trusts = stage.uploads.trusts
        self.send = self._mortal.send


# 30 to 33: the outcome.


async def test_a_rejection_tells_the_field_and_is_never_a_success(stage: PublishingStage) -> None:
    await stage.publish()
    await stage.step()
    stage.posting.fail("frame_rate_check_failed")
    await stage.work()
    assert stage.it.trouble is not None
    assert (stage.it.state, stage.it.trouble.code, stage.it.trouble.tiktok_reason) == (
        S.FAILED,
        TroubleCode.MEDIA_FRAME_RATE,
        "frame_rate_check_failed",
    )
    assert "23 to 60" in stage.it.trouble.message


async def test_silence_is_told_and_a_late_success_still_lands(stage: PublishingStage) -> None:
    await stage.publish()
    await stage.step()
    for _ in range(4):
        await stage.later(timedelta(minutes=31))
    assert (stage.it.state, stage.it.tiktok_status, stage.inits) == (S.UNCONFIRMED, "PROCESSING_UPLOAD", 1)
    stage.posting.finish("7")
    await stage.later(timedelta(hours=20))
    assert (stage.it.state, stage.it.post_ids) == (S.PUBLISHED, ("7",))


async def test_an_id_that_is_not_there_yet_is_asked_for_again(stage: PublishingStage) -> None:
    await stage.publish()
    await stage.step()
    stage.posting.finish()
    await stage.work(times=1)
    assert (stage.it.state, stage.it.post_ids) == (S.PUBLISHED, ())
    stage.posting.finish("7")
    await stage.work()
    assert stage.it.post_ids == ("7",)


async def test_a_published_file_is_dropped_by_a_work_of_its_own_and_one_that_waits_is_kept(
    stage: PublishingStage,
) -> None:
    await stage.publish()
    await stage.step()
    waits = await stage.hand_in()
    drop = DropMedia(stage.units, stage.clock, stage.store, DAY)
    assert await drop() == 0
    stage.posting.finish("7")
    await stage.work()
    assert (await drop(), list(stage.store.kept)) == (1, [(LUMEN, waits)])
    assert [one.dropped_at is None for one in stage.stage.kept(Media)] == [False, True]
    with pytest.raises(NotFound):
        await stage.publish(media_id=MediaId("media-1"))
    stage.clock.advance(DAY + HOUR)
    assert (await drop(), stage.store.kept, stage.it.state) == (1, {}, S.PUBLISHED)


async def test_what_has_begun_cannot_be_cancelled(stage: PublishingStage) -> None:
    await stage.publish()
    await stage.step()
    with pytest.raises(WrongState):
        await CancelPublication(stage.units, stage.clock)(CancelPublicationCommand(CREATOR, stage.it.id))


async def test_a_request_is_answered_although_the_process_dies(stage: PublishingStage) -> None:
    command = await stage.command(idempotency_key="k", disclosure=(True, False))
    assert command.consent_text == Disclosure(own_brand=True).consent_text
    given = {name: getattr(command, name) for name in ("options_id", "media_id", "idempotency_key", "disclosure")}
    assert await insist(lambda: stage.publish(**given)) == stage.it.id


async def reconnect(stage: PublishingStage) -> None:
    """The creator consents again, to everything that publishing needs."""
    whole = stage.stage
    begin = BeginConsent(whole.clock, whole.identities, whole.login, PUBLISHING)
    start = StartAccountConnect(whole.units, begin, frozenset())
    started = await start(StartAccountConnectCommand(CREATOR, None))
    code, state = whole.login.consent(started.authorize_url, MARA)
    await finishing(whole)(Callback(state, Secret(code)))
