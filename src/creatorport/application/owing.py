"""What an acceptance leads to, and what TikTok's report settles: deliverables come into being, and are fulfilled."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from creatorport.application.deliverable_log import keep
from creatorport.application.ports.tiktok_one import ReportedVideo
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.ports.video_links import LinkAtTikTok
from creatorport.application.seen_links import missed, newest_of, take
from creatorport.domain.awaited import given_up, is_asked, is_awaited, is_still_owed
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


async def settle_owed(
    uow: UnitOfWork, campaign: Campaign, links: Sequence[LinkAtTikTok] | None, now: datetime
) -> Sequence[Deliverable]:
    """Bring a campaign's deliverables up to what was accepted, to how its requests stand, and to its linked posts.

    Returns them. `links` are all of the campaign's requests; None where they were not read. The campaign is locked by
    the caller.
    """
    accepted = await uow.invitations.of_campaign(campaign.workspace_id, campaign.id, {InvitationState.ACCEPTED})
    await owe(uow, campaign, accepted)
    before = {one.id: one for one in await uow.deliverables.of_campaign(campaign.workspace_id, campaign.id)}
    if not before:
        return ()
    seen = before if links is None else {one.id: _with_link(one, links, now) for one in before.values()}
    posts = await uow.posts.of_campaign(campaign.workspace_id, campaign.id)
    seen = seen | {one.id: one for one in fulfilled(list(seen.values()), posts, now)}
    for one in seen.values():
        if one is not before[one.id]:
            await keep(uow, one)
    return tuple(seen.values())


async def give_up_waiting(uow: UnitOfWork, campaign: Campaign, now: datetime) -> Sequence[Deliverable]:
    """Return what is still awaited of a campaign that has ended; requests that nobody answered for long are let go.

    The campaign is locked by the caller.
    """
    awaited: list[Deliverable] = []
    for one in await uow.deliverables.of_campaign(campaign.workspace_id, campaign.id):
        after = given_up(campaign, one, now)
        if after is not one:
            await keep(uow, after)
        elif is_awaited(campaign, one, now):
            awaited.append(one)
    return awaited


async def only_awaited(
    uow: UnitOfWork, campaign: Campaign, videos: Sequence[ReportedVideo], now: datetime
) -> Sequence[ReportedVideo]:
    """Return those of a report that a campaign which has ended still waits for: the numbers of its posts stay."""
    known = {post.video_id for post in await uow.posts.of_campaign(campaign.workspace_id, campaign.id)}
    every = await uow.deliverables.of_campaign(campaign.workspace_id, campaign.id)
    awaited = [one for one in every if is_awaited(campaign, one, now)]
    asked = {one.link.video_id for one in awaited if one.link is not None and is_asked(one)}
    owing = {one.handle for one in awaited if is_still_owed(campaign, one)}
    return [one for one in videos if one.video_id not in known and (one.video_id in asked or one.handle in owing)]


def _with_link(one: Deliverable, links: Sequence[LinkAtTikTok], now: datetime) -> Deliverable:
    shown = None if one.link is None else newest_of(links, one.link.video_id, one.link.earlier)
    return missed(one, now) if shown is None else take(one, shown, now)
