"""Call budgets, shared by all processes of one deployment."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Protocol

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from creatorport.adapters.persistence.errors import translated
from creatorport.adapters.persistence.rows.call_budget import CallBudgetRow
from creatorport.adapters.tiktok.endpoints import Endpoint
from creatorport.adapters.tiktok.limits import Limits, LimitTable, Spending
from creatorport.application.ports.clock import Clock
from creatorport.domain.errors import TikTokThrottled


class CallBudget(Protocol):
    """Keeps an app below TikTok's limits."""

    async def spend(self, key: str, endpoint: Endpoint, tenant: str | None = None, subject: str | None = None) -> None:
        """Count one call by the app `key`. Raises TikTokThrottled, with the seconds to wait, when there is no room."""
        ...

    async def rest(self, key: str, endpoint: Endpoint, seconds: float) -> None:
        """Let nobody call this endpoint for a while: TikTok said so."""
        ...


call_budget = CallBudgetRow.metadata.tables["call_budget"]


class SqlCallBudget:
    """Budgets in PostgreSQL: one row per app and scope, held for the moment of counting."""

    def __init__(self, engine: AsyncEngine, clock: Clock, limits: LimitTable | None = None) -> None:
        self._engine = engine
        self._clock = clock
        self._limits = limits or LimitTable()

    async def spend(self, key: str, endpoint: Endpoint, tenant: str | None = None, subject: str | None = None) -> None:
        scopes = self._limits.scopes(endpoint, subject)
        with translated():
            wait = await self._counted(key, scopes, tenant)
        if wait > 0:
            raise TikTokThrottled(endpoint.name, "our own budget is spent", retry_after=wait, sent=False)

    async def rest(self, key: str, endpoint: Endpoint, seconds: float) -> None:
        with translated():
            async with self._engine.begin() as connection:
                held = await self._hold(connection, key, [endpoint.name])
                until = self._clock.now() + timedelta(seconds=seconds)
                await self._keep(connection, key, endpoint.name, held[endpoint.name].resting(until))

    async def _counted(self, app: str, scopes: Mapping[str, Limits], tenant: str | None) -> float:
        """Count the call where there is room for it; return the seconds to wait otherwise."""
        async with self._engine.begin() as connection:
            held = await self._hold(connection, app, list(scopes))
            now = self._clock.now()
            wait = max(held[scope].wait(limits, tenant, now) for scope, limits in scopes.items())
            if wait == 0:
                for scope, limits in scopes.items():
                    await self._keep(connection, app, scope, held[scope].spent(limits, tenant, now))
        return wait

    async def _hold(self, connection: AsyncConnection, app: str, scopes: list[str]) -> dict[str, Spending]:
        """Lock the rows, in one order everywhere so that two callers never wait for each other."""
        ordered = sorted(scopes)
        new = [{"app": app, "scope": scope, "spent": _written(Spending())} for scope in ordered]
        await connection.execute(insert(call_budget).values(new).on_conflict_do_nothing())
        rows = await connection.execute(
            select(call_budget)
            .where(call_budget.c.app == app, call_budget.c.scope.in_(ordered))
            .order_by(call_budget.c.scope)
            .with_for_update()
        )
        return {row.scope: read_spending(row.spent, row.resting_until) for row in rows}

    async def _keep(self, connection: AsyncConnection, app: str, scope: str, spending: Spending) -> None:
        await connection.execute(
            update(call_budget)
            .where(call_budget.c.app == app, call_budget.c.scope == scope)
            .values(spent=_written(spending), resting_until=spending.resting_until)
        )


def _written(spending: Spending) -> dict[str, Any]:
    return {"second": spending.second, "minute": spending.minute, "day": spending.day}


def read_spending(spent: dict[str, Any], resting_until: Any) -> Spending:
    return Spending(
        second={int(key): calls for key, calls in spent["second"].items()},
        minute={int(key): calls for key, calls in spent["minute"].items()},
        day={int(key): calls for key, calls in spent["day"].items()},
        resting_until=resting_until,
    )
