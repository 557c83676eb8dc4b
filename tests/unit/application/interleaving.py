"""Units of work that let others run before each step, as a database over a wire does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

from creatorport.application.ports.unit_of_work import UnitOfWork
from tests.fakes.units_of_work import InMemoryUnitsOfWork


class InterleavingUnitsOfWork:
    def __init__(self, units: InMemoryUnitsOfWork) -> None:
        self._units = units

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[UnitOfWork]:
        async with self._units() as uow:
            yield cast("UnitOfWork", _Interleaving(uow))


class _Interleaving:
    """A unit of work or one of its repositories."""

    def __init__(self, of: object) -> None:
        self._of = of

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._of, name)
        if not callable(found):
            return _Interleaving(found)

        async def step(*args: object, **options: object) -> object:
            await asyncio.sleep(0)
            return await found(*args, **options)

        return step
