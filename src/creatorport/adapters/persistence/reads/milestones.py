from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.repositories.milestones import reached_from
from creatorport.adapters.persistence.rows import CampaignRow, MilestoneRow
from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.milestone import Reached

_C = table(CampaignRow).c
_M = table(MilestoneRow).c
_OF_CAMPAIGNS = (
    select(_C.id, _M.metric, _M.threshold, _M.value, _M.at)
    .select_from(
        table(CampaignRow).outerjoin(
            table(MilestoneRow), and_(_M.workspace_id == _C.workspace_id, _M.campaign_id == _C.id)
        )
    )
    .where(_C.workspace_id == bindparam("workspace"), one_of(_C.id, "ids"))
    .order_by(_C.id, _M.at, _M.metric, _M.threshold)
)


class SqlMilestoneReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, Sequence[Reached]]:
        reached: dict[CampaignId, list[Reached]] = {}
        for row in await self._statements.rows(_OF_CAMPAIGNS, {"workspace": workspace_id, "ids": list(ids)}):
            mine = reached.setdefault(CampaignId(row.id), [])
            if row.metric is not None:
                mine.append(reached_from(row))
        return reached
