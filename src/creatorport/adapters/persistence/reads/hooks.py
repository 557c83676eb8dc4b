from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.mapping.hooks import from_delivery_row
from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import HookDeliveryRow, HookRow
from creatorport.application.hook_views import HookDeliveryView, HookView, origin_of
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import HookDeliveryId, HookId, WorkspaceId

_H, _D = table(HookRow).c, table(HookDeliveryRow).c
_NEWEST = Keyset("outgoing-webhook-deliveries", (_D.at, _D.id), (datetime, str), descending=True)
_OF_THE_ROW = frozenset(HookView.__slots__) - {"origin"}
_HOOKS = select(_H.url, *(_H[name] for name in sorted(_OF_THE_ROW))).where(_H.workspace_id == bindparam("workspace"))
_OF_WORKSPACE = _HOOKS.order_by(_H.created_at, _H.id)
_BY_IDS = _HOOKS.where(one_of(_H.id, "ids"))
_URLS = select(_H.id, _H.url).where(_H.workspace_id == bindparam("workspace"), one_of(_H.id, "ids"))
_OURS = _D.workspace_id == bindparam("workspace")
_DELIVERIES_BY_IDS = select(table(HookDeliveryRow)).where(_OURS, one_of(_D.id, "ids"))


@cache
def _page(*, of_hook: bool, of_states: bool, of_types: bool, resumed: bool) -> Select[Any]:
    wanted: list[ColumnElement[bool]] = [_OURS]
    if of_hook:
        wanted.append(_D.hook_id == bindparam("hook"))
    if of_states:
        wanted.append(one_of(_D.state, "states"))
    if of_types:
        wanted.append(one_of(_D.type, "types"))
    return paged(alone(), table(HookDeliveryRow), and_(*wanted), _NEWEST, resumed=resumed)


class SqlHookReads:
    """Outgoing webhooks without their secrets, which are not even selected."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def of_workspace(self, workspace_id: WorkspaceId) -> Sequence[HookView]:
        return [_view(row) for row in await self._statements.rows(_OF_WORKSPACE, {"workspace": workspace_id})]

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[HookId]) -> Mapping[HookId, HookView]:
        rows = await self._statements.rows(_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {HookId(row.id): _view(row) for row in rows}

    async def urls(self, workspace_id: WorkspaceId, ids: Collection[HookId]) -> Mapping[HookId, str]:
        rows = await self._statements.rows(_URLS, {"workspace": workspace_id, "ids": list(ids)})
        return {HookId(row.id): row.url for row in rows}

    async def deliveries(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        hook_id: HookId | None = None,
        states: Collection[str] = (),
        types: Collection[str] = (),
    ) -> Page[HookDeliveryView]:
        statement = _page(
            of_hook=hook_id is not None,
            of_states=bool(states),
            of_types=bool(types),
            resumed=part.after is not None,
        )
        given = {"workspace": workspace_id, "hook": hook_id, "states": sorted(states), "types": sorted(types)}
        rows = await self._statements.rows(statement, {**given, **asked(_NEWEST, part)})
        return pages(rows, _NEWEST, part, _delivery)[""]

    async def deliveries_by_ids(
        self, workspace_id: WorkspaceId, ids: Collection[HookDeliveryId]
    ) -> Mapping[HookDeliveryId, HookDeliveryView]:
        rows = await self._statements.rows(_DELIVERIES_BY_IDS, {"workspace": workspace_id, "ids": list(ids)})
        return {HookDeliveryId(row.id): _delivery(row) for row in rows}


def _view(row: Any) -> HookView:
    facts = {name: getattr(row, name) for name in _OF_THE_ROW}
    types = None if row.types is None else tuple(row.types)
    return HookView(**{**facts, "types": types, "origin": origin_of(row.url)})


def _delivery(row: Any) -> HookDeliveryView:
    return HookDeliveryView.of(from_delivery_row(row))
