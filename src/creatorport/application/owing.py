"""What an acceptance leads to, and what TikTok's report settles: deliverables come into being, and are fulfilled."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from creatorport.application.deliverable_log import keep
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.ports.video_links import LinkAtTikTok
from creatorport.application.seen_links import newest_of, take
from creatorport.domain.campaign import Campaign
from creatorport.domain.deliverable import Deliverable, owed
from creatorport.domain.fulfilment import fulfilled
from creatorport.domain.invitation import Invitation, InvitationState


async def owe(uow: UnitOfWork, campaign: Campaign, invitations: Iterable[Invitation]) -> None:
    """See to it that those who accepted owe what was agreed. To be called wherever an acceptance is saved.

    Days end by the clock of the campaign's zone. Ids follow from the invitation's, so a repeat adds nothing.
    """
    accepted = [one for one in invitations if one.state is InvitationState.ACCEPTED]
    zone = campaign.plan.timeline.zone if campaign.plan.timeline else "UTC"
    await uow.deliverables.add_missing(
        deliverable for one in accepted for deliverable in owed(one, one.answered_at or one.created_at, zone=zone)
    )


async def settle_owed(uow: UnitOfWork, campaign: Campaign, links: Sequence[LinkAtTikTok], now: datetime) -> None:
    """Bring a campaign's deliverables up to what was accepted, to how its requests stand, and to its linked posts.

    The campaign is locked by the caller.
    """
    accepted = await uow.invitations.of_campaign(campaign.workspace_id, campaign.id, {InvitationState.ACCEPTED})
    await owe(uow, campaign, accepted)
    before = {one.id: one for one in await uow.deliverables.of_campaign(campaign.workspace_id, campaign.id)}
    if not before:
        return
    seen = {one.id: _with_link(one, links, now) for one in before.values()}
    posts = await uow.posts.of_campaign(campaign.workspace_id, campaign.id)
    seen |= {one.id: one for one in fulfilled(list(seen.values()), posts, now)}
    for one in seen.values():
        if one is not before[one.id]:
            await keep(uow, one)


def _with_link(one: Deliverable, links: Sequence[LinkAtTikTok], now: datetime) -> Deliverable:
    shown = None if one.link is None else newest_of(links, one.link.video_id, one.link.earlier)
    return one if shown is None else take(one, shown, now)
