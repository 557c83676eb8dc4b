"""How the budgets stand, for those who plan with them and those who watch them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Table, select
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.errors import translated
from creatorport.adapters.persistence.rows.call_budget import CallBudgetRow
from creatorport.adapters.tiktok.budget import read_spending
from creatorport.adapters.tiktok.day_shares import DayShares, until_midnight
from creatorport.adapters.tiktok.endpoints import ALL, Family
from creatorport.adapters.tiktok.limits import MINUTE, OPEN_APP, Limits, LimitTable, Spending
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.quotas import DayLeft, QuotaView
from creatorport.domain.ids import WorkspaceId

_BUDGET: Final[Table] = CallBudgetRow.metadata.tables["call_budget"]
_OPEN: Final = [endpoint for endpoint in ALL if endpoint.family is Family.OPEN]


class SqlQuotas:
    """Reads what `SqlCallBudget` counts, of one app at TikTok for Developers."""

    def __init__(self, engine: AsyncEngine, clock: Clock, limits: LimitTable, app: str) -> None:
        self._engine = engine
        self._clock = clock
        self._limits = limits
        self._app = app

    async def of(self, workspace_id: WorkspaceId) -> Sequence[QuotaView]:
        scopes = {name: limits for endpoint in _OPEN for name, limits in self._limits.scopes(endpoint).items()}
        spent = await self._spent(list(scopes))
        now = self._clock.now()
        return [
            view
            for name, limits in sorted(scopes.items())
            for view in _views(name, limits, spent.get(name, Spending()), workspace_id, now)
        ]

    async def today(self) -> DayLeft | None:
        app = self._limits.open_app
        if app is None or app.per_day is None:
            return None
        spent = (await self._spent([OPEN_APP])).get(OPEN_APP, Spending())
        return DayLeft(app.per_day, max(0, app.per_day - sum(spent.today(self._clock.now()).values())))

    def parts(self, workspaces: Sequence[WorkspaceId]) -> Sequence[float]:
        return [self._limits.weights.get(workspace, 1.0) for workspace in workspaces]

    async def _spent(self, scopes: Sequence[str]) -> dict[str, Spending]:
        statement = select(_BUDGET).where(_BUDGET.c.app == self._app, _BUDGET.c.scope.in_(list(scopes)))
        with translated():
            async with self._engine.connect() as connection:
                rows = (await connection.execute(statement)).all()
        return {row.scope: read_spending(row.spent, row.resting_until) for row in rows}


def _views(name: str, limits: Limits, spent: Spending, tenant: str, now: datetime) -> Iterator[QuotaView]:
    resting = spent.resting_until if spent.resting_until is not None and spent.resting_until > now else None
    if limits.per_minute is not None:
        live = {part: calls for part, calls in spent.minute.items() if MINUTE.live(part, now)}
        used = sum(sum(calls.values()) for calls in live.values())
        here = sum(calls.get(tenant, 0) for calls in live.values())
        own = max(1, int(limits.per_minute * limits.tenant_share))
        left = max(0, min(own - here, limits.per_minute - used))
        resets = now + timedelta(seconds=MINUTE.leaves(max(live), now)) if live else None
        yield QuotaView(
            name, "minute", limits.per_minute, used / limits.per_minute, here, 0 if resting else left, resets, resting
        )
    if limits.per_day is not None:
        today, shares = spent.today(now), limits.shares or DayShares(kept=0.0)
        left = shares.left(limits.per_day, today, spent.known(now), tenant, now)
        yield QuotaView(
            name,
            "day",
            limits.per_day,
            sum(today.values()) / limits.per_day,
            today.get(tenant, 0),
            0 if resting else left,
            (now + timedelta(seconds=until_midnight(now))).astimezone(UTC),
            resting,
        )
