from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from creatorport.domain.account_video import VideoFacts
from creatorport.domain.counts import Counts
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret

VIDEOS_SCOPE: Final = "video.list"
"""What must be granted for either call; without it there are no videos to be had."""

QUERY_MOST: Final = 20
"""How many videos one query may name."""


@dataclass(frozen=True, slots=True)
class SeenVideo:
    """A video as one answer showed it. What the answer left out is None."""

    video_id: str
    facts: VideoFacts
    counts: Counts


@dataclass(frozen=True, slots=True)
class VideoPage:
    """A page of an account's list. It may be short or empty although more follow.

    `cursor` leads to the next page and is passed back untouched; None when TikTok named none.
    """

    videos: tuple[SeenVideo, ...]
    cursor: int | None
    has_more: bool


class TikTokVideos(Protocol):
    """The public videos behind an access token (TikTok for Developers, "tiktok-api-v2-video-list", "-video-query").

    `on_behalf_of` is whose share of the app's quota is spent. Every method raises TikTokError: TikTokTokenRejected for
    a dead token, TikTokRefused where `video.list` was not granted.
    """

    async def page(self, access_token: Secret, *, cursor: int | None, on_behalf_of: WorkspaceId) -> VideoPage:
        """Return the videos older than `cursor` (Unix milliseconds), newest first; from the newest one without."""
        ...

    async def query(
        self, access_token: Secret, video_ids: Collection[str], *, on_behalf_of: WorkspaceId
    ) -> Sequence[SeenVideo]:
        """Return those of 1 to 20 videos that are the account's and public; the others are left out, without a word."""
        ...
