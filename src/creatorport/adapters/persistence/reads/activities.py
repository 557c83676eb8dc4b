from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.reads.videos import accounts_of
from creatorport.adapters.persistence.rows import AccountRow, ActivityRow, CampaignRow, LogRow
from creatorport.application.activity_views import AccountActivityView, ActivityView
from creatorport.application.streams import account_activity
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import AccountId, CampaignId, MemberId, WorkspaceId

_A = table(ActivityRow).c
_C = table(CampaignRow).c
_L = table(LogRow).c
_T = table(AccountRow).c
_NEWEST = Keyset("activity", (_A.number,), (int,), descending=True)
_NEWEST_OF_ACCOUNTS = Keyset("account-activity", (_L.number,), (int,), descending=True)
_STREAMS = account_activity(AccountId(""))


@cache
def _pages(*, by_kind: bool, resumed: bool) -> Select[Any]:
    ours = and_(_C.workspace_id == bindparam("workspace"), one_of(_C.id, "ids"))
    parents = select(_C.id).where(ours).subquery()
    condition = and_(_A.workspace_id == bindparam("workspace"), _A.campaign_id == parents.c.id)
    if by_kind:
        condition &= one_of(_A.kind, "kinds")
    return paged(parents, table(ActivityRow), condition, _NEWEST, resumed=resumed)


class SqlActivityReads:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def pages_of_campaigns(
        self, workspace_id: WorkspaceId, ids: Collection[CampaignId], part: Slice, *, kinds: Collection[str] = ()
    ) -> Mapping[CampaignId, Page[ActivityView]]:
        statement = _pages(by_kind=bool(kinds), resumed=part.after is not None)
        given = {"workspace": workspace_id, "ids": list(ids), "kinds": list(kinds), **asked(_NEWEST, part)}
        found = pages(await self._statements.rows(statement, given), _NEWEST, part, _view)
        return {CampaignId(campaign_id): page for campaign_id, page in found.items()}

    async def pages_of_accounts(
        self,
        workspace_id: WorkspaceId,
        ids: Collection[AccountId],
        part: Slice,
        *,
        kinds: Collection[str],
        owner: MemberId | None = None,
    ) -> Mapping[AccountId, Page[AccountActivityView]]:
        parents = select(_T.id).where(accounts_of(workspace_id, owner), _T.id.in_(list(ids))).subquery()
        condition = and_(_L.stream == func.concat(_STREAMS, parents.c.id), one_of(_L.kind, "kinds"))
        statement = paged(parents, table(LogRow), condition, _NEWEST_OF_ACCOUNTS, resumed=part.after is not None)
        given = {"kinds": list(kinds), **asked(_NEWEST_OF_ACCOUNTS, part)}
        found = pages(await self._statements.rows(statement, given), _NEWEST_OF_ACCOUNTS, part, _account_view)
        return {AccountId(account_id): page for account_id, page in found.items()}


def _view(row: Any) -> ActivityView:
    return ActivityView(
        campaign_id=CampaignId(row.campaign_id),
        at=row.at,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        kind=row.kind,
        verb=row.verb,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        facts=row.facts,
    )


def _account_view(row: Any) -> AccountActivityView:
    return AccountActivityView(AccountId(row.stream.removeprefix(_STREAMS)), row.at, row.kind, row.payload)
