"""Bringing home how a link request stands, whichever way we learned it."""

from collections.abc import Sequence
from datetime import datetime

from creatorport.application.ports.video_links import LinkAtTikTok, LinkStatus
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.link_request import LinkState, LinkVerb

_VERBS = {
    LinkStatus.IN_REVIEW: LinkVerb.REVIEW,
    LinkStatus.APPROVE: LinkVerb.APPROVE,
    LinkStatus.REJECTED: LinkVerb.REJECT,
    LinkStatus.REVOKE: LinkVerb.REVOKE,
}


def newest_of(links: Sequence[LinkAtTikTok], video_id: str) -> LinkAtTikTok | None:
    """Return the last request for a video; TikTok lists the newest first."""
    return next((one for one in links if one.video_id == video_id), None)


def take(deliverable: Deliverable, shown: LinkAtTikTok, now: datetime, *, answers: bool = False) -> Deliverable:
    """Return the deliverable with what TikTok shows of its request; `answers` if that settles what was pending.

    A status that we do not know changes nothing, and neither does an earlier request that was revoked, while our own
    is still on its way.
    """
    link, verb = deliverable.link, _VERBS.get(shown.status)
    if link is None or link.video_id != shown.video_id or verb is None:
        return deliverable
    if verb is LinkVerb.REVOKE and link.state is LinkState.ASKING:
        return deliverable
    seen = link.shown(verb, shown.requests, shown.asked_at)
    return deliverable.with_link(seen.answered() if answers else seen, now)
