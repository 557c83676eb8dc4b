from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.mapping.invitations import joining_of, reminders_of
from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.reads.terms import terms_of, terms_view
from creatorport.adapters.persistence.rows import CampaignRow, InvitationRow
from creatorport.application.negotiation_views import TermsView
from creatorport.application.views import InvitationCountsView, InvitationView, Page, Slice
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, MemberId, WorkspaceId

_C = table(CampaignRow).c
_I = table(InvitationRow).c
_OLDEST = Keyset("invitations", (_I.created_at, _I.id), (datetime, str))

_OUR_CAMPAIGNS = _C.workspace_id == bindparam("workspace")
_OURS = _I.workspace_id == bindparam("workspace")
_BY_IDS = select(table(InvitationRow)).where(_OURS, one_of(_I.id, "ids"))
_COUNTS = (
    select(_C.id, _I.state, func.count(_I.id).label("many"))
    .select_from(
        table(CampaignRow).outerjoin(
            table(InvitationRow), and_(_I.workspace_id == _C.workspace_id, _I.campaign_id == _C.id)
        )
    )
    .where(_OUR_CAMPAIGNS, one_of(_C.id, "ids"))
    .group_by(_C.id, _I.state)
    .order_by(_C.id, _I.state)
)


@cache
def _pages(*, by_state: bool, resumed: bool) -> Select[Any]:
    parents = select(_C.id).where(_OUR_CAMPAIGNS, one_of(_C.id, "ids")).subquery()
    condition = and_(_OURS, _I.campaign_id == parents.c.id)
    if by_state:
        condition &= one_of(_I.state, "states")
    return paged(parents, table(InvitationRow), condition, _OLDEST, resumed=resumed)


class SqlInvitationReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def pages_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice, *, states: Collection[str] = ()
    ) -> Mapping[CampaignId, Page[InvitationView]]:
        statement = _pages(by_state=bool(states), resumed=part.after is not None)
        given = {"workspace": workspace_id, "ids": list(ids), "states": list(states), **asked(_OLDEST, part)}
        rows = await self._statements.rows(statement, given)
        found = pages(rows, _OLDEST, part, _view)
        return {CampaignId(campaign_id): page for campaign_id, page in found.items()}

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId]
    ) -> Mapping[InvitationId, InvitationView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {InvitationId(row.id): _view(row) for row in rows}

    async def counts_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId]
    ) -> Mapping[CampaignId, InvitationCountsView]:
        rows = await self._statements.rows(_COUNTS, {"workspace": workspace_id, "ids": list(ids)})
        counts: dict[CampaignId, tuple[tuple[str, int], ...]] = {}
        for row in rows:
            known = counts.get(CampaignId(row.id), ())
            counts[CampaignId(row.id)] = known if row.state is None else (*known, (row.state, row.many))
        return {campaign_id: InvitationCountsView(by_state) for campaign_id, by_state in counts.items()}

    async def terms_of_invitations(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId], *, owner: MemberId | None = None
    ) -> Mapping[InvitationId, Sequence[TermsView]]:
        versions: dict[InvitationId, list[TermsView]] = {}
        statement = terms_of(current=False, owned=owner is not None)
        for row in await self._statements.rows(
            statement, {"workspace": workspace_id, "ids": list(ids), "owner": owner}
        ):
            versions.setdefault(InvitationId(row.invitation_id), []).append(terms_view(row))
        return versions

    async def current_terms(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId], *, owner: MemberId | None = None
    ) -> Mapping[InvitationId, TermsView]:
        statement = terms_of(current=True, owned=owner is not None)
        rows = await self._statements.rows(statement, {"workspace": workspace_id, "ids": list(ids), "owner": owner})
        return {InvitationId(row.invitation_id): terms_view(row) for row in rows}


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
        agreed=row.agreed,
        agreed_by=row.agreed_by,
        responded_at=row.responded_at,
        response=row.response,
        negotiation=row.negotiation,
        over_budget=row.over_budget,
        expires_at=row.expires_at,
        reminders=reminders_of(row.reminders),
        has_join_link=row.join_token_hash is not None,
        joining=joining_of(row),
    )
