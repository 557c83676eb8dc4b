"""What is going to happen by itself: appointments on the agenda. The modules that keep them register the actions."""

from typing import TYPE_CHECKING

from tiktok_simulator.business.assumed_records import Invitation
from tiktok_simulator.business.records import Campaign, LinkRequest
from tiktok_simulator.business.spark_records import SparkAuthorization
from tiktok_simulator.world import Creator, Video
from tiktok_simulator.world.temperament import Answer

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator

READ = "market.creator_reads"
ANSWER = "market.creator_answers"
POST = "market.creator_posts"
LINK = "market.creator_links"
CONFIRM = "market.creator_confirms"
REVIEWED_VIDEO = "market.video_reviewed"
REVIEWED_ANCHOR = "market.anchor_reviewed"
EXPIRED = "market.invitation_ends"
SPARK = "market.creator_decides_on_spark"


def approach(simulator: "Simulator", campaign: Campaign, creator: Creator) -> None:
    """Something about this campaign has reached the creator's inbox; who has joined cares for invitations alone."""
    invitation = simulator.market.live_invitation(campaign.campaign_id, creator.number)
    is_news = invitation is not None or not campaign.has_joined(creator.number)
    if creator.temperament.reads and is_news:
        _later(simulator, creator.temperament.read_after, READ, campaign, creator)


def answer(simulator: "Simulator", campaign: Campaign, creator: Creator) -> None:
    """The creator has read it."""
    if creator.temperament.answer is not Answer.IGNORE:
        _later(simulator, creator.temperament.answer_after, ANSWER, campaign, creator)


def video(simulator: "Simulator", campaign: Campaign, creator: Creator) -> None:
    """The creator has joined, and may now make a video."""
    if creator.temperament.posts:
        _later(simulator, creator.temperament.post_after, POST, campaign, creator)


def link(simulator: "Simulator", campaign: Campaign, posted: Video) -> None:
    """The creator has posted the video, and may now link it."""
    if posted.creator.temperament.links:
        _later(simulator, posted.creator.temperament.link_after, LINK, campaign, posted.creator, video_id=posted.id)


def confirmation(simulator: "Simulator", request: LinkRequest) -> None:
    """The brand has asked to link a video that exists already."""
    creator = simulator.world.creator(request.creator)
    if simulator.market.options.autonomous and creator.temperament.reads:
        delay = creator.temperament.read_after + creator.temperament.answer_after
        when = simulator.clock.now() + delay * simulator.settings.tempo
        simulator.agenda.at(when, CONFIRM, link_request_id=request.link_request_id)


def spark_answer(simulator: "Simulator", wish: SparkAuthorization) -> None:
    """The brand has asked to advertise a linked video."""
    creator = simulator.world.creator(wish.creator)
    if simulator.market.options.autonomous and creator.temperament.reads:
        delay = creator.temperament.read_after + creator.temperament.answer_after
        when = simulator.clock.now() + delay * simulator.settings.tempo
        simulator.agenda.at(when, SPARK, video_id=wish.video_id)


def video_review(simulator: "Simulator", campaign: Campaign, linked: Video) -> None:
    when = simulator.clock.now() + simulator.market.options.review_delay
    simulator.agenda.at(when, REVIEWED_VIDEO, campaign_id=campaign.campaign_id, video_id=linked.id)


def anchor_review(simulator: "Simulator", anchor_id: str) -> None:
    when = simulator.clock.now() + simulator.market.options.review_delay
    simulator.agenda.at(when, REVIEWED_ANCHOR, anchor_id=anchor_id)


def expiry(simulator: "Simulator", invitation: Invitation) -> None:
    simulator.agenda.at(invitation.expires_at, EXPIRED, invitation_id=invitation.invitation_id)


def _later(simulator: "Simulator", delay: float, kind: str, campaign: Campaign, creator: Creator, **facts: str) -> None:
    if simulator.market.options.autonomous:
        when = simulator.clock.now() + delay * simulator.settings.tempo
        simulator.agenda.at(when, kind, campaign_id=campaign.campaign_id, creator=creator.number, **facts)
