from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.reads.videos import accounts_of
from creatorport.adapters.persistence.rows import AccountRow, AccountVideoRow, CommentNewsRow
from creatorport.domain.comment_news import CommentAction, CommentTally
from creatorport.domain.ids import MemberId, VideoId, WorkspaceId

_A = table(AccountRow).c
_V = table(AccountVideoRow).c
_C = table(CommentNewsRow).c


def _of(action: CommentAction) -> ColumnElement[int]:
    return func.count().filter(_C.action == action.value).label(action.value)


_TALLY = (
    select(
        _C.video_id,
        func.count().label("heard"),
        func.count().filter(_C.is_reply).label("replies"),
        _of(CommentAction.SET_TO_HIDDEN),
        _of(CommentAction.DELETE),
        func.max(_C.at).label("last_at"),
    )
    .select_from(table(CommentNewsRow))
    .join(table(AccountVideoRow), and_(_V.workspace_id == _C.workspace_id, _V.id == _C.video_id))
    .join(table(AccountRow), and_(_A.workspace_id == _V.workspace_id, _A.id == _V.account_id))
    .where(one_of(_C.video_id, "ids"))
    .group_by(_C.video_id)
)


class SqlCommentReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def of_videos(
        self, workspace_id: WorkspaceId, ids: Collection[VideoId], *, owner: MemberId | None = None
    ) -> Mapping[VideoId, CommentTally]:
        statement = _TALLY.where(accounts_of(workspace_id, owner))
        rows = await self._statements.rows(statement, {"ids": list(ids)})
        return {
            VideoId(row.video_id): CommentTally(row.heard, row.replies, row.set_to_hidden, row.delete, row.last_at)
            for row in rows
        }
