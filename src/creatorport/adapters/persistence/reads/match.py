from collections.abc import Collection

from sqlalchemy import and_, bindparam, func, select, true
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.mapping.campaign_plans import plan_from_row
from creatorport.adapters.persistence.reads.creators import SHOWN, view
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import CampaignRow, CreatorRow, PostRow
from creatorport.application.ports.match_reads import LastPost, MatchScene
from creatorport.domain.ids import CampaignId, CreatorId, WorkspaceId

_C = table(CreatorRow).c
_G = table(CampaignRow).c
_P = table(PostRow).c

_ASKED = and_(_C.workspace_id == _G.workspace_id, one_of(_C.id, "ids"))
_NEWEST = (
    select(
        func.max(_P.published_at).label("published_at"),
        func.max(func.coalesce(_P.captured_at, _P.linked_at)).label("read_at"),
    )
    .where(_P.workspace_id == _C.workspace_id, _P.creator_id == _C.id, _P.published_at.is_not(None))
    .lateral("newest")
)
# The campaign once for each creator; or once alone, when none of them is known.
_SCENE = (
    select(
        _G.budget_amount,
        _G.budget_currency,
        _G.plan,
        _G.country_codes,
        _NEWEST.c.published_at,
        _NEWEST.c.read_at,
        *SHOWN,
    )
    .select_from(table(CampaignRow).outerjoin(table(CreatorRow), _ASKED).outerjoin(_NEWEST, true()))
    .where(_G.workspace_id == bindparam("workspace"), _G.id == bindparam("campaign"))
)


class SqlMatchReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def scene(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, ids: Collection[CreatorId]
    ) -> MatchScene | None:
        given = {"workspace": workspace_id, "campaign": campaign_id, "ids": list(ids)}
        rows = await self._statements.rows(_SCENE, given)
        if not rows:
            return None
        creators = [row for row in rows if row.id is not None]
        return MatchScene(
            plan=plan_from_row(rows[0]),
            country_codes=tuple(rows[0].country_codes or ()),
            creators={CreatorId(row.id): view(row) for row in creators},
            last_posts={
                CreatorId(row.id): LastPost(row.published_at, row.read_at)
                for row in creators
                if row.published_at is not None
            },
        )
