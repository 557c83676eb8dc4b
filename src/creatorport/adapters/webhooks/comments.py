"""`comment.update`: bare numbers beyond 2^53 as ids, the time in milliseconds, and no text.

API for Business, page 1810515104773122.
"""

from datetime import UTC, datetime, timedelta

from creatorport.adapters.tiktok.payload import Payload
from creatorport.application.ports.notices import CommentChanged
from creatorport.domain.comment_news import CommentAction

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def comment_notice(open_id: str, content: Payload) -> CommentChanged:
    """Raises TikTokAnswerLost for content that makes no sense."""
    try:
        at = _EPOCH + timedelta(milliseconds=content.whole("timestamp"))
    except OverflowError as error:
        raise content.lost("timestamp") from error
    return CommentChanged(
        open_id,
        content.id("video_id"),
        content.id("comment_id"),
        content.maybe_text("comment_type") == "reply",
        content.word("comment_action", CommentAction.OTHER),
        at,
    )
