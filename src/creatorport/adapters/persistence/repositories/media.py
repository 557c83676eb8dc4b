from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, exists, or_
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.media import answer_from_row, answer_to_row, media_from_row, media_to_row
from creatorport.adapters.persistence.rows import MediaRow, OptionsAnswerRow, PublicationRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import MediaId, OptionsId, WorkspaceId
from creatorport.domain.publishing.answer import OptionsAnswer
from creatorport.domain.publishing.media import Media
from creatorport.domain.publishing.states import OPEN, PublicationState

_OPEN = sorted(state.value for state in OPEN)


class SqlMediaShelf:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, media: Media) -> None:
        await self._at.insert("media", media, media_to_row(media))

    async def save(self, media: Media) -> None:
        await self._at.update("media", media, media_to_row(media))

    async def lock(self, workspace_id: WorkspaceId, media_id: MediaId) -> Media:
        row = await self._at.row(
            select(MediaRow)
            .where(col(MediaRow.workspace_id) == workspace_id, col(MediaRow.id) == media_id)
            .with_for_update()
        )
        if row is None:
            raise NotFound("media", media_id)
        return media_from_row(row)

    async def droppable(self, kept_before: datetime, most: int) -> Sequence[Media]:
        mine = and_(
            col(PublicationRow.workspace_id) == col(MediaRow.workspace_id),
            col(PublicationRow.media_id) == col(MediaRow.id),
        )
        wanted = exists().where(mine, col(PublicationRow.state).in_(_OPEN))
        # One that is chosen again after it was published is kept; its row tells, also to those who waited for its lock.
        published = exists().where(
            mine,
            col(PublicationRow.state) == PublicationState.PUBLISHED.value,
            col(PublicationRow.settled_at) >= col(MediaRow.kept_at),
        )
        rows = await self._at.rows(
            select(MediaRow)
            .where(
                col(MediaRow.dropped_at).is_(None),
                ~wanted,
                or_(col(MediaRow.kept_at) < kept_before, published),
            )
            .order_by(col(MediaRow.kept_at), col(MediaRow.workspace_id), col(MediaRow.id))
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        return [media_from_row(row) for row in rows]


class SqlOptionsAnswers:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, answer: OptionsAnswer) -> None:
        await self._at.insert("options answer", answer, answer_to_row(answer))

    async def save(self, answer: OptionsAnswer) -> None:
        await self._at.update("options answer", answer, answer_to_row(answer))

    async def lock(self, workspace_id: WorkspaceId, options_id: OptionsId) -> OptionsAnswer | None:
        row = await self._at.row(
            select(OptionsAnswerRow)
            .where(col(OptionsAnswerRow.workspace_id) == workspace_id, col(OptionsAnswerRow.id) == options_id)
            .with_for_update()
        )
        return None if row is None else answer_from_row(row)

    async def forget(self, asked_before: datetime) -> int:
        dropped = delete(OptionsAnswerRow).where(col(OptionsAnswerRow.asked_at) < asked_before)
        result = await self._at.execute(dropped.returning(col(OptionsAnswerRow.id)))
        return len(result.all())
