from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from creatorport.domain.comment_news import CommentNews, CommentTally
from creatorport.domain.ids import MemberId, VideoId, WorkspaceId


class Comments(Protocol):
    """What TikTok tells of comments on accounts' videos."""

    async def hear(self, news: Sequence[CommentNews]) -> int:
        """Keep the newest of each comment, and return how much was news: repeats and what is older change nothing."""
        ...


class CommentReads(Protocol):
    async def of_videos(
        self, workspace_id: WorkspaceId, ids: Collection[VideoId], *, owner: MemberId | None = None
    ) -> Mapping[VideoId, CommentTally]:
        """Return the tallies of those videos of which anything was heard. `owner` narrows to one member's accounts."""
        ...
