"""Bringing home how a link request stands, whichever way we learned it."""

from collections.abc import Collection, Sequence
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


def newest_of(links: Sequence[LinkAtTikTok], video_id: str, earlier: Collection[str]) -> LinkAtTikTok | None:
    """Return the last request for a video that has no mark among the earlier ones; TikTok lists the newest first.

    One that was there before and has moved on since is none of those: what we sent was a reminder of it.
    """
    return next((one for one in links if one.video_id == video_id and not _is_earlier(one, earlier)), None)


def take(deliverable: Deliverable, shown: LinkAtTikTok, now: datetime, *, answers: bool = False) -> Deliverable:
    """Return the deliverable with what TikTok shows of its request; `answers` if that settles what was pending.

    While the request itself is on its way, only its answer counts: nobody else knows which one is ours. A status that
    we do not know changes nothing, but as an answer it tells that TikTok has the request.
    """
    link, verb = deliverable.link, _VERBS.get(shown.status, LinkVerb.REVIEW if answers else None)
    if link is None or link.video_id != shown.video_id or verb is None:
        return deliverable
    if link.state is LinkState.ASKING and not answers:
        return deliverable
    seen = link.shown(verb, shown.requests, shown.asked_at)
    return deliverable.with_link(seen.answered() if answers else seen, now)


def _is_earlier(one: LinkAtTikTok, earlier: Collection[str]) -> bool:
    # A request that we took back can show as pending for a while: that it is revoked then is no news of another one.
    withdrawn = one.status is LinkStatus.REVOKE and one.request_id is not None
    return one.mark in earlier or (withdrawn and any(mark.startswith(f"{one.request_id} ") for mark in earlier))
