from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, case, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.batch_places import COUNTED, ITEMS, PLACE
from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import BatchItemRow, BatchRow, CampaignRow, InvitationRow
from creatorport.application.batch_views import BatchItemView, BatchView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import BatchId, CampaignId, CreatorId, InvitationId, TemplateId, WorkspaceId
from creatorport.domain.invitation_batch import BatchCounts
from creatorport.domain.remedies import Remedy

_B, _I, _V, _C = table(BatchRow).c, table(BatchItemRow).c, table(InvitationRow).c, table(CampaignRow).c
_WORKSPACE: BindParameter[str] = bindparam("workspace")
_NEWEST = Keyset("batches", (_B.created_at, _B.id), (datetime, str), descending=True)
_IN_ORDER = Keyset("batch-items", (_I.position,), (int,))

# The counts of one batch as an object, so that a batch and its counts are one row.
_PLACES = (
    COUNTED.where(_I.workspace_id == _B.workspace_id, _I.batch_id == _B.id)
    .group_by(COUNTED.selected_columns[0], COUNTED.selected_columns[1])
    .correlate(table(BatchRow))
    .subquery()
)
_NOW = select(func.jsonb_object_agg(_PLACES.c.place, _PLACES.c.many)).scalar_subquery().label("places")
_SHOWN = [*(one for one in _B if one.name != "counts"), _NOW]
_BY_IDS = select(*_SHOWN).where(_B.workspace_id == _WORKSPACE, one_of(_B.id, "ids"))

_ITEM = [
    _I.position, _I.creator_id, _I.handle, _I.message, _I.code, _I.fixable_by, _I.invitation_id,
    PLACE.label("place"),
    func.coalesce(_V.failure, _I.reason).label("reason"),
    case((_V.failure.is_not(None), Remedy.JOIN_LINK.value), else_=_I.remedy).label("remedy"),
]  # fmt: skip


@cache
def _of_campaigns(*, resumed: bool) -> Select[Any]:
    parents = select(_C.id).where(_C.workspace_id == _WORKSPACE, one_of(_C.id, "ids")).subquery()
    condition = and_(_B.workspace_id == _WORKSPACE, _B.campaign_id == parents.c.id)
    return paged(parents, table(BatchRow), condition, _NEWEST, _SHOWN, resumed=resumed)


@cache
def _items(*, by_state: bool, resumed: bool) -> Select[Any]:
    parents = select(_B.id).where(_B.workspace_id == _WORKSPACE, one_of(_B.id, "ids")).subquery()
    condition = and_(_I.workspace_id == _WORKSPACE, _I.batch_id == parents.c.id)
    if by_state:
        condition &= one_of(PLACE, "states")
    return paged(parents, ITEMS, condition, _IN_ORDER, _ITEM, resumed=resumed)


class SqlBatchReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[BatchId]) -> Mapping[BatchId, BatchView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {BatchId(row.id): _batch(row) for row in rows}

    async def pages_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice
    ) -> Mapping[CampaignId, Page[BatchView]]:
        given = {"workspace": workspace_id, "ids": list(ids), **asked(_NEWEST, part)}
        rows = await self._statements.rows(_of_campaigns(resumed=part.after is not None), given)
        return {CampaignId(one): page for one, page in pages(rows, _NEWEST, part, _batch).items()}

    async def pages_of_items(
        self, workspace_id: WorkspaceId, ids: Collection[BatchId], part: Slice, *, states: Collection[str] = ()
    ) -> Mapping[BatchId, Page[BatchItemView]]:
        statement = _items(by_state=bool(states), resumed=part.after is not None)
        given = {"workspace": workspace_id, "ids": list(ids), "states": list(states), **asked(_IN_ORDER, part)}
        rows = await self._statements.rows(statement, given)
        return {BatchId(one): page for one, page in pages(rows, _IN_ORDER, part, _item).items()}


def _batch(row: Any) -> BatchView:
    return BatchView(
        id=BatchId(row.id),
        campaign_id=CampaignId(row.campaign_id),
        state=row.state,
        created_by=row.created_by,
        created_at=row.created_at,
        settled_at=row.settled_at,
        template_id=None if row.template_id is None else TemplateId(row.template_id),
        template_number=row.template_number,
        counts=BatchCounts(**(row.places or {})),
    )


def _item(row: Any) -> BatchItemView:
    return BatchItemView(
        position=row.position,
        creator_id=CreatorId(row.creator_id),
        handle=row.handle,
        message=row.message,
        state=row.place,
        code=row.code,
        reason=row.reason,
        fixable_by=row.fixable_by,
        remedy=row.remedy,
        invitation_id=None if row.invitation_id is None else InvitationId(row.invitation_id),
    )
