from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, and_, cast, func, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, table
from creatorport.adapters.persistence.rows import CampaignRow, PostRow, SnapshotRow
from creatorport.application.views import Page, PostView, Slice, SnapshotView, TotalsView
from creatorport.domain.counts import Counts
from creatorport.domain.ids import CampaignId, CreatorId, PostId, WorkspaceId

_C = table(CampaignRow).c
_P = table(PostRow).c
_S = table(SnapshotRow).c
_LINKED = Keyset("posts", (_P.linked_at, _P.id), (datetime, str))

# Sums skip what is unknown, and a sum over nothing known is unknown: as in `domain.counts.total`.
_TOTALS = (
    func.count(_P.id).label("posts"),
    func.count(_P.captured_at).label("measured"),
    *(
        cast(func.sum(counter), BigInteger).label(counter.name)
        for counter in (_P.views, _P.likes, _P.comments, _P.shares)
    ),
    func.min(_P.captured_at).label("oldest_capture"),
    func.min(_P.fresh_until).label("fresh_until"),
)


class SqlPerformanceReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, TotalsView]:
        theirs = and_(_P.workspace_id == _C.workspace_id, _P.campaign_id == _C.id)
        rows = await self._statements.rows(
            select(_C.id, *_TOTALS)
            .select_from(table(CampaignRow).outerjoin(table(PostRow), theirs))
            .where(_C.workspace_id == workspace_id, _C.id.in_(list(ids)))
            .group_by(_C.id)
        )
        return {CampaignId(row.id): _totals(row) for row in rows}

    async def of_creators(
        self, workspace_id: WorkspaceId, pairs: Collection[tuple[CampaignId, CreatorId]]
    ) -> Mapping[tuple[CampaignId, CreatorId], TotalsView]:
        rows = await self._statements.rows(
            select(_P.campaign_id, _P.creator_id, *_TOTALS)
            .where(_P.workspace_id == workspace_id, tuple_(_P.campaign_id, _P.creator_id).in_(list(pairs)))
            .group_by(_P.campaign_id, _P.creator_id)
        )
        return {(CampaignId(row.campaign_id), CreatorId(row.creator_id)): _totals(row) for row in rows}

    async def pages_of_posts(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice
    ) -> Mapping[CampaignId, Page[PostView]]:
        parents = select(_C.id).where(_C.workspace_id == workspace_id, _C.id.in_(list(ids))).subquery()
        condition = and_(_P.workspace_id == workspace_id, _P.campaign_id == parents.c.id)
        rows = await self._statements.rows(paged(parents, table(PostRow), condition, _LINKED, part))
        found = pages(rows, _LINKED, part, _post)
        return {CampaignId(campaign_id): page for campaign_id, page in found.items()}

    async def posts_by_ids(self, workspace_id: WorkspaceId, ids: Collection[PostId]) -> Mapping[PostId, PostView]:
        rows = await self._statements.rows(
            select(table(PostRow)).where(_P.workspace_id == workspace_id, _P.id.in_(list(ids)))
        )
        return {PostId(row.id): _post(row) for row in rows}

    async def histories(
        self, workspace_id: WorkspaceId, ids: Collection[PostId], newest: int
    ) -> Mapping[PostId, Sequence[SnapshotView]]:
        captures = (
            select(_S.captured_at, _S.fresh_until, _S.source, _S.views, _S.likes, _S.comments, _S.shares, _S.fell)
            .where(_S.workspace_id == workspace_id, _S.post_id == _P.id)
            .order_by(_S.captured_at.desc())
            .limit(newest)
            .lateral()
        )
        rows = await self._statements.rows(
            select(_P.id, *captures.c)
            .select_from(table(PostRow).outerjoin(captures, true()))
            .where(_P.workspace_id == workspace_id, _P.id.in_(list(ids)))
            .order_by(_P.id, captures.c.captured_at)
        )
        histories: dict[PostId, list[SnapshotView]] = {}
        for row in rows:
            history = histories.setdefault(PostId(row.id), [])
            if row.captured_at is not None:
                history.append(_snapshot(row))
        return histories


def _totals(row: Any) -> TotalsView:
    return TotalsView(
        posts=row.posts,
        measured=row.measured,
        counts=Counts(row.views, row.likes, row.comments, row.shares),
        oldest_capture=row.oldest_capture,
        fresh_until=row.fresh_until,
    )


def _post(row: Any) -> PostView:
    return PostView(
        id=PostId(row.id),
        campaign_id=CampaignId(row.campaign_id),
        creator_id=CreatorId(row.creator_id),
        video_id=row.video_id,
        url=row.url,
        state=row.state,
        published_at=row.published_at,
        linked_at=row.linked_at,
        latest=_snapshot(row) if row.captured_at is not None else None,
    )


def _snapshot(row: Any) -> SnapshotView:
    return SnapshotView(
        counts=Counts(row.views, row.likes, row.comments, row.shares),
        source=row.source,
        captured_at=row.captured_at,
        fresh_until=row.fresh_until,
        fell=row.fell,
    )
