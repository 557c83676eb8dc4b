"""Which linked video fulfils which deliverable."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from creatorport.domain.deliverable import Deliverable
from creatorport.domain.post import VideoPost
from creatorport.domain.terms import DeliverableKind

_NEVER = datetime.max.replace(tzinfo=UTC)


def fulfilled(deliverables: Sequence[Deliverable], posts: Iterable[VideoPost], now: datetime) -> Sequence[Deliverable]:
    """Return the deliverables that posts fulfil now, moved.

    Each post fulfils one at most: the one it was handed in for, else its creator's oldest open one for a video. One
    that fulfils something already is let be, so that asking again changes nothing.
    """
    used = {one.post_id for one in deliverables if one.post_id is not None}
    waiting = sorted((one for one in deliverables if _waits(one)), key=_oldest)
    moved: list[Deliverable] = []
    for post in sorted(posts, key=lambda post: (post.linked_at, post.id)):
        if post.id in used:
            continue
        theirs = [one for one in waiting if one.creator_id == post.creator_id]
        named = [one for one in theirs if one.submission is not None and one.submission.video_id == post.video_id]
        # One that another video was handed in for waits for that one, as long as there are others.
        free = [one for one in theirs if one.submission is None or one.submission.video_id is None]
        for chosen in (*named, *free, *theirs)[:1]:
            waiting.remove(chosen)
            moved.append(chosen.fulfil(post.id, now))
    return moved


def _waits(one: Deliverable) -> bool:
    return one.is_open and one.kind is DeliverableKind.VIDEO


def _oldest(one: Deliverable) -> tuple[datetime, datetime, str]:
    return (one.due_at or _NEVER, one.created_at, one.id)
