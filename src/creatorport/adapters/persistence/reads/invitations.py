from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, table
from creatorport.adapters.persistence.rows import CampaignRow, InvitationRow
from creatorport.application.views import InvitationCountsView, InvitationView, Page, Slice
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, WorkspaceId

_C = table(CampaignRow).c
_I = table(InvitationRow).c
_OLDEST = Keyset("invitations", (_I.created_at, _I.id), (datetime, str))


class SqlInvitationReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def pages_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice, *, states: Collection[str] = ()
    ) -> Mapping[CampaignId, Page[InvitationView]]:
        parents = select(_C.id).where(_C.workspace_id == workspace_id, _C.id.in_(list(ids))).subquery()
        condition = and_(_I.workspace_id == workspace_id, _I.campaign_id == parents.c.id)
        if states:
            condition &= _I.state.in_(list(states))
        rows = await self._statements.rows(paged(parents, table(InvitationRow), condition, _OLDEST, part))
        found = pages(rows, _OLDEST, part, _view)
        return {CampaignId(campaign_id): page for campaign_id, page in found.items()}

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, InvitationView]:
        rows = await self._statements.rows(
            select(table(InvitationRow)).where(_I.workspace_id == workspace_id, _I.id.in_(list(ids)))
        )
        return {InvitationId(row.id): _view(row) for row in rows}

    async def counts_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, InvitationCountsView]:
        theirs = and_(_I.workspace_id == _C.workspace_id, _I.campaign_id == _C.id)
        rows = await self._statements.rows(
            select(_C.id, _I.state, func.count(_I.id).label("many"))
            .select_from(table(CampaignRow).outerjoin(table(InvitationRow), theirs))
            .where(_C.workspace_id == workspace_id, _C.id.in_(list(ids)))
            .group_by(_C.id, _I.state)
            .order_by(_C.id, _I.state)
        )
        counts: dict[CampaignId, tuple[tuple[str, int], ...]] = {}
        for row in rows:
            known = counts.get(CampaignId(row.id), ())
            counts[CampaignId(row.id)] = known if row.state is None else (*known, (row.state, row.many))
        return {campaign_id: InvitationCountsView(by_state) for campaign_id, by_state in counts.items()}


def _view(row: Any) -> InvitationView:
    return InvitationView(
        id=InvitationId(row.id),
        campaign_id=CampaignId(row.campaign_id),
        creator_id=CreatorId(row.creator_id),
        handle=row.handle,
        message=row.message,
        state=row.state,
        delivery=row.delivery,
        created_at=row.created_at,
        sent_at=row.sent_at,
        answered_at=row.answered_at,
        answer=row.answer,
        failure=row.failure,
    )
