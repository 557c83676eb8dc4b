from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, table
from creatorport.adapters.persistence.rows import CampaignRow
from creatorport.application.views import CampaignView, Page, Slice
from creatorport.domain.ids import CampaignId, WorkspaceId

_C = table(CampaignRow).c
_NEWEST = Keyset("campaigns", (_C.created_at, _C.id), (datetime, str), descending=True)


class SqlCampaignReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(
        self, workspace_id: WorkspaceId, part: Slice, *, states: Collection[str] = (), name_contains: str | None = None
    ) -> Page[CampaignView]:
        condition = _C.workspace_id == workspace_id
        if states:
            condition &= _C.state.in_(list(states))
        if name_contains:
            condition &= func.strpos(func.lower(_C.name), func.lower(name_contains)) > 0
        rows = await self._statements.rows(paged(alone(), table(CampaignRow), condition, _NEWEST, part))
        return pages(rows, _NEWEST, part, campaign_view)[""]

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[CampaignId]) -> Mapping[CampaignId, CampaignView]:
        rows = await self._statements.rows(
            select(table(CampaignRow)).where(_C.workspace_id == workspace_id, _C.id.in_(list(ids)))
        )
        return {CampaignId(row.id): campaign_view(row) for row in rows}


def campaign_view(row: Any) -> CampaignView:
    return CampaignView(
        id=CampaignId(row.id),
        name=row.name,
        brand_name=row.brand_name,
        brief=row.brief,
        state=row.state,
        created_by=row.created_by,
        created_at=row.created_at,
        tiktok_campaign_id=row.tiktok_campaign_id,
        invite_link=row.invite_link,
        country_codes=tuple(row.country_codes or ()),
        rejection=row.rejection,
        version=row.version,
    )
