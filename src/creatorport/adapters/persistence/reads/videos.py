from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal_column, select, true
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, table
from creatorport.adapters.persistence.rows import AccountRow, AccountVideoRow, ProfileSnapshotRow, VideoSnapshotRow
from creatorport.application.views import Page, ProfileSnapshotView, Slice, SnapshotView, VideoView
from creatorport.domain.counts import Counts
from creatorport.domain.ids import AccountId, MemberId, VideoId, WorkspaceId

_A = table(AccountRow).c
_V = table(AccountVideoRow).c
_S = table(VideoSnapshotRow).c
_P = table(ProfileSnapshotRow).c


def _known(counter: ColumnElement[Any]) -> ColumnElement[Any]:
    """Those whose count is unknown come last."""
    return func.coalesce(counter, literal_column("-1"), type_=counter.type)


_PUBLISHED = func.coalesce(_V.published_at, _V.first_seen_at, type_=_V.first_seen_at.type)
ORDERS: Mapping[str, Keyset] = {
    "newest": Keyset("videos-newest", (_PUBLISHED, _V.id), (datetime, str), descending=True),
    "views": Keyset("videos-views", (_known(_V.views), _V.id), (int, str), descending=True),
    "likes": Keyset("videos-likes", (_known(_V.likes), _V.id), (int, str), descending=True),
}


class SqlVideoReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def pages_of_accounts(
        self,
        workspace_id: WorkspaceId,
        ids: Collection[AccountId],
        part: Slice,
        *,
        order: str = "newest",
        owner: MemberId | None = None,
    ) -> Mapping[AccountId, Page[VideoView]]:
        parents = select(_A.id).where(accounts_of(workspace_id, owner), _A.id.in_(list(ids))).subquery()
        condition = and_(_V.workspace_id == workspace_id, _V.account_id == parents.c.id)
        rows = await self._statements.rows(
            paged(parents, table(AccountVideoRow), condition, ORDERS[order], resumed=part.after is not None),
            asked(ORDERS[order], part),
        )
        found = pages(rows, ORDERS[order], part, _video)
        return {AccountId(account_id): page for account_id, page in found.items()}

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[VideoId], *, owner: MemberId | None = None
    ) -> Mapping[VideoId, VideoView]:
        rows = await self._statements.rows(
            select(table(AccountVideoRow))
            .join(table(AccountRow), and_(_A.workspace_id == _V.workspace_id, _A.id == _V.account_id))
            .where(accounts_of(workspace_id, owner), _V.id.in_(list(ids))),
            {},
        )
        return {VideoId(row.id): _video(row) for row in rows}

    async def histories(
        self, workspace_id: WorkspaceId, ids: Collection[VideoId], newest: int, *, owner: MemberId | None = None
    ) -> Mapping[VideoId, Sequence[SnapshotView]]:
        captures = (
            select(_S.captured_at, _S.fresh_until, _S.source, _S.views, _S.likes, _S.comments, _S.shares, _S.fell)
            .where(_S.workspace_id == workspace_id, _S.video == _V.id)
            .order_by(_S.captured_at.desc())
            .limit(newest)
            .lateral()
        )
        rows = await self._statements.rows(
            select(_V.id, *captures.c)
            .select_from(
                table(AccountVideoRow)
                .join(table(AccountRow), and_(_A.workspace_id == _V.workspace_id, _A.id == _V.account_id))
                .join(captures, true())
            )
            .where(accounts_of(workspace_id, owner), _V.id.in_(list(ids)))
            .order_by(_V.id, captures.c.captured_at),
            {},
        )
        histories: dict[VideoId, list[SnapshotView]] = {}
        for row in rows:
            histories.setdefault(VideoId(row.id), []).append(_snapshot(row))
        return histories

    async def profile_histories(
        self, workspace_id: WorkspaceId, ids: Collection[AccountId], newest: int, *, owner: MemberId | None = None
    ) -> Mapping[AccountId, Sequence[ProfileSnapshotView]]:
        captures = (
            select(table(ProfileSnapshotRow))
            .where(_P.workspace_id == workspace_id, _P.account_id == _A.id)
            .order_by(_P.captured_at.desc())
            .limit(newest)
            .lateral()
        )
        rows = await self._statements.rows(
            select(*captures.c)
            .select_from(table(AccountRow).join(captures, true()))
            .where(accounts_of(workspace_id, owner), _A.id.in_(list(ids)))
            .order_by(_A.id, captures.c.captured_at),
            {},
        )
        histories: dict[AccountId, list[ProfileSnapshotView]] = {}
        for row in rows:
            histories.setdefault(AccountId(row.account_id), []).append(
                ProfileSnapshotView(
                    row.followers,
                    row.following,
                    row.likes,
                    row.videos,
                    row.source,
                    row.captured_at,
                    row.fresh_until,
                    row.fell,
                )
            )
        return histories


def accounts_of(workspace_id: WorkspaceId, owner: MemberId | None) -> ColumnElement[bool]:
    """Return the condition that an account is one that the asker may see."""
    condition: ColumnElement[bool] = _A.workspace_id == workspace_id
    return condition if owner is None else and_(condition, _A.owner == owner)


def _video(row: Any) -> VideoView:
    return VideoView(
        id=VideoId(row.id),
        account_id=AccountId(row.account_id),
        video_id=row.video_id,
        published_at=row.published_at,
        title=row.title,
        description=row.description,
        duration=row.duration,
        cover_url=row.cover_url,
        cover_expires_at=row.cover_expires_at,
        share_url=row.share_url,
        embed_url=row.embed_url,
        state=row.state,
        first_seen_at=row.first_seen_at,
        seen_at=row.seen_at,
        first_missing_at=row.first_missing_at,
        latest=_snapshot(row) if row.captured_at is not None else None,
        dropped_at=row.dropped_at,
    )


def _snapshot(row: Any) -> SnapshotView:
    return SnapshotView(
        counts=Counts(row.views, row.likes, row.comments, row.shares),
        source=row.source,
        captured_at=row.captured_at,
        fresh_until=row.fresh_until,
        fell=row.fell,
    )
