from collections.abc import Sequence

from creatorport.adapters.persistence.reads.statement import table
from creatorport.adapters.persistence.rows import CommentNewsRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.comment_news import CommentNews

_C = table(CommentNewsRow)


class SqlComments:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def hear(self, news: Sequence[CommentNews]) -> int:
        newest: dict[tuple[str, ...], CommentNews] = {}
        for one in sorted(news, key=lambda one: one.at):
            newest[one.workspace_id, one.video_id, one.comment_id] = one
        if not newest:
            return 0
        rows = [
            {
                "workspace_id": one.workspace_id,
                "video_id": one.video_id,
                "comment_id": one.comment_id,
                "is_reply": one.is_reply,
                "action": one.action.value,
                "at": one.at,
            }
            for _, one in sorted(newest.items())
        ]
        statement = insert_rows(CommentNewsRow, rows)
        told = statement.on_conflict_do_update(
            index_elements=[_C.c.workspace_id, _C.c.video_id, _C.c.comment_id],
            set_={"action": statement.excluded.action, "at": statement.excluded.at},
            where=_C.c.at < statement.excluded.at,
        ).returning(_C.c.comment_id)
        return len((await self._at.execute(told)).all())
