from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, Integer, Select, and_, bindparam, cast, func, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.repositories.capture_failures import failure_from
from creatorport.adapters.persistence.rows import CampaignRow, CaptureFailureRow, PostRow, SnapshotRow
from creatorport.application.views import Page, PostView, Slice, SnapshotView, TotalsView
from creatorport.domain.capture_failure import CaptureFailure
from creatorport.domain.counts import Counts
from creatorport.domain.ids import CampaignId, CreatorId, PostId, WorkspaceId

_C = table(CampaignRow).c
_P = table(PostRow).c
_S = table(SnapshotRow).c
_F = table(CaptureFailureRow).c
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

_OUR_CAMPAIGNS = and_(_C.workspace_id == bindparam("workspace"), one_of(_C.id, "ids"))
_OURS = _P.workspace_id == bindparam("workspace")
_OF_CAMPAIGNS = (
    select(_C.id, *_TOTALS)
    .select_from(
        table(CampaignRow).outerjoin(table(PostRow), and_(_P.workspace_id == _C.workspace_id, _P.campaign_id == _C.id))
    )
    .where(_OUR_CAMPAIGNS)
    .group_by(_C.id)
)
_OF_CREATORS = (
    select(_P.campaign_id, _P.creator_id, *_TOTALS)
    .where(_OURS, tuple_(_P.campaign_id, _P.creator_id).in_(bindparam("pairs", expanding=True)))
    .group_by(_P.campaign_id, _P.creator_id)
)
_FAILURES = select(table(CaptureFailureRow)).where(
    _F.workspace_id == bindparam("workspace"), one_of(_F.campaign_id, "ids")
)
_BY_IDS = select(table(PostRow)).where(_OURS, one_of(_P.id, "ids"))
_CAPTURES = (
    select(_S.captured_at, _S.fresh_until, _S.source, _S.views, _S.likes, _S.comments, _S.shares, _S.fell)
    .where(_S.workspace_id == bindparam("workspace"), _S.post_id == _P.id)
    .order_by(_S.captured_at.desc())
    .limit(bindparam("newest", type_=Integer()))
    .lateral()
)
_HISTORIES = (
    select(_P.id, *_CAPTURES.c)
    .select_from(table(PostRow).outerjoin(_CAPTURES, true()))
    .where(_OURS, one_of(_P.id, "ids"))
    .order_by(_P.id, _CAPTURES.c.captured_at)
)


@cache
def _pages(*, resumed: bool) -> Select[Any]:
    parents = select(_C.id).where(_OUR_CAMPAIGNS).subquery()
    return paged(parents, table(PostRow), and_(_OURS, _P.campaign_id == parents.c.id), _LINKED, resumed=resumed)


class SqlPerformanceReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, TotalsView]:
        rows = await self._statements.rows(_OF_CAMPAIGNS, {"workspace": workspace_id, "ids": list(ids)})
        return {CampaignId(row.id): _totals(row) for row in rows}

    async def of_creators(
        self, workspace_id: WorkspaceId, pairs: Collection[tuple[CampaignId, CreatorId]]
    ) -> Mapping[tuple[CampaignId, CreatorId], TotalsView]:
        rows = await self._statements.rows(_OF_CREATORS, {"workspace": workspace_id, "pairs": list(pairs)})
        return {(CampaignId(row.campaign_id), CreatorId(row.creator_id)): _totals(row) for row in rows}

    async def failures_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, CaptureFailure]:
        rows = await self._statements.rows(_FAILURES, {"workspace": workspace_id, "ids": list(ids)})
        return {CampaignId(row.campaign_id): failure_from(row) for row in rows}

    async def pages_of_posts(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice
    ) -> Mapping[CampaignId, Page[PostView]]:
        given = {"workspace": workspace_id, "ids": list(ids), **asked(_LINKED, part)}
        rows = await self._statements.rows(_pages(resumed=part.after is not None), given)
        found = pages(rows, _LINKED, part, _post)
        return {CampaignId(campaign_id): page for campaign_id, page in found.items()}

    async def posts_by_ids(self, workspace_id: WorkspaceId, ids: Collection[PostId]) -> Mapping[PostId, PostView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {PostId(row.id): _post(row) for row in rows}

    async def histories(
        self, workspace_id: WorkspaceId, ids: Collection[PostId], newest: int
    ) -> Mapping[PostId, Sequence[SnapshotView]]:
        given = {"workspace": workspace_id, "ids": list(ids), "newest": newest}
        rows = await self._statements.rows(_HISTORIES, given)
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
