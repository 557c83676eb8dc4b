"""What breaks in the field, tried on the simulated TikTok over HTTP."""

from datetime import timedelta

import pytest

from creatorport.domain.account import AccountState
from creatorport.domain.errors import (
    AppNotAudited,
    BrandedContentPrivate,
    HostNotVerified,
    InteractionDisabled,
    PrivacyNotOffered,
)
from creatorport.domain.ids import AccountId
from creatorport.domain.publishing.caps import Cap
from creatorport.domain.publishing.composer import Interactions, Privacy
from creatorport.domain.publishing.states import PublicationState
from creatorport.domain.publishing.troubles import TroubleCode
from tests.integration.publishing.house import House, with_rules
from tests.integration.simulator.visitor import HANDLE
from tests.unit.application.stage import CREATOR
from tests.unit.application.test_disconnect import disconnect
from tiktok_simulator.posting.paths import STATUS, UPLOAD, VIDEO_INIT

S = PublicationState
DAY = timedelta(days=1)
MB = 1_000_000


async def test_a_video_becomes_a_public_post_and_both_ids_are_kept(gateway: House) -> None:
    await gateway.publish(title="lemon pasta #pasta")
    await gateway.step()
    assert gateway.it.state is S.PROCESSING
    await gateway.settled()
    [post] = await gateway.posts()
    [video] = await gateway.visitor.ledger("post_shown")
    assert (gateway.it.state, gateway.it.publish_id) == (S.PUBLISHED, post["publish_id"])
    assert gateway.it.post_ids == (video["video_id"],)
    assert len(video["video_id"]) == 19


# 14


async def test_a_token_that_dies_in_the_middle_is_renewed_and_nothing_is_begun_again(gateway: House) -> None:
    await gateway.visitor.arm("token_dies_after_init", count=1)
    before = gateway.stage.account().grant
    await gateway.publish()
    await gateway.step()
    publish_id = gateway.it.publish_id
    await gateway.settled()
    assert (gateway.it.state, gateway.it.publish_id) == (S.PUBLISHED, publish_id)
    assert gateway.stage.account().grant != before
    assert len(await gateway.posts()) == 1


# 15, 8


async def test_when_the_creator_removes_the_app_queued_posts_are_blocked_and_come_back_with_the_account(
    gateway: House,
) -> None:
    await gateway.publish()
    await gateway.visitor.control(
        "POST", f"accounts/{HANDLE}/revoke", {"client_key": gateway.visitor.app["client_key"]}
    )
    await gateway.visitor.advance(60, settle=True)
    assert await gateway.hear() == ["authorization removed from 1 accounts"]
    assert gateway.it.trouble is not None
    assert (gateway.it.state, gateway.it.trouble.code) == (S.BLOCKED, TroubleCode.ACCOUNT_GONE)
    assert gateway.stage.account().state is AccountState.NEEDS_REAUTH
    await gateway.work()
    assert await gateway.posts() == []
    await gateway.connect()
    await gateway.step()
    await gateway.settled()
    (again,) = gateway.publications
    assert (again.state, len(await gateway.posts())) == (S.PUBLISHED, 1)


async def test_a_disconnect_here_blocks_too_and_a_post_under_way_is_settled_after_the_reconnect(
    gateway: House,
) -> None:
    await gateway.publish()
    await gateway.step()
    await disconnect(gateway.stage, CREATOR)
    assert gateway.it.state is S.UNCONFIRMED
    await gateway.wait(timedelta(minutes=10))
    await gateway.connect()
    await gateway.settled()
    (settled,) = gateway.publications
    assert (settled.state, len(await gateway.posts())) == (S.PUBLISHED, 1)


# 19


async def test_an_app_without_an_audit_is_told_both_facts_before_any_byte(gateway: House) -> None:
    await gateway.visitor.switch(audited="no")
    with_rules(gateway, audited=False)
    with pytest.raises(AppNotAudited, match=r"account must be private.*post must be SELF_ONLY"):
        await gateway.publish(privacy=Privacy.SELF)
    await gateway.set(private=True)
    with pytest.raises(AppNotAudited):
        await gateway.publish(privacy=Privacy.FRIENDS)
    assert (gateway.publications, await gateway.posts()) == ([], [])
    await gateway.publish(privacy=Privacy.SELF)
    await gateway.step()
    await gateway.settled()
    assert (gateway.it.state, gateway.it.post_ids) == (S.PUBLISHED, ())


async def test_tiktoks_own_word_on_the_audit_tells_both_facts_and_is_not_tried_again(gateway: House) -> None:
    await gateway.visitor.switch(audited="no")
    await gateway.publish(privacy=Privacy.SELF)
    await gateway.work()
    assert gateway.it.trouble is not None
    assert (gateway.it.state, gateway.it.trouble.code) == (S.FAILED, TroubleCode.APP_NOT_AUDITED)
    assert "account must be private" in gateway.it.trouble.message
    assert "post must be SELF_ONLY" in gateway.it.trouble.message
    assert gateway.asked.count(VIDEO_INIT) == 1


# 20


async def test_a_cap_of_the_creator_defers_the_post_to_its_time_and_the_account_stays(gateway: House) -> None:
    await gateway.set(posts_per_day=1)
    await gateway.publish()
    begun = gateway.clock.now()
    await gateway.publish()
    await gateway.step()
    await gateway.step()
    assert sorted(one.state for one in gateway.publications) == [S.DEFERRED, S.PROCESSING]
    [waits] = [one for one in gateway.publications if one.state is S.DEFERRED]
    assert (waits.cap, waits.next_at) == (Cap.POSTS_PER_CREATOR, begun + DAY)
    assert gateway.stage.account().state is AccountState.CONNECTED
    await gateway.wait(DAY)
    for _ in range(3):
        await gateway.wait(timedelta(hours=1))
    assert [one.state for one in gateway.publications] == [S.PUBLISHED, S.PUBLISHED]
    assert len(await gateway.posts()) == 2


async def test_the_cap_of_creators_is_counted_here_and_tiktoks_own_defers_as_well(gateway: House) -> None:
    await gateway.visitor.control("POST", f"apps/{gateway.visitor.app['client_key']}", {"creator_cap": 1})
    other = (await gateway.visitor.control("GET", "world/creators?limit=5"))["creators"][1]["handle"]
    await gateway.connect(other, AccountId("other"))
    await gateway.publish()
    await gateway.step()
    asked = await gateway.options(CREATOR, AccountId("other"))
    assert asked.trouble is not None
    assert (asked.options, asked.trouble.tiktok_reason) == (None, "reached_active_user_cap")
    with_rules(gateway, creators_per_day=1)
    (posts, creators) = (await gateway.options(CREATOR, AccountId("other"))).caps
    assert (posts.used, posts.left, creators.used, creators.left) == (0, 15, 1, 0)
    assert creators.frees_at is not None
    assert (await gateway.options()).caps[1].frees_at is None


# 21


async def test_the_composer_offers_what_tiktok_offers_now_and_nothing_is_on_by_default(gateway: House) -> None:
    await gateway.set(duet_disabled=True)
    asked = await gateway.options()
    assert asked.options is not None
    assert asked.options.privacy == (Privacy.PUBLIC, Privacy.FRIENDS, Privacy.SELF)
    for wrong, error in (
        ({"privacy": Privacy.FOLLOWERS}, PrivacyNotOffered),
        ({"interactions": Interactions(duet=True)}, InteractionDisabled),
        ({"disclosure": (False, True), "privacy": Privacy.SELF}, BrandedContentPrivate),
    ):
        with pytest.raises(error):
            await gateway.publish(options_id=asked.options_id, **wrong)
    assert await gateway.posts() == []
    await gateway.publish(options_id=asked.options_id)
    await gateway.step()
    [post] = await gateway.posts()
    off = {name: post["post"][name] for name in ("disable_comment", "disable_duet", "disable_stitch")}
    assert off == {"disable_comment": True, "disable_duet": True, "disable_stitch": True}
    assert gateway.it.consent.at <= (gateway.it.started_at or gateway.clock.now())


async def test_a_level_that_is_offered_no_more_is_not_replaced(gateway: House) -> None:
    await gateway.publish(privacy=Privacy.PUBLIC)
    await gateway.set(private=True)
    await gateway.work()
    assert gateway.it.trouble is not None
    assert (gateway.it.state, gateway.it.trouble.code) == (S.FAILED, TroubleCode.CHOICE_NOT_OFFERED)
    assert "FOLLOWER_OF_CREATOR" in gateway.it.trouble.message
    assert gateway.asked.count(VIDEO_INIT) == 0


# 22


async def test_bytes_are_the_default_and_tiktok_fetches_from_verified_hosts_only(gateway: House) -> None:
    with pytest.raises(HostNotVerified):
        await gateway.publish(video_url="https://elsewhere.example/a.mp4")
    assert gateway.asked.count(VIDEO_INIT) == 0
    await gateway.publish(video_url="https://media.gateway.example/tt/lemon.mp4")
    await gateway.step()
    await gateway.settled()
    assert (gateway.it.state, gateway.asked.count(UPLOAD)) == (S.PUBLISHED, 0)
    with_rules(gateway, verified_hosts=frozenset({"elsewhere.example"}))
    await gateway.publish(video_url="https://elsewhere.example/a.mp4")
    await gateway.work()
    failed = gateway.publications[-1]
    assert failed.trouble is not None
    assert (failed.state, failed.trouble.code) == (S.FAILED, TroubleCode.HOST_NOT_VERIFIED)


# 23, 24


async def test_one_byte_above_64_megabytes_is_cut_as_tiktok_wants_and_goes_on_where_it_broke(gateway: House) -> None:
    await gateway.visitor.arm("chunk_half_taken", count=1)
    await gateway.publish(media_id=await gateway.hand_in(size=64 * MB + 1))
    await gateway.step()
    assert gateway.it.state is S.UPLOADING
    await gateway.wait(timedelta(seconds=10))
    assert (gateway.it.state, len(await gateway.posts())) == (S.PROCESSING, 1)
    taken = [(one["first"], one["last"]) for one in await gateway.visitor.ledger("chunk_uploaded")]
    assert taken[0] == (0, 5 * MB - 1)
    assert [first for first, _ in taken[1:]] == [last + 1 for _, last in taken[:-1]]
    assert taken[-1] == (50 * MB, 64 * MB)


@pytest.mark.parametrize("size", [5 * MB, 10 * MB, 20 * MB])
async def test_a_video_up_to_64_megabytes_goes_in_one_piece(gateway: House, size: int) -> None:
    await gateway.publish(media_id=await gateway.hand_in(size=size))
    await gateway.step()
    [chunk] = await gateway.visitor.ledger("chunk_uploaded")
    assert (gateway.it.state, chunk["last"]) == (S.PROCESSING, size - 1)


async def test_a_chunk_whose_answer_is_lost_is_not_sent_twice(gateway: House) -> None:
    await gateway.visitor.arm("lost_answer", endpoint=UPLOAD, count=1)
    await gateway.publish()
    await gateway.step()
    await gateway.settled()
    assert (gateway.it.state, len(await gateway.visitor.ledger("chunk_uploaded"))) == (S.PUBLISHED, 1)


async def test_an_upload_address_that_ends_before_its_time_ends_the_post(gateway: House) -> None:
    await gateway.visitor.arm("upload_url_expired", count=1)
    await gateway.publish()
    await gateway.work()
    assert gateway.it.trouble is not None
    assert (gateway.it.state, gateway.it.trouble.code) == (S.FAILED, TroubleCode.UPLOAD_ENDED)
    assert gateway.asked.count(VIDEO_INIT) == 1


# 29


@pytest.mark.parametrize("fault", ["lost_answer", "lost_request", "internal_error", "html_500"])
async def test_an_init_without_a_trustworthy_answer_is_unconfirmed_then_void_and_never_made_again(
    gateway: House, fault: str
) -> None:
    await gateway.visitor.arm(fault, endpoint=VIDEO_INIT, count=1)
    await gateway.publish()
    await gateway.step()
    assert (gateway.it.state, gateway.it.publish_id) == (S.UNCONFIRMED, None)
    await gateway.settled()
    assert gateway.it.trouble is not None
    assert (gateway.it.state, gateway.it.trouble.code) == (S.FAILED, TroubleCode.ANSWER_LOST)
    assert await gateway.visitor.ledger("publish_completed") == []
    assert gateway.asked.count(VIDEO_INIT) == 1


async def test_a_lost_init_of_a_download_is_settled_by_tiktoks_webhook(gateway: House) -> None:
    await gateway.visitor.arm("lost_answer", endpoint=VIDEO_INIT, count=1)
    await gateway.publish(video_url="https://media.gateway.example/tt/lemon.mp4")
    await gateway.step()
    assert (gateway.it.state, gateway.it.publish_id) == (S.UNCONFIRMED, None)
    await gateway.visitor.advance(7200, settle=True)
    gateway.clock.advance(timedelta(hours=2))
    assert await gateway.hear() == ["complete for 1 publications", "public for 1 publications"]
    [post] = await gateway.posts()
    assert (gateway.it.state, gateway.it.publish_id) == (S.PUBLISHED, post["publish_id"])
    assert len(gateway.it.post_ids) == 1
    assert gateway.asked.count(VIDEO_INIT) == 1


async def test_a_limit_at_the_init_is_waited_out(gateway: House) -> None:
    await gateway.visitor.arm("http_429", endpoint=VIDEO_INIT, count=1)
    await gateway.publish()
    await gateway.step()
    assert gateway.it.state is S.QUEUED
    await gateway.settled()
    (posted,) = gateway.publications
    assert (posted.state, len(await gateway.posts())) == (S.PUBLISHED, 1)


# 30, 31, 33


async def test_a_rejection_in_processing_names_what_is_wrong_and_is_no_success(gateway: House) -> None:
    await gateway.visitor.arm("publish_fails", count=1, options={"reason": "picture_size_check_failed"})
    await gateway.publish()
    await gateway.step()
    await gateway.settled()
    assert gateway.it.trouble is not None
    assert (gateway.it.state, gateway.it.trouble.code) == (S.FAILED, TroubleCode.MEDIA_PICTURE_SIZE)
    assert "360 to 4096" in gateway.it.trouble.message


async def test_what_is_stuck_is_told_and_lands_late(gateway: House) -> None:
    await gateway.visitor.arm("processing_stuck", count=1, options={"seconds": 20 * 3600})
    await gateway.publish()
    await gateway.step()
    for _ in range(4):
        await gateway.wait(timedelta(minutes=25))
    assert gateway.it.trouble is not None
    assert (gateway.it.state, gateway.it.trouble.code) == (S.UNCONFIRMED, TroubleCode.NO_VERDICT)
    await gateway.wait(timedelta(hours=22))
    (late,) = gateway.publications
    assert (late.state, len(await gateway.posts())) == (S.PUBLISHED, 1)


@pytest.mark.parametrize("fault", ["post_id_as_string", "unknown_status"])
async def test_ids_and_statuses_in_strange_forms_do_no_harm(gateway: House, fault: str) -> None:
    await gateway.visitor.arm(fault, endpoint=STATUS, count=2)
    await gateway.publish()
    await gateway.step()
    await gateway.settled()
    assert (gateway.it.state, len(gateway.it.post_ids)) == (S.PUBLISHED, 1)


async def test_a_post_that_tiktok_moderates_for_hours_gets_its_id_late(gateway: House) -> None:
    await gateway.visitor.arm("moderation_stuck", count=1, options={"seconds": 6 * 3600})
    await gateway.publish()
    await gateway.step()
    await gateway.wait(timedelta(minutes=5))
    assert (gateway.it.state, gateway.it.post_ids) == (S.PUBLISHED, ())
    await gateway.settled(within=DAY)
    assert len(gateway.it.post_ids) == 1
