from collections.abc import Callable
from typing import Any

import orjson
import pytest

from tests.integration.simulator_market.conftest import opened
from tests.integration.simulator_market.office import Json, Office
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator
from tiktok_simulator.world import Creator
from tiktok_simulator.world.temperament import Answer, Temperament

SEND = "/tto/tcm/invitation/send/"
START = 1_795_132_800
WEEK = 7 * 86_400


def one(office: Office, fits: Callable[[Temperament], bool]) -> Creator:
    return next(
        creator
        for creator in office.simulator.world.creators
        if creator.is_on_marketplace and fits(creator.temperament)
    )


def willing(temperament: Temperament) -> bool:
    return temperament.reads and temperament.answer is Answer.ACCEPT and temperament.posts and temperament.links


def unwilling(temperament: Temperament) -> bool:
    return temperament.reads and temperament.answer is Answer.REJECT


def history(office: Office, *kinds: str) -> list[tuple[str, float]]:
    entries = office.simulator.ledger.entries()
    return [(entry["kind"], entry["at"] - START) for entry in entries if entry["kind"] in kinds]


def offer(campaign: Json, creator: Creator) -> Json:
    return {
        "campaign_id": campaign["campaign_id"],
        "handle_name": creator.handle,
        "message": "Hello",
        "payment": {"type": "PRODUCT"},
    }


async def test_a_willing_creator_joins_posts_and_links_each_at_its_own_time(office: Office) -> None:
    creator = one(office, willing)
    mood = creator.temperament
    campaign = await office.campaign(creator.handle, notify=True)
    await office.pass_time(2 * WEEK)
    joined = mood.read_after + mood.answer_after
    posted = joined + mood.post_after
    linked = posted + mood.link_after
    assert history(office, "joined", "video_posted", "video_linked", "video_published") == [
        ("joined", joined),
        ("video_posted", posted),
        ("video_linked", linked),
        ("video_published", linked + 1800),
    ]
    listed = await office.read("/tto/tcm/campaign/")
    (video_id,) = listed["campaigns"][0]["video_ids"]
    video = office.simulator.world.video(video_id)
    assert video is not None
    assert video.creator is creator
    assert "#lumen" in video.caption
    posts = await office.read("/tto/tcm/creator/public/video/list/", handle_name=creator.handle, video_ids=[video_id])
    assert posts["posts"][0]["collaboration_status"] == "PAID_PARTNERSHIP"
    report = await office.read(
        "/tto/tcm/report/", headers={"Country-Code": creator.country}, campaign_id=campaign["campaign_id"]
    )
    assert report["videos"][0]["video_views"] == posts["posts"][0]["video_views"] > 0


async def test_creators_act_at_the_tempo_that_is_set() -> None:
    simulator = Simulator(Settings(size=600, tempo=0.01))
    async with opened(simulator) as office:
        await office.log_in()
        creator = one(office, willing)
        await office.campaign(creator.handle, notify=True)
        await office.pass_time(WEEK / 100)
        mood = creator.temperament
        ((_, joined),) = history(office, "joined")
        assert joined == pytest.approx((mood.read_after + mood.answer_after) * 0.01, abs=1e-3)


async def test_whoever_was_not_notified_does_nothing(office: Office) -> None:
    await office.campaign(one(office, willing).handle)
    await office.pass_time(WEEK)
    assert office.kinds("joined", "video_posted") == []


async def test_the_unwilling_the_silent_and_those_who_do_not_read_never_join(office: Office) -> None:
    creators = [
        one(office, unwilling),
        one(office, lambda mood: mood.reads and mood.answer is Answer.IGNORE),
        one(office, lambda mood: not mood.reads and mood.answer is Answer.ACCEPT),
    ]
    await office.campaign(*(creator.handle for creator in creators), notify=True)
    await office.pass_time(2 * WEEK)
    assert office.kinds("joined", "video_posted") == []


async def test_a_notification_sent_twice_makes_nobody_join_or_post_twice(office: Office) -> None:
    creator = one(office, willing)
    campaign = await office.campaign(creator.handle, notify=True)
    given = {"campaign_id": campaign["campaign_id"], "campaign_type": "CAMPAIGN", "handle_names": [creator.handle]}
    await office.do("/tto/tcm/campaign/update/", **given, send_notification=True)
    await office.pass_time(2 * WEEK)
    wanted = ("notification_sent", "joined", "video_posted", "video_linked")
    assert office.kinds(*wanted) == ["notification_sent", "notification_sent", "joined", "video_posted", "video_linked"]


async def test_who_joins_but_does_not_post_or_does_not_link_stays_invisible_to_the_brand(office: Office) -> None:
    lazy = one(office, lambda mood: mood.reads and mood.answer is Answer.ACCEPT and not mood.posts)
    forgetful = one(office, lambda mood: mood.reads and mood.answer is Answer.ACCEPT and mood.posts and not mood.links)
    await office.campaign(lazy.handle, forgetful.handle, notify=True)
    await office.pass_time(2 * WEEK)
    assert sorted(office.kinds("joined", "video_posted", "video_linked")) == ["joined", "joined", "video_posted"]
    assert (await office.read("/tto/tcm/campaign/"))["campaigns"][0]["video_ids"] == []


async def test_creators_decide_on_link_requests_by_themselves(office: Office) -> None:
    yes = one(office, lambda mood: mood.reads and mood.approves_links)
    no = one(office, lambda mood: mood.reads and not mood.approves_links)
    campaign = await office.campaign(yes.handle, no.handle)
    for creator in (yes, no):
        video = creator.videos_at(office.simulator.clock.now())[0]
        given = {"campaign_id": campaign["campaign_id"], "video_id": video.id, "action": "LINK"}
        await office.do("/tto/tcm/campaign/link/", **given)
    await office.pass_time(WEEK)
    infos = (await office.read("/tto/tcm/campaign/link/status/"))["video_infos"]
    assert [info["status"] for info in infos] == ["REJECTED", "APPROVE"]


async def test_an_invitation_is_viewed_and_accepted_or_rejected_with_a_word(assumed: Office) -> None:
    yes, no = one(assumed, willing), one(assumed, unwilling)
    detail = {"access_token": assumed.token, "tto_tcm_account_id": assumed.account}
    body: Json = {**assumed.secrets, "subscribe_entity": "TCM_INVITATIONS", "callback_url": "https://gw.example.com/x"}
    await assumed.post("/subscription/subscribe/", **body, subscription_detail=detail)
    campaign = await assumed.campaign(yes.handle, no.handle)
    for creator in (yes, no):
        await assumed.do(SEND, **offer(campaign, creator))
    await assumed.pass_time(WEEK)
    listed = (await assumed.read("/tto/tcm/invitation/get/"))["invitations"]
    states = {one["handle_name"]: one for one in listed}
    for creator, status in ((yes, "ACCEPTED"), (no, "REJECTED")):
        mood, state = creator.temperament, states[creator.handle]
        assert (state["status"], state["response_message"]) == (status, mood.reply)
        assert state["viewed_time"] == START + mood.read_after
        assert state["responded_time"] == START + mood.read_after + mood.answer_after
    assert assumed.kinds("joined") == ["joined"]
    told = [delivery["entry"][0] for delivery in assumed.told()]
    assert {(entry["handle_name"], entry["tto_invitation_event_type"]) for entry in told} == {
        (yes.handle, "invitation_viewed"),
        (yes.handle, "invitation_accepted"),
        (no.handle, "invitation_viewed"),
        (no.handle, "invitation_rejected"),
    }
    assert {delivery["object"] for delivery in assumed.told()} == {9001}


async def test_a_withdrawn_invitation_is_not_accepted_afterwards(assumed: Office) -> None:
    creator = one(assumed, willing)
    campaign = await assumed.campaign(creator.handle)
    sent = await assumed.do(SEND, **offer(campaign, creator))
    await assumed.pass_time(creator.temperament.read_after)
    await assumed.do("/tto/tcm/invitation/cancel/", invitation_id=sent["invitation_id"])
    await assumed.pass_time(WEEK)
    assert assumed.kinds("invitation_viewed", "invitation_cancelled", "joined") == [
        "invitation_viewed", "invitation_cancelled",
    ]  # fmt: skip


async def _story(simulator: Simulator, pause: Callable[[Simulator], Simulator]) -> bytes:
    """A fortnight of a brand's life; `pause` may put another simulator in the place of this one in between."""
    async with opened(simulator) as office:
        simulator.market.change_options({"limited": False})
        await office.log_in()
        detail = {"access_token": office.token, "tto_tcm_account_id": office.account}
        body = {**office.secrets, "callback_url": "https://gw.example.com/x", "subscription_detail": detail}
        for entity in ("TCM_VIDEOS", "TCM_INVITATIONS", "TCM_PERFORMANCE"):
            await office.post("/subscription/subscribe/", **body, subscribe_entity=entity)
        found = await office.read("/tto/tcm/creator/discover/", country_codes=["US"], page_size=40)
        handles = [row["handle_name"] for row in found["creators"]]
        campaign = await office.campaign(*handles, notify=True)
        for handle in handles[:10]:
            given: Any = offer(campaign, office.simulator.world.creators[0])
            await office.do(SEND, **{**given, "handle_name": handle})
        await office.pass_time(7_000)
        token = office.token
    simulator = pause(simulator)
    async with opened(simulator) as office:
        office.token = token
        await office.pass_time(2 * WEEK)
        await office.read("/tto/tcm/report/", headers={"Country-Code": "US"}, campaign_id=campaign["campaign_id"])
        return orjson.dumps(simulator.ledger.entries())


def _saved_and_loaded(simulator: Simulator) -> Simulator:
    return Simulator.load(orjson.loads(orjson.dumps(simulator.save())))


async def test_the_same_calls_write_the_same_ledger_byte_for_byte_and_another_seed_another() -> None:
    ledgers = [
        await _story(Simulator(Settings(seed=seed, size=400, assumed=True)), lambda simulator: simulator)
        for seed in (1, 1, 2)
    ]
    assert ledgers[0] == ledgers[1] != ledgers[2]
    kinds = {entry["kind"] for entry in orjson.loads(ledgers[0])}
    assert {"joined", "video_posted", "video_linked", "milestone_reached", "invitation_rejected"} <= kinds


async def test_a_simulator_that_was_saved_and_loaded_goes_on_as_if_nothing_had_happened() -> None:
    straight = await _story(Simulator(Settings(size=400, assumed=True)), lambda simulator: simulator)
    interrupted = await _story(Simulator(Settings(size=400, assumed=True)), _saved_and_loaded)
    assert interrupted == straight
