"""What happens by itself when its time has come: creators act, reviews pass, invitations end."""

from functools import partial
from typing import TYPE_CHECKING

from tiktok_simulator.agenda import Facts
from tiktok_simulator.business import collaboration, invitation_life, link_requests, plans, spark_life
from tiktok_simulator.business.records import Campaign
from tiktok_simulator.world import Creator
from tiktok_simulator.world.temperament import Answer

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


def register(simulator: "Simulator") -> None:
    for kind, action in (
        (plans.READ, _read),
        (plans.ANSWER, _answer),
        (plans.POST, _post),
        (plans.LINK, _link),
        (plans.CONFIRM, _confirm),
        (plans.REVIEWED_VIDEO, _video_reviewed),
        (plans.REVIEWED_ANCHOR, _anchor_reviewed),
        (plans.EXPIRED, _invitation_ends),
        (plans.SPARK, _spark),
    ):
        simulator.agenda.on(kind, partial(action, simulator))


def _read(simulator: "Simulator", facts: Facts) -> None:
    campaign, creator = _parties(simulator, facts)
    invitation = simulator.market.live_invitation(campaign.campaign_id, creator.number)
    if invitation is not None:
        invitation_life.view(simulator, invitation)
    plans.answer(simulator, campaign, creator)


def _answer(simulator: "Simulator", facts: Facts) -> None:
    campaign, creator = _parties(simulator, facts)
    market = simulator.market
    invitation = market.live_invitation(campaign.campaign_id, creator.number)
    if invitation is None and market.was_withdrawn(campaign.campaign_id, creator.number):
        return
    if creator.temperament.answer is Answer.ACCEPT:
        collaboration.join(simulator, campaign, creator, reply=creator.temperament.reply)
    elif invitation is not None:
        # Without an invitation there is nothing to decline: the creator just does not join.
        invitation_life.reject(simulator, invitation, creator.temperament.reply)


def _post(simulator: "Simulator", facts: Facts) -> None:
    campaign, creator = _parties(simulator, facts)
    if any(video.creator == creator.number for video in campaign.videos):
        return
    brand = "".join(letter for letter in campaign.brand_name.casefold() if letter.isalnum())
    word = creator.topics[0].words[0]
    video = simulator.world.post_video(
        creator,
        simulator.clock.now(),
        caption=f"{word} with {campaign.brand_name} #{word} #{brand} #ad",
        duration=20 + creator.number % 40,
        performance=creator.temperament.performance,
        branded=True,
        campaign_id=campaign.campaign_id,
    )
    simulator.ledger.record(
        "video_posted", campaign_id=campaign.campaign_id, handle_name=creator.handle, video_id=video.id
    )
    plans.link(simulator, campaign, video)


def _link(simulator: "Simulator", facts: Facts) -> None:
    campaign, _ = _parties(simulator, facts)
    video = simulator.world.video(facts["video_id"])
    if video is not None and simulator.market.campaign_of_video(video.id) is None:
        collaboration.link(simulator, campaign, video)


def _confirm(simulator: "Simulator", facts: Facts) -> None:
    request = simulator.market.link_requests[facts["link_request_id"]]
    if request.status == "IN_REVIEW":
        approves = simulator.world.creator(request.creator).temperament.approves_links
        link_requests.decide(simulator, request, approve=approves)


def _video_reviewed(simulator: "Simulator", facts: Facts) -> None:
    video = simulator.world.video(facts["video_id"])
    if video is not None:
        collaboration.publish(simulator, simulator.market.campaigns[facts["campaign_id"]], video)


def _anchor_reviewed(simulator: "Simulator", facts: Facts) -> None:
    simulator.market.anchors[facts["anchor_id"]].status = "APPROVED"


def _invitation_ends(simulator: "Simulator", facts: Facts) -> None:
    invitation = simulator.market.invitations[facts["invitation_id"]]
    if invitation.is_live:
        invitation_life.expire(simulator, invitation)


def _spark(simulator: "Simulator", facts: Facts) -> None:
    wish = simulator.market.sparks[facts["video_id"]]
    if wish.status == "WAITING":
        accepts = simulator.world.creator(wish.creator).temperament.approves_links
        spark_life.decide(simulator, wish, accept=accepts)


def _parties(simulator: "Simulator", facts: Facts) -> tuple[Campaign, Creator]:
    return simulator.market.campaigns[facts["campaign_id"]], simulator.world.creator(facts["creator"])
