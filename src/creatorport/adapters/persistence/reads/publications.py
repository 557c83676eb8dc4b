from collections.abc import Collection, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import AccountRow, PublicationRow
from creatorport.application.publication_views import PublicationView
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import AccountId, MemberId, PublicationId, WorkspaceId

_P = table(PublicationRow).c
_A = table(AccountRow).c
_HIDDEN = ("sealed_upload", "version")
_SHOWN = [column for column in _P if column.name not in _HIDDEN]
_NEWEST = Keyset("publications", (_P.created_at, _P.id), (datetime, str), descending=True)
_OURS = _P.workspace_id == bindparam("workspace")
_OWNED = exists().where(
    _A.workspace_id == _P.workspace_id, _A.id == _P.account_id, _A.owner == bindparam("owner")
)  # fmt: skip


@cache
def _page(*, of_account: bool, of_states: bool, of_owner: bool, resumed: bool) -> Select[Any]:
    wanted = _condition(of_account=of_account, of_states=of_states, of_owner=of_owner)
    return paged(alone(), table(PublicationRow), wanted, _NEWEST, _SHOWN, resumed=resumed)


@cache
def _by_ids(*, of_owner: bool) -> Select[Any]:
    return select(*_SHOWN).where(_OURS, one_of(_P.id, "ids"), *([_OWNED] if of_owner else []))


class SqlPublicationReads:
    """Publications without the addresses of their uploads, which are not even selected."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        account_id: AccountId | None = None,
        states: Collection[str] = (),
        owner: MemberId | None = None,
    ) -> Page[PublicationView]:
        statement = _page(
            of_account=account_id is not None,
            of_states=bool(states),
            of_owner=owner is not None,
            resumed=part.after is not None,
        )
        given = {"workspace": workspace_id, "account": account_id, "states": sorted(states), "owner": owner}
        rows = await self._statements.rows(statement, {**given, **asked(_NEWEST, part)})
        return pages(rows, _NEWEST, part, _view)[""]

    async def by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[PublicationId], *, owner: MemberId | None = None
    ) -> Mapping[PublicationId, PublicationView]:
        given = {"workspace": workspace_id, "ids": list(ids), "owner": owner}
        rows = await self._statements.rows(_by_ids(of_owner=owner is not None), given)
        return {PublicationId(row.id): _view(row) for row in rows}


def _condition(*, of_account: bool, of_states: bool, of_owner: bool) -> ColumnElement[bool]:
    wanted = [_OURS]
    if of_account:
        wanted.append(_P.account_id == bindparam("account"))
    if of_states:
        wanted.append(one_of(_P.state, "states"))
    if of_owner:
        wanted.append(_OWNED)
    return and_(*wanted)


def _view(row: Any) -> PublicationView:
    facts = {name: getattr(row, name) for name in PublicationView.__slots__}
    return PublicationView(**{**facts, "post_ids": tuple(facts["post_ids"])})
