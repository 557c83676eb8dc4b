"""What TikTok tells of publications (TikTok for Developers, "webhooks-events")."""

from collections.abc import Sequence
from typing import Final

from creatorport.adapters.tiktok.payload import Payload, parse
from creatorport.adapters.tiktok.times import created
from creatorport.application.ports.notices import PublicationTold

_VERDICTS: Final = {
    "post.publish.complete": "complete",
    "post.publish.failed": "failed",
    "post.publish.publicly_available": "public",
}


def publication_told(event: str, document: Payload) -> Sequence[PublicationTold]:
    """Return what an event says of a publication, or nothing. Raises TikTokAnswerLost, ValueError."""
    verdict = _VERDICTS.get(event)
    written = document.maybe_text("content")
    content = parse(written) if verdict and written else None
    if verdict is None or not isinstance(content, dict):
        return []
    facts = Payload(content, "webhook", path="content")
    publish_id = facts.maybe_text("publish_id")
    if not publish_id:
        return []
    return [
        PublicationTold(
            document.id("user_openid"),
            publish_id,
            verdict,
            facts.maybe_text("post_id") or None,
            facts.maybe_text("reason") or None,
            created(document),
        )
    ]
