from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import CampaignRow, InvitationRow, TermsRow, WorkspaceRow
from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.invitation import InvitationState
from creatorport.domain.money import Money

_C = table(CampaignRow).c
_I = table(InvitationRow).c
_T = table(TermsRow).c
_W = table(WorkspaceRow).c

_AGREED = (
    table(CampaignRow)
    .outerjoin(
        table(InvitationRow),
        and_(
            _I.workspace_id == _C.workspace_id,
            _I.campaign_id == _C.id,
            _I.state == InvitationState.ACCEPTED.value,
        ),
    )
    .outerjoin(
        table(TermsRow),
        and_(_T.workspace_id == _I.workspace_id, _T.invitation_id == _I.id, _T.number == _I.agreed),
    )
)
_SUMS = (
    select(
        _C.id,
        _C.budget_amount,
        func.coalesce(_C.budget_currency, func.max(_T.fee_currency)).label("currency"),
        func.coalesce(func.sum(_T.fee_amount), 0).label("committed"),
    )
    .select_from(_AGREED)
    .where(_C.workspace_id == bindparam("workspace"), one_of(_C.id, "ids"))
    .group_by(_C.workspace_id, _C.id)
)
_CURRENCY = select(_W.currency).where(_W.workspace_id == bindparam("workspace"))


class SqlCommitmentReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def committed(self, workspace_id: WorkspaceId, ids: Collection[CampaignId]) -> Mapping[CampaignId, Money]:
        rows = await self._statements.rows(_SUMS, {"workspace": workspace_id, "ids": list(ids)})
        return {CampaignId(row.id): _committed(row) for row in rows if row.currency is not None}

    async def remaining(self, workspace_id: WorkspaceId, ids: Collection[CampaignId]) -> Mapping[CampaignId, Money]:
        rows = await self._statements.rows(_SUMS, {"workspace": workspace_id, "ids": list(ids)})
        return {
            CampaignId(row.id): Money(row.budget_amount, row.currency) - _committed(row)
            for row in rows
            if row.budget_amount is not None
        }

    async def currency(self, workspace_id: WorkspaceId) -> str | None:
        rows = await self._statements.rows(_CURRENCY, {"workspace": workspace_id})
        return rows[0].currency if rows else None


def _committed(row: Any) -> Money:
    return Money(Decimal(row.committed), row.currency)
