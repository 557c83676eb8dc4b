from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ARRAY, Text, and_, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import EffectRow
from creatorport.application.undecided_views import OF_CAMPAIGNS, OF_INVITATIONS, UndecidedView
from creatorport.domain.effect import EffectState
from creatorport.domain.ids import CampaignId, InvitationId, WorkspaceId

_E = table(EffectRow).c
_MANY = _E.request["invitation_ids"]

# Few effects are unknown at a time, and they have an index of their own.
_UNDECIDED = (
    select(_E.subject, _E.kind, _E.trouble, _E.refusals, _E.next_at, _MANY.label("many"))
    .add_columns(func.coalesce(_E.called_at, _E.created_at).label("since"))
    .where(_E.workspace_id == bindparam("workspace"), _E.state == EffectState.UNKNOWN.value)
    .order_by(func.coalesce(_E.called_at, _E.created_at), _E.id)
)
_OF_CAMPAIGNS = _UNDECIDED.where(one_of(_E.subject, "ids"), _E.kind.in_(sorted(OF_CAMPAIGNS)))
_OF_INVITATIONS = _UNDECIDED.where(
    _E.kind.in_(sorted(OF_INVITATIONS)),
    or_(
        one_of(_E.subject, "ids"),
        and_(_MANY.is_not(None), _MANY.op("?|")(bindparam("ids", type_=ARRAY(Text())))),
    ),
)


class SqlEffectReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def of_invitations(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, Sequence[UndecidedView]]:
        rows = await self._statements.rows(_OF_INVITATIONS, {"workspace": workspace_id, "ids": list(ids)})
        return {key: [_view(row) for row in rows if key in (row.subject, *(row.many or ()))] for key in ids}

    async def of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, Sequence[UndecidedView]]:
        rows = await self._statements.rows(_OF_CAMPAIGNS, {"workspace": workspace_id, "ids": list(ids)})
        return {key: [_view(row) for row in rows if key == row.subject] for key in ids}


def _view(row: Any) -> UndecidedView:
    return UndecidedView(row.kind, row.since, row.trouble or "", row.refusals > 0, row.next_at)
