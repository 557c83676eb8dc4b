from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, update
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.creators import from_row, to_row
from creatorport.adapters.persistence.rows import CreatorRow
from creatorport.adapters.persistence.rowsets import insert_rows
from creatorport.adapters.persistence.transaction import Transaction, columns
from creatorport.domain.creator import TRY_AGAIN_AFTER, Creator
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, WorkspaceId

# Who they are, and since when we know them, stays. Everything else comes in groups, each of its own newest capture.
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "captured_at": (
        "handle", "display_name", "avatar_url", "avatar_expires_at", "followers", "following", "likes", "videos",
        "source", "captured_at", "fresh_until",
    ),
    "attempted_at": (
        "tiktok_id", "bio", "engagement_rate", "median_views", "price_amount", "price_currency", "content_labels",
        "industry_labels", "public_at", "public_fresh_until", "attempted_at", "attempt_cause",
    ),
    "countries_at": ("countries", "countries_at", "countries_fresh_until"),
}  # fmt: skip


class SqlCreators:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def find_by_handles(self, workspace_id: WorkspaceId, handles: Iterable[Handle]) -> Mapping[Handle, Creator]:
        keys = [handle.key for handle in handles]
        rows = await self._at.rows(
            select(CreatorRow).where(col(CreatorRow.workspace_id) == workspace_id, col(CreatorRow.handle_key).in_(keys))
        )
        found = [from_row(row) for row in rows]
        return {creator.handle: creator for creator in found}

    async def find_many(self, workspace_id: WorkspaceId, ids: Iterable[CreatorId]) -> Mapping[CreatorId, Creator]:
        rows = await self._at.rows(
            select(CreatorRow).where(col(CreatorRow.workspace_id) == workspace_id, col(CreatorRow.id).in_(list(ids)))
        )
        found = [from_row(row) for row in rows]
        return {creator.id: creator for creator in found}

    async def put(self, creators: Iterable[Creator]) -> Mapping[Handle, Creator]:
        joined: dict[tuple[WorkspaceId, str], list[Creator]] = {}
        for creator in creators:
            joined.setdefault((creator.workspace_id, creator.handle.key), []).append(creator)
        if not joined:
            return {}
        # In one order for everybody, so that two batches with the same creators never wait for each other.
        given = [columns(to_row(reduce(Creator.joined, joined[place]))) for place in sorted(joined)]
        batch = insert_rows(CreatorRow, given)
        renewed: dict[str, Any] = {}
        for moment, names in _GROUPS.items():
            newer = _newer(batch.excluded[moment], getattr(CreatorRow, moment))
            renewed |= {name: case((newer, batch.excluded[name]), else_=getattr(CreatorRow, name)) for name in names}
        # A page that was read carries all its words; a row of a search, those that were known when it came.
        never = col(CreatorRow.attempted_at).is_(None)
        known = or_(never, _newer(batch.excluded["attempted_at"], col(CreatorRow.attempted_at)))
        renewed["words"] = case((known, batch.excluded["words"]), else_=CreatorRow.words)
        statement = batch.on_conflict_do_update(index_elements=["workspace_id", "handle_key"], set_=renewed).returning(
            CreatorRow
        )
        stored = [from_row(row) for row in await self._at.rows(statement)]
        return {creator.handle: creator for creator in stored}

    async def want(self, workspace_id: WorkspaceId, ids: Iterable[CreatorId]) -> None:
        # Locked in one order for everybody.
        rows = (
            select(CreatorRow.id)
            .where(col(CreatorRow.workspace_id) == workspace_id, col(CreatorRow.id).in_(list(ids)))
            .order_by(col(CreatorRow.handle_key))
            .with_for_update()
        )
        mine = rows.cte("mine")
        await self._at.execute(
            update(CreatorRow)
            .where(col(CreatorRow.workspace_id) == workspace_id, col(CreatorRow.id) == mine.c.id)
            .values(wants=CreatorRow.wants + 1)
            .execution_options(synchronize_session=False)
        )

    async def due(self, workspace_id: WorkspaceId, now: datetime, most: int) -> Sequence[Creator]:
        rows = await self._at.rows(
            select(CreatorRow)
            .where(col(CreatorRow.workspace_id) == workspace_id, _is_due(now))
            .order_by(col(CreatorRow.wants).desc(), col(CreatorRow.found_at).desc(), col(CreatorRow.id))
            .limit(most)
        )
        return [from_row(row) for row in rows]

    async def workspaces_due(self, now: datetime) -> Sequence[WorkspaceId]:
        found = await self._at.execute(select(CreatorRow.workspace_id).where(_is_due(now)).distinct())
        return sorted(WorkspaceId(one) for one in found.scalars())


def _newer(given: ColumnElement[Any], stored: Any) -> ColumnElement[bool]:
    """Whether what is given was captured no earlier than what is stored; what was never captured loses."""
    return and_(given.is_not(None), given >= func.coalesce(stored, given))


def _is_due(now: datetime) -> ColumnElement[bool]:
    attempted, cause = col(CreatorRow.attempted_at), col(CreatorRow.attempt_cause)
    renewed = or_(
        and_(cause.is_not(None), attempted <= now - TRY_AGAIN_AFTER),
        and_(cause.is_(None), col(CreatorRow.public_fresh_until) <= now),
    )
    return or_(attempted.is_(None), and_(col(CreatorRow.wants) > 0, renewed))
