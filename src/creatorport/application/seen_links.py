"""Bringing home how a link request stands, whichever way we learned it."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from creatorport.application.ports.video_links import LinkAtTikTok, LinkStatus
from creatorport.domain.deliverable import Deliverable
from creatorport.domain.link_request import LinkState, LinkVerb
from creatorport.domain.texts import plain

_VERBS = {
    LinkStatus.IN_REVIEW: LinkVerb.REVIEW,
    LinkStatus.APPROVE: LinkVerb.APPROVE,
    LinkStatus.REJECTED: LinkVerb.REJECT,
    LinkStatus.REVOKE: LinkVerb.REVOKE,
}


_LATE = timedelta(minutes=10)
"""For so long TikTok may not show a request yet."""
_WORD = 60


def missed(deliverable: Deliverable, now: datetime) -> Deliverable:
    """Return the deliverable whose request TikTok does not show, though all were read."""
    link = deliverable.link
    if link is None or link.pending is not None or now < link.asked_at + _LATE:
        return deliverable
    return deliverable.with_link(link.told_nothing("TikTok does not show the request."), now)


def newest_of(links: Sequence[LinkAtTikTok], video_id: str, earlier: Collection[str]) -> LinkAtTikTok | None:
    """Return the last request for a video that has no mark among the earlier ones; TikTok lists the newest first.

    One that was there before and has moved on since is none of those: what we sent was a reminder of it.
    """
    return next((one for one in links if one.video_id == video_id and not _is_earlier(one, earlier)), None)


def take(deliverable: Deliverable, shown: LinkAtTikTok, now: datetime, *, answers: bool = False) -> Deliverable:
    """Return the deliverable with what TikTok shows of its request; `answers` if that settles what was pending.

    While the request itself is on its way, only its answer counts: nobody else knows which one is ours. A status that
    we do not know is told, and changes nothing else; but as an answer it tells that TikTok has the request.
    """
    link, verb = deliverable.link, _VERBS.get(shown.status, LinkVerb.REVIEW if answers else None)
    if link is None or link.video_id != shown.video_id:
        return deliverable
    if verb is None:
        word = plain(shown.raw_status)[:_WORD]
        return deliverable.with_link(link.told_nothing(f"TikTok tells a status that is not known here: {word}"), now)
    if link.state is LinkState.ASKING and not answers:
        return deliverable
    seen = link.shown(verb, shown.requests, shown.asked_at)
    return deliverable.with_link(seen.answered() if answers else seen, now)


def _is_earlier(one: LinkAtTikTok, earlier: Collection[str]) -> bool:
    # A request that we took back can show as pending for a while: that it is revoked then is no news of another one.
    withdrawn = one.status is LinkStatus.REVOKE and one.request_id is not None
    return one.mark in earlier or (withdrawn and any(mark.startswith(f"{one.request_id} ") for mark in earlier))
