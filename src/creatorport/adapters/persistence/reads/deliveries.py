from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads.keyset import Keyset
from creatorport.adapters.persistence.reads.paging import alone, asked, paged, pages
from creatorport.adapters.persistence.reads.statement import Statements, one_of, table
from creatorport.adapters.persistence.rows import DeliveryRow
from creatorport.application.views import Page, Slice
from creatorport.application.webhook_views import WebhookDeliveryView
from creatorport.domain.handling import HandlingState
from creatorport.domain.ids import WorkspaceId

_D = table(DeliveryRow).c
_SHOWN = [column for column in _D if column.name not in {"key", "body", "concerns"}]
_NEWEST = Keyset("webhook-deliveries", (_D.received_at, _D.id), (datetime, str), descending=True)
_IDLE = select(func.max(func.now() - _D.touched_at)).where(_D.state == HandlingState.WAITING.value)


def seen_by(workspace_id: object) -> ColumnElement[bool]:
    """Return the condition that a workspace may see a delivery: it concerns this one, or nobody here."""
    texts = ARRAY(Text)
    return or_(_D.concerns.contains(cast([workspace_id], texts)), _D.concerns == cast([], texts))


class SqlDeliveryReads:
    """Webhooks as owners see them: never their bodies, and only those that concern them, or nobody here."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def page(
        self,
        workspace_id: WorkspaceId,
        part: Slice,
        *,
        states: Collection[str] = (),
        families: Collection[str] = (),
    ) -> Page[WebhookDeliveryView]:
        condition = seen_by(workspace_id)
        chosen: dict[str, object] = {}
        for name, column, wanted in (("states", _D.state, states), ("families", _D.channel, families)):
            if wanted:
                condition &= one_of(column, name)
                chosen[name] = sorted(wanted)
        resumed = part.after is not None
        statement = paged(alone(), table(DeliveryRow), condition, _NEWEST, _SHOWN, resumed=resumed)
        rows = await self._statements.rows(statement, {**asked(_NEWEST, part), **chosen})
        return pages(rows, _NEWEST, part, _view)[""]

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[str]) -> Mapping[str, WebhookDeliveryView]:
        statement = select(*_SHOWN).where(seen_by(workspace_id), one_of(_D.id, "ids"))
        rows = await self._statements.rows(statement, {"ids": list(ids)})
        return {row.id: _view(row) for row in rows}


class SqlInboxWatch:
    def __init__(self, engine: AsyncEngine) -> None:
        self._statements = Statements(engine)

    async def oldest_waiting(self) -> timedelta | None:
        ((oldest,),) = await self._statements.rows(_IDLE, {})
        return None if oldest is None else max(oldest, timedelta(0))


def _view(row: Any) -> WebhookDeliveryView:
    return WebhookDeliveryView(
        id=row.id,
        family=row.channel,
        event=row.event,
        received_at=row.received_at,
        state=row.state,
        attempts=row.attempts,
        tried_at=row.tried_at,
        settled_at=row.settled_at,
        outcome=row.outcome,
        error=row.error,
    )
