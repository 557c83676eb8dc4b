"""What TikTok tells of comments, in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from creatorport.domain.account import TikTokAccount
from creatorport.domain.account_video import AccountVideo
from creatorport.domain.comment_news import CommentAction, CommentNews, CommentTally
from creatorport.domain.ids import MemberId, VideoId, WorkspaceId
from tests.fakes.shelf import Shelf
from tests.fakes.transaction import Transaction


class InMemoryComments:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def hear(self, news: Sequence[CommentNews]) -> int:
        heard = set()
        for one in news:
            key = ("comment", one.workspace_id, f"{one.video_id}/{one.comment_id}")
            await self._at.lock(key)
            known = self._at.get(key)
            if not isinstance(known, CommentNews) or known.at < one.at:
                self._at.put(key, one)
                heard.add(key)
        return len(heard)


@dataclass
class InMemoryCommentReads:
    shelf: Shelf

    async def of_videos(
        self, workspace_id: WorkspaceId, ids: Collection[VideoId], *, owner: MemberId | None = None
    ) -> Mapping[VideoId, CommentTally]:
        owners = {one.id: one.owner for one in self.shelf.of(TikTokAccount, workspace_id, "account")}
        videos = {one.id: owners[one.account_id] for one in self.shelf.of(AccountVideo, workspace_id, "video")}
        found: dict[VideoId, list[CommentNews]] = {}
        for one in self.shelf.of(CommentNews, workspace_id, "comment", "comments.of_videos"):
            if one.video_id in ids and one.video_id in videos and owner in (None, videos[one.video_id]):
                found.setdefault(one.video_id, []).append(one)
        return {video_id: _tally(news) for video_id, news in found.items()}


def _tally(news: Sequence[CommentNews]) -> CommentTally:
    actions = [one.action for one in news]
    return CommentTally(
        len(news),
        sum(one.is_reply for one in news),
        actions.count(CommentAction.SET_TO_HIDDEN),
        actions.count(CommentAction.DELETE),
        max(one.at for one in news),
    )
