"""What TikTok is still asked about once a campaign is over, and for how long."""

from datetime import datetime, timedelta
from typing import Final

from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.link_request import LinkState
from creatorport.domain.terms import DeliverableKind

PATIENCE: Final = timedelta(days=30)
"""Counted from the end of the campaign, or from what came later: the last request or reminder, the due date."""


def is_asked(one: Deliverable) -> bool:
    """Whether a request to link a video has no answer yet, or a yes whose video does not count yet."""
    link = one.link
    return link is not None and (link.is_live or (link.state is LinkState.APPROVED and one.is_open))


def is_still_owed(campaign: Campaign, one: Deliverable) -> bool:
    """Whether a video may still come: what was agreed is owed on to a completed campaign, not to a cancelled one."""
    return campaign.state is CampaignState.COMPLETED and one.is_open and one.kind is DeliverableKind.VIDEO


def is_awaited(campaign: Campaign, one: Deliverable, now: datetime) -> bool:
    """Whether TikTok is still asked about a deliverable of a campaign that has ended."""
    asked, owed = is_asked(one), is_still_owed(campaign, one)
    if campaign.ended_at is None or not (asked or owed):
        return False
    if one.link is not None and one.link.pending is not None:
        return True
    since = [campaign.ended_at]
    if asked and one.link is not None:
        since.append(one.link.asked_at)
    if owed and one.due_at is not None:
        since.append(one.due_at)
    return now < max(since) + PATIENCE


def given_up(campaign: Campaign, one: Deliverable, now: datetime) -> Deliverable:
    """Return the deliverable with its request unanswered, once that was waited for long enough; else the same."""
    link = one.link
    if link is None or not link.is_live or is_awaited(campaign, one, now):
        return one
    return one.with_link(link.lapse(), now)
