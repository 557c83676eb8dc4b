"""Batch loads: from a list of keys to a list of results, in one call of the application's queries."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from strawberry.dataloader import DataLoader

from creatorport.application.queries import Queries

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
L = TypeVar("L", bound="Loader[Any, Any]")


class Loader(ABC, Generic[K, V]):
    """One edge's load. `batch` may be called once per level, or through `load`, which gathers the keys of a tick.

    A loader with arguments is made once per set of arguments, so that one batch is always one question.
    """

    def __init__(self, queries: Queries) -> None:
        self.queries = queries
        self._gathering: DataLoader[K, V] = DataLoader(load_fn=self._batch)

    async def load(self, key: K) -> V:
        return await self._gathering.load(key)

    async def load_many(self, keys: Sequence[K]) -> Sequence[V]:
        return await self._gathering.load_many(keys)

    @abstractmethod
    async def batch(self, keys: Sequence[K]) -> Sequence[V]:
        """Return one result per key, in their order."""

    async def _batch(self, keys: list[K]) -> list[V]:
        return list(await self.batch(keys))


class Loaders:
    """The loaders of one operation, made when they are first asked for. They remember what they loaded."""

    def __init__(self, queries: Callable[[], Queries]) -> None:
        self._queries = queries
        self._made: dict[tuple[Hashable, ...], Loader[Any, Any]] = {}

    def get(self, kind: Callable[..., L], *arguments: Hashable) -> L:
        made = self._made.get((kind, *arguments))
        if made is None:
            made = self._made[(kind, *arguments)] = kind(self._queries(), *arguments)
        return made  # type: ignore[return-value]  # stored under its own class
