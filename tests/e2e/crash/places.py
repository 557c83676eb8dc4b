"""Databases for processes that are to die."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from typing import LiteralString

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from creatorport.adapters.jobs.queue import JobQueue
from creatorport.adapters.persistence.engine import conninfo, make_engine
from creatorport.adapters.persistence.schema import migrate
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.adapters.vault import SealedTokenVault, VaultKey
from creatorport.application.ports.creator_status import Standing
from creatorport.application.ports.standings import SeenStanding
from creatorport.domain.creator import Creator, Reach
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, MarketplaceId
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.secret import Secret
from tests.e2e.crash.market import Market
from tests.e2e.crash.story import LUMEN, MANAGER
from tests.postgres import empty_all_tables

KEY = "test:" + base64.b64encode(bytes(range(32))).decode()


class Places:
    """A few databases on the tests' server, each lent to one case at a time.

    They are emptied rather than made anew, as dropping a database makes the whole server write to its disk.
    """

    def __init__(self, url: str, server: psycopg.Connection, many: int) -> None:
        self._url = url
        self._server = server
        self._many = many
        self._free: list[str] = []

    @contextmanager
    def made(self) -> Iterator[None]:
        """Make the databases, and drop them in the end. Those of a killed run are dropped by the next one."""
        names = [f"test_{os.getpid()}_crash_{number}" for number in range(self._many)]
        for name, template in zip(names, ["template0", *names], strict=False):
            self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
            self._free.append(make_url(self._url).set(database=name).render_as_string(hide_password=False))
            if template == "template0":
                migrate(self._free[0])
        try:
            yield
        finally:
            for name in names:
                self._execute("DROP DATABASE {} WITH (FORCE)", name)

    @asynccontextmanager
    async def borrowed(self, market: Market, handles: Sequence[str]) -> AsyncIterator[str]:
        """Yield a free database, in which the workspace is connected to the market and knows these creators."""
        url = self._free.pop()
        try:
            await asyncio.to_thread(_empty, url)
            await connect(url, market, handles, seen=True)
            yield url
        finally:
            self._free.append(url)

    def _execute(self, statement: LiteralString, *names: str) -> None:
        self._server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        return connection.execute(query.encode()).fetchall()


def _empty(url: str) -> None:
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        empty_all_tables(connection)


async def connect(url: str, market: Market, handles: Sequence[str], *, seen: bool = False) -> None:
    """Connect the workspace of a database to the market, and let it know these creators; with `seen`, TikTok One had
    them all a moment ago, so that TikTok is not asked again.
    """
    engine = make_engine(url)
    try:
        await _seed(
            SqlUnitsOfWork(engine, SealedTokenVault([VaultKey.parse(KEY)]), JobQueue(url)), market, handles, seen=seen
        )
    finally:
        await engine.dispose()


async def _seed(units: SqlUnitsOfWork, market: Market, handles: Sequence[str], *, seen: bool) -> None:
    now = datetime.now(UTC)
    found = Pedigree(Source.TIKTOK_ONE_DISCOVER, now, now + timedelta(days=1))
    async with units() as uow:
        await uow.marketplaces.add(
            Marketplace(
                MarketplaceId("marketplace"), LUMEN, market.account, "Lumen", Secret(market.token), MANAGER.id, now
            )
        )
        await uow.creators.put(
            Creator(
                CreatorId(handle), LUMEN, Handle.of(handle), handle, None, Reach(None, None, None, None), found, now
            )
            for handle in handles
        )
        if seen:
            there = {Handle.of(handle): SeenStanding(Standing.IN, now) for handle in handles}
            await uow.standings.put(LUMEN, there)
        await uow.commit()
