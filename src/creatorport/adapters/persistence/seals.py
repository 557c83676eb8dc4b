"""Every sealed text in the database: which key sealed it, and sealing it anew under the newest one.

A seal is replaced only while it is still the one that was read, so nothing that gateways write meanwhile is undone, and
no version moves. What was done stays done: a run that is interrupted goes on where it stopped.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from creatorport.adapters.persistence.errors import translated
from creatorport.adapters.persistence.mapping import (
    accounts,
    business_connections,
    connect_attempts,
    hooks,
    idempotency,
    marketplaces,
    publications,
    sparks,
)
from creatorport.adapters.vault import SealedTokenVault
from creatorport.application.revocations import REVOCATION
from creatorport.domain.errors import VaultError

_PASSES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where seals are: a column, or a value inside a job's arguments. `purpose` is what they are bound to."""

    name: str
    table: str
    keys: tuple[str, ...]
    sealed: str
    change: str
    purpose: Callable[[Any], str]


def _column(name: str, table: str, keys: tuple[str, ...], column: str, purpose: Callable[[Any], str]) -> Place:
    return Place(name, table, keys, column, f"{column} = :fresh", purpose)


def _argument(name: str, purpose: str) -> Place:
    change = f"args = jsonb_set(args, '{{{name}}}', to_jsonb(CAST(:fresh AS text)))"
    return Place(f"jobs.{name}", "procrastinate_jobs", ("id",), f"(args->>'{name}')", change, lambda _: purpose)


_OWNED = ("workspace_id", "id")
PLACES: Final = (
    _column(
        "accounts.access",
        "accounts",
        _OWNED,
        "sealed_access_token",
        lambda row: accounts.access_purpose(row.workspace_id, row.id),
    ),
    _column(
        "accounts.refresh",
        "accounts",
        _OWNED,
        "sealed_refresh_token",
        lambda row: accounts.refresh_purpose(row.workspace_id, row.id),
    ),
    _column(
        "business.access",
        "business_connections",
        _OWNED,
        "sealed_access_token",
        lambda row: business_connections.access_purpose(row.workspace_id, row.id),
    ),
    _column(
        "business.refresh",
        "business_connections",
        _OWNED,
        "sealed_refresh_token",
        lambda row: business_connections.refresh_purpose(row.workspace_id, row.id),
    ),
    _column(
        "marketplaces",
        "marketplaces",
        _OWNED,
        "sealed_token",
        lambda row: marketplaces.purpose(row.workspace_id, row.id),
    ),
    _column(
        "connect attempts",
        "connect_attempts",
        ("state_hash",),
        "sealed_verifier",
        lambda row: connect_attempts.purpose(row.state_hash),
    ),
    _column(
        "Spark codes",
        "spark_authorizations",
        _OWNED,
        "sealed_code",
        lambda row: sparks.purpose(row.workspace_id, row.id),
    ),
    _column(
        "uploads",
        "publications",
        _OWNED,
        "sealed_upload",
        lambda row: publications.purpose(row.workspace_id, row.id),
    ),
    _column(
        "webhook secrets",
        "hooks",
        _OWNED,
        "sealed_secret",
        lambda row: hooks.secret_purpose(row.workspace_id, row.id),
    ),
    _column(
        "webhook secrets retiring",
        "hooks",
        _OWNED,
        "sealed_retiring",
        lambda row: hooks.retiring_purpose(row.workspace_id, row.id),
    ),
    _column(
        "idempotency keys",
        "idempotency_keys",
        ("workspace_id", "key"),
        "sealed_secret",
        lambda row: idempotency.purpose(row.workspace_id, row.key),
    ),
    _argument("sealed_token", REVOCATION),
    _argument("sealed_refresh_token", REVOCATION),
)


@dataclass(frozen=True, slots=True)
class Resealed:
    """What a run came to, by place. `unreadable` seals open under no known key, and were left as they are."""

    key: str
    done: Mapping[str, int]
    unreadable: Mapping[str, int]


class SqlSeals:
    """The seals of one database."""

    def __init__(self, engine: AsyncEngine, vault: SealedTokenVault, *, batch: int = 200) -> None:
        self._engine = engine
        self._vault = vault
        self._batch = batch

    async def by_key(self) -> Mapping[str, Mapping[str, int]]:
        """Return how many seals each key has, by place. Raises StorageUnavailable."""
        counted: dict[str, dict[str, int]] = {}
        with translated():
            async with self._engine.connect() as connection:
                for place in PLACES:
                    for row in await connection.execute(_count(place)):
                        counted.setdefault(row.key, {})[place.name] = row.many
        return counted

    async def reseal(self, told: Callable[[str, int], None] = lambda _place, _done: None) -> Resealed:
        """Seal anew whatever an older key has sealed; `told` hears of each batch. Raises StorageUnavailable.

        Passes are repeated while the one before found something: a gateway may have sealed under its older key
        meanwhile.
        """
        newest = self._vault.newest
        done: Counter[str] = Counter()
        for _ in range(_PASSES):
            unreadable: Counter[str] = Counter()
            before = done.total()
            for place in PLACES:
                await self._pass(place, newest, done, unreadable, told)
            if done.total() == before:
                break
        return Resealed(newest, dict(done), dict(unreadable))

    async def _pass(
        self,
        place: Place,
        newest: str,
        done: Counter[str],
        unreadable: Counter[str],
        told: Callable[[str, int], None],
    ) -> None:
        last: tuple[Any, ...] = ()
        while True:
            with translated():
                async with self._engine.begin() as connection:
                    rows = (await connection.execute(*_next(place, newest, last, self._batch))).all()
                    for row in rows:
                        try:
                            done[place.name] += await self._replace(connection, place, row)
                        except VaultError:
                            unreadable[place.name] += 1
            if not rows:
                return
            told(place.name, done[place.name])
            last = tuple(getattr(rows[-1], key) for key in place.keys)

    async def _replace(self, connection: AsyncConnection, place: Place, row: Any) -> int:
        """Replace a seal that was read, unless it was changed since then; return how many were. Raises VaultError."""
        purpose = place.purpose(row)
        fresh = self._vault.seal(self._vault.open(row.sealed, purpose), purpose)
        where = " AND ".join(f"{key} = :{key}" for key in place.keys)
        statement = text(f"UPDATE {place.table} SET {place.change} WHERE {where} AND {place.sealed} = :sealed")  # noqa: S608  names from the table above
        found = {key: getattr(row, key) for key in place.keys}
        result = await connection.execute(statement, {**found, "fresh": fresh, "sealed": row.sealed})
        return result.rowcount


def _count(place: Place) -> TextClause:
    return text(
        f"SELECT split_part({place.sealed}, '.', 2) AS key, count(*) AS many FROM {place.table} "  # noqa: S608  names from the table above
        f"WHERE {place.sealed} IS NOT NULL GROUP BY 1"
    )


def _next(place: Place, newest: str, last: tuple[Any, ...], batch: int) -> tuple[TextClause, dict[str, Any]]:
    keys = ", ".join(place.keys)
    behind = f"AND ({keys}) > ({', '.join(f':{key}' for key in place.keys)}) " if last else ""
    statement = text(
        f"SELECT {keys}, {place.sealed} AS sealed FROM {place.table} "  # noqa: S608  names from the table above
        f"WHERE split_part({place.sealed}, '.', 2) <> :newest {behind}ORDER BY {keys} LIMIT :batch"
    )
    return statement, {"newest": newest, "batch": batch, **dict(zip(place.keys, last, strict=False))}
