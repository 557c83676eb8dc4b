from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.mapping.invitations import joining_of, reminders_of
from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.reads.terms import received
from creatorport.adapters.persistence.rows import CampaignRow, InvitationRow
from creatorport.application.negotiation_views import ReceivedInvitationView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import InvitationId, MemberId, WorkspaceId

_C = table(CampaignRow).c
_I = table(InvitationRow).c
_NEWEST = Keyset("received-invitations", (_I.created_at, _I.id), (datetime, str), descending=True)
_BOTH = table(InvitationRow).join(table(CampaignRow), and_(_C.workspace_id == _I.workspace_id, _C.id == _I.campaign_id))
_SHOWN = (*_I, _C.name.label("campaign_name"), _C.brand_name, _C.brief, _C.invite_link)
_OWN = and_(_I.workspace_id == bindparam("workspace"), received(_I.workspace_id, _I.handle_key, _I.state))
_BY_IDS = select(*_SHOWN).select_from(_BOTH).where(_OWN, one_of(_I.id, "ids"))


@cache
def _page(*, by_state: bool, resumed: bool) -> Select[Any]:
    condition = _OWN
    if by_state:
        condition &= one_of(_I.state, "states")
    return paged(alone(), _BOTH, condition, _NEWEST, _SHOWN, resumed=resumed)


class SqlReceivedInvitationReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(
        self, workspace_id: WorkspaceId, owner: MemberId, part: Slice, *, states: Collection[str] = ()
    ) -> Page[ReceivedInvitationView]:
        statement = _page(by_state=bool(states), resumed=part.after is not None)
        given = {"workspace": workspace_id, "owner": owner, "states": list(states), **asked(_NEWEST, part)}
        return pages(await self._statements.rows(statement, given), _NEWEST, part, _view)[""]

    async def by_ids(
        self, workspace_id: WorkspaceId, owner: MemberId, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, ReceivedInvitationView]:
        given = {"workspace": workspace_id, "owner": owner, "ids": list(ids)}
        return {InvitationId(row.id): _view(row) for row in await self._statements.rows(_BY_IDS, given)}


def _view(row: Any) -> ReceivedInvitationView:
    return ReceivedInvitationView(
        id=InvitationId(row.id),
        handle=row.handle,
        message=row.message,
        state=row.state,
        delivery=row.delivery,
        sent_at=row.sent_at,
        answered_at=row.answered_at,
        answer=row.answer,
        agreed=row.agreed,
        negotiation=row.negotiation,
        expires_at=row.expires_at,
        reminders=reminders_of(row.reminders),
        campaign_name=row.campaign_name,
        brand_name=row.brand_name,
        brief=row.brief,
        invite_link=row.invite_link,
        joining=joining_of(row),
    )
