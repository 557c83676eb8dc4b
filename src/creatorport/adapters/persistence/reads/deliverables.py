from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.deliverable_views import comment_view, deliverable_view
from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.ownership import of_owner
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import CampaignRow, CommentRow, DeliverableRow
from creatorport.adapters.persistence.rows.row import Instant
from creatorport.application.deliverable_views import CommentView, DeliverableView
from creatorport.application.ports.deliverable_reads import EVERY, DeliverableFilter
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CampaignId, DeliverableId, InvitationId, MemberId, WorkspaceId

_D = table(DeliverableRow).c
_C = table(CampaignRow).c
_T = table(CommentRow).c
_AGREED = Keyset("deliverables", (_D.created_at, _D.id), (datetime, str))
_SAID = Keyset("deliverable-comments", (_T.at, _T.id), (datetime, str))


def _ours(*, owned: bool) -> ColumnElement[bool]:
    ours = _D.workspace_id == bindparam("workspace")
    return and_(ours, of_owner(_D.workspace_id, _D.handle_key)) if owned else ours


def _filtered(condition: ColumnElement[bool], *, by_state: bool, by_due: bool) -> ColumnElement[bool]:
    if by_state:
        condition &= one_of(_D.state, "states")
    if by_due:
        condition &= _D.due_at < bindparam("due_before", type_=Instant())
    return condition


@cache
def _page(*, owned: bool, by_state: bool, by_due: bool, resumed: bool) -> Select[Any]:
    condition = _filtered(_ours(owned=owned), by_state=by_state, by_due=by_due)
    return paged(alone(), table(DeliverableRow), condition, _AGREED, resumed=resumed)


@cache
def _of_campaigns(*, owned: bool, by_state: bool, by_due: bool, resumed: bool) -> Select[Any]:
    parents = select(_C.id).where(_C.workspace_id == bindparam("workspace"), one_of(_C.id, "ids")).subquery()
    condition = and_(_ours(owned=owned), _D.campaign_id == parents.c.id)
    condition = _filtered(condition, by_state=by_state, by_due=by_due)
    return paged(parents, table(DeliverableRow), condition, _AGREED, resumed=resumed)


@cache
def _of_invitations(*, owned: bool) -> Select[Any]:
    return (
        select(table(DeliverableRow))
        .where(_ours(owned=owned), one_of(_D.invitation_id, "ids"))
        .order_by(_D.invitation_id, _D.number)
    )


@cache
def _by_ids(*, owned: bool) -> Select[Any]:
    return select(table(DeliverableRow)).where(_ours(owned=owned), one_of(_D.id, "ids"))


@cache
def _counts(*, owned: bool) -> Select[Any]:
    return (
        select(_D.campaign_id, _D.state, func.count().label("many"))
        .where(_ours(owned=owned), one_of(_D.campaign_id, "ids"))
        .group_by(_D.campaign_id, _D.state)
        .order_by(_D.campaign_id, _D.state)
    )


@cache
def _comments(*, owned: bool, resumed: bool) -> Select[Any]:
    parents = select(_D.id).where(_ours(owned=owned), one_of(_D.id, "ids")).subquery()
    condition = and_(_T.workspace_id == bindparam("workspace"), _T.deliverable_id == parents.c.id)
    return paged(parents, table(CommentRow), condition, _SAID, resumed=resumed)


class SqlDeliverableReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(
        self, workspace_id: WorkspaceId, part: Slice, wanted: DeliverableFilter = EVERY, *, owner: MemberId | None
    ) -> Page[DeliverableView]:
        statement = _page(**_shape(part, wanted, owner))
        given = {**_given(workspace_id, wanted, owner), **asked(_AGREED, part)}
        rows = await self._statements.rows(statement, given)
        return pages(rows, _AGREED, part, deliverable_view)[""]

    async def pages_of_campaigns(
        self,
        workspace_id: WorkspaceId,
        ids: Collection[CampaignId],
        part: Slice,
        wanted: DeliverableFilter = EVERY,
        *,
        owner: MemberId | None,
    ) -> Mapping[CampaignId, Page[DeliverableView]]:
        given = {**_given(workspace_id, wanted, owner), **asked(_AGREED, part), "ids": list(ids)}
        rows = await self._statements.rows(_of_campaigns(**_shape(part, wanted, owner)), given)
        return {CampaignId(key): page for key, page in pages(rows, _AGREED, part, deliverable_view).items()}

    async def of_invitations(
        self, workspace_id: WorkspaceId, ids: Collection[InvitationId], *, owner: MemberId | None
    ) -> Mapping[InvitationId, Sequence[DeliverableView]]:
        given = {"workspace": workspace_id, "owner": owner, "ids": list(ids)}
        found: dict[InvitationId, list[DeliverableView]] = {}
        for row in await self._statements.rows(_of_invitations(owned=owner is not None), given):
            found.setdefault(InvitationId(row.invitation_id), []).append(deliverable_view(row))
        return found

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[DeliverableId], *, owner: MemberId | None
    ) -> Mapping[DeliverableId, DeliverableView]:
        given = {"workspace": workspace_id, "owner": owner, "ids": list(ids)}
        rows = await self._statements.rows(_by_ids(owned=owner is not None), given)
        return {DeliverableId(row.id): deliverable_view(row) for row in rows}

    async def counts_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], *, owner: MemberId | None
    ) -> Mapping[CampaignId, tuple[tuple[str, int], ...]]:
        given = {"workspace": workspace_id, "owner": owner, "ids": list(ids)}
        counts: dict[CampaignId, tuple[tuple[str, int], ...]] = {}
        for row in await self._statements.rows(_counts(owned=owner is not None), given):
            campaign_id = CampaignId(row.campaign_id)
            counts[campaign_id] = (*counts.get(campaign_id, ()), (row.state, row.many))
        return counts

    async def pages_of_comments(
        self, workspace_id: WorkspaceId, ids: Collection[DeliverableId], part: Slice, *, owner: MemberId | None
    ) -> Mapping[DeliverableId, Page[CommentView]]:
        given = {"workspace": workspace_id, "owner": owner, "ids": list(ids), **asked(_SAID, part)}
        rows = await self._statements.rows(_comments(owned=owner is not None, resumed=part.after is not None), given)
        return {DeliverableId(key): page for key, page in pages(rows, _SAID, part, comment_view).items()}


def _shape(part: Slice, wanted: DeliverableFilter, owner: MemberId | None) -> dict[str, bool]:
    return {
        "owned": owner is not None,
        "by_state": bool(wanted.states),
        "by_due": wanted.due_before is not None,
        "resumed": part.after is not None,
    }


def _given(workspace_id: WorkspaceId, wanted: DeliverableFilter, owner: MemberId | None) -> dict[str, Any]:
    return {
        "workspace": workspace_id,
        "owner": owner,
        "states": list(wanted.states),
        "due_before": wanted.due_before,
    }
