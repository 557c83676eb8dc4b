from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final, Protocol

from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.publishing.composer import Choice, CreatorOptions
from creatorport.domain.publishing.media import MediaKind
from creatorport.domain.publishing.publication import FromMedia, FromUrl
from creatorport.domain.publishing.upload_plan import Chunk
from creatorport.domain.secret import Secret

PUBLISH_COMPLETE: Final = "PUBLISH_COMPLETE"
PUBLISH_FAILED: Final = "FAILED"
AWAITING_BYTES: Final = "PROCESSING_UPLOAD"
"""Also said while TikTok works on bytes that it has: their number tells."""


@dataclass(frozen=True, slots=True)
class Poster:
    """Whose token a call is made with. TikTok counts these calls per account."""

    workspace_id: WorkspaceId
    account_id: AccountId
    access_token: Secret


@dataclass(frozen=True, slots=True)
class Begun:
    """TikTok took a post. Where `upload_url` is none, it fetches the video itself."""

    publish_id: str
    upload_url: Secret | None


@dataclass(frozen=True, slots=True)
class PublishStatus:
    """How a post stands, in TikTok's word. `bytes` is what it has of an upload."""

    status: str
    fail_reason: str | None
    post_ids: tuple[str, ...]
    bytes: int | None


class TikTokPosting(Protocol):
    """Posting in a creator's name. Every method raises TikTokError.

    TikTok for Developers, "content-posting-api-get-started".
    """

    async def options(self, poster: Poster) -> CreatorOptions:
        """Return what the creator may choose now. Raises TikTokRefused, with TikTok's code, when they may not post."""
        ...

    async def begin(self, poster: Poster, choice: Choice, source: FromMedia | FromUrl) -> Begun:
        """Tell TikTok of a post. Never repeated by itself: there is no idempotency key."""
        ...

    async def status(self, poster: Poster, publish_id: str) -> PublishStatus: ...


class VideoUploads(Protocol):
    """Sending bytes to where TikTok said. The address is not believed without a look."""

    def trusts(self, url: Secret) -> bool:
        """Whether the address is one of TikTok's, by what the operator allows."""
        ...

    async def send(self, url: Secret, chunk: Chunk, kind: MediaKind, pieces: AsyncIterator[bytes]) -> bool:
        """Send one chunk; return whether TikTok took it, or expects other bytes than these.

        Raises TikTokRefused when the address takes nothing any more, TikTokAnswerLost, TikTokUnreachable, and whatever
        `pieces` raises. Sending a chunk again is harmless.
        """
        ...
