from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, Text, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.mapping.campaign_plans import plan_from_row
from creatorport.adapters.persistence.mapping.campaigns import link_from
from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import CampaignRow
from creatorport.application.views import CampaignView, Page, Slice
from creatorport.domain.ids import CampaignId, WorkspaceId

_C = table(CampaignRow).c
_NEWEST = Keyset("campaigns", (_C.created_at, _C.id), (datetime, str), descending=True)

_OURS = _C.workspace_id == bindparam("workspace")
_BY_IDS = select(table(CampaignRow)).where(_OURS, one_of(_C.id, "ids"))


@cache
def _page(*, by_state: bool, by_name: bool, with_archived: bool, resumed: bool) -> Select[Any]:
    condition = _OURS
    if by_state:
        condition &= one_of(_C.state, "states")
    if by_name:
        condition &= func.strpos(func.lower(_C.name), func.lower(bindparam("name", type_=Text()))) > 0
    if not with_archived:
        condition &= _C.archived_at.is_(None)
    return paged(alone(), table(CampaignRow), condition, _NEWEST, resumed=resumed)


class SqlCampaignReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        states: Collection[str] = (),
        name_contains: str | None = None,
        with_archived: bool = True,
    ) -> Page[CampaignView]:
        statement = _page(
            by_state=bool(states),
            by_name=bool(name_contains),
            with_archived=with_archived,
            resumed=part.after is not None,
        )
        given = {"workspace": workspace_id, "states": list(states), "name": name_contains, **asked(_NEWEST, part)}
        rows = await self._statements.rows(statement, given)
        return pages(rows, _NEWEST, part, campaign_view)[""]

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[CampaignId]) -> Mapping[CampaignId, CampaignView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
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
        plan=plan_from_row(row),
        archived_at=row.archived_at,
        order_id=row.order_id,
        link=link_from(row),
    )
