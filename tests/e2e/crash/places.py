"""Databases for processes that are to die: each a copy of one in which a workspace is connected and knows creators."""

import base64
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from creatorport.adapters.jobs.queue import JobQueue
from creatorport.adapters.persistence.engine import conninfo, make_engine
from creatorport.adapters.persistence.schema import migrate
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.adapters.vault import SealedTokenVault, VaultKey
from creatorport.domain.creator import Creator, Reach
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId, MarketplaceId
from creatorport.domain.marketplace import Marketplace
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.secret import Secret
from tests.e2e.crash.market import Market
from tests.e2e.crash.story import LUMEN, MANAGER

KEY = "test:" + base64.b64encode(bytes(range(32))).decode()
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Places:
    """Makes databases on the tests' server. Those of a killed run are dropped by the next one."""

    url: str
    server: psycopg.Connection

    @contextmanager
    def made(self) -> Iterator[str]:
        """Yield a migrated database that is dropped in the end."""
        with self._made("template0") as url:
            migrate(url)
            yield url

    @contextmanager
    def borrowed(self, url: str) -> Iterator[str]:
        """Yield a copy that is dropped in the end."""
        with self._made(str(make_url(url).database)) as copied:
            yield copied

    async def connect(self, url: str, market: Market, handles: Sequence[str]) -> None:
        """Let the workspace be connected to the market, and know these creators."""
        engine = make_engine(url)
        try:
            await _seed(SqlUnitsOfWork(engine, SealedTokenVault([VaultKey.parse(KEY)]), JobQueue(url)), market, handles)
        finally:
            await engine.dispose()

    @contextmanager
    def _made(self, template: str) -> Iterator[str]:
        name = f"test_{os.getpid()}_crash_{next(_numbers)}"
        made, source = sql.Identifier(name), sql.Identifier(template)
        self.server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(made, source))
        try:
            yield make_url(self.url).set(database=name).render_as_string(hide_password=False)
        finally:
            self.server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(made))


def rows(url: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        return connection.execute(query.encode()).fetchall()


async def _seed(units: SqlUnitsOfWork, market: Market, handles: Sequence[str]) -> None:
    now = datetime.now(UTC)
    seen = Pedigree(Source.TIKTOK_ONE_DISCOVER, now, now + timedelta(days=1))
    async with units() as uow:
        await uow.marketplaces.add(
            Marketplace(
                MarketplaceId("marketplace"), LUMEN, market.account, "Lumen", Secret(market.token), MANAGER.id, now
            )
        )
        await uow.creators.put(
            Creator(
                CreatorId(handle), LUMEN, Handle.of(handle), handle, None, Reach(None, None, None, None), seen, now
            )
            for handle in handles
        )
        await uow.commit()
