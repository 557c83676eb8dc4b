from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import AccountRow, MarketplaceRow
from creatorport.application.ports.reads import PROFILES_FRESH_FOR
from creatorport.application.views import AccountView, MarketplaceView, Page, Slice
from creatorport.domain.account_trouble import Failure
from creatorport.domain.ids import AccountId, MemberId, WorkspaceId
from creatorport.domain.retention import Dropped, DropReason

_SECRET = ("sealed_access_token", "sealed_refresh_token")
_A = table(AccountRow).c
_M = table(MarketplaceRow).c
_SHOWN = [column for column in _A if column.name not in _SECRET]
_NEWEST = Keyset("accounts", (_A.connected_at, _A.id), (datetime, str), descending=True)

_OURS = _A.workspace_id == bindparam("workspace")
_BY_IDS = select(*_SHOWN).where(_OURS, one_of(_A.id, "ids"))
_MARKETPLACE = select(_M.tto_account_id, _M.name, _M.connected_by, _M.connected_at, _M.cause).where(
    _M.workspace_id == bindparam("workspace")
)


@cache
def _page(*, of_one: bool, resumed: bool) -> Select[Any]:
    condition = _OURS & (_A.owner == bindparam("owner")) if of_one else _OURS
    return paged(alone(), table(AccountRow), condition, _NEWEST, _SHOWN, resumed=resumed)


class SqlAccountReads:
    """Accounts without their tokens, which are not even selected. A profile counts as fresh for `fresh_for`."""

    def __init__(self, engine: AsyncEngine, fresh_for: timedelta = PROFILES_FRESH_FOR) -> None:
        self._statements = Statements(engine)
        self._fresh_for = fresh_for

    async def page(self, workspace_id: WorkspaceId, part: Slice, *, owner: MemberId | None = None) -> Page[AccountView]:
        statement = _page(of_one=owner is not None, resumed=part.after is not None)
        given = {"workspace": workspace_id, "owner": owner, **asked(_NEWEST, part)}
        rows = await self._statements.rows(statement, given)
        return pages(rows, _NEWEST, part, self._view)[""]

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[AccountId]) -> Mapping[AccountId, AccountView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {AccountId(row.id): self._view(row) for row in rows}

    async def marketplace(self, workspace_id: WorkspaceId) -> MarketplaceView | None:
        rows = await self._statements.rows(_MARKETPLACE, {"workspace": workspace_id})
        for row in rows:
            return MarketplaceView(row.tto_account_id, row.name, row.connected_by, row.connected_at, row.cause)
        return None

    def _view(self, row: Any) -> AccountView:
        granted = tuple(row.scopes or ())
        return AccountView(
            id=AccountId(row.id),
            owner=row.owner,
            open_id=row.open_id,
            union_id=row.union_id,
            handle=row.handle,
            display_name=row.display_name,
            bio=row.bio,
            is_verified=row.is_verified,
            profile_url=row.profile_url,
            avatar_url=row.avatar_url,
            avatar_expires_at=row.avatar_expires_at,
            followers=row.followers,
            following=row.following,
            likes=row.likes,
            videos=row.videos,
            state=row.state,
            cause=row.cause,
            scopes=granted,
            missing_scopes=tuple(scope for scope in row.requested_scopes if scope not in granted),
            access_expires_at=row.access_expires_at,
            refresh_expires_at=row.refresh_expires_at,
            connected_at=row.connected_at,
            profile_at=row.profile_at,
            fresh_until=row.profile_at + self._fresh_for,
            updated_at=row.updated_at,
            loss=row.loss,
            failure=_failure(row),
            dropped=None if row.dropped_at is None else Dropped(DropReason(row.drop_reason), row.dropped_at),
        )


def _failure(row: Any) -> Failure | None:
    return None if row.failed_at is None else Failure(row.failure_code, row.failure_message, row.failed_at)
