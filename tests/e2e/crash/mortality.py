"""Moments at which a process can die or freeze: around each commit, and around each call to TikTok."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import structlog
from dependency_injector import providers

from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.container.gateway import GatewayContainer


class Moments(Protocol):
    """Whoever is told of each moment before and after something that lasts, and decides whether to live on."""

    def moment(self, name: str) -> None: ...


@dataclass(slots=True)
class Fate:
    """Writes down each moment, dies without a word at the chosen one, and freezes once at the one of that name.

    Of the moments, only those count whose names begin with `of`.
    """

    record: Path
    die_at: int | None
    freeze_at: str | None
    of: str = ""
    moments: int = 0

    def moment(self, name: str) -> None:
        self.moments += name.startswith(self.of)
        with self.record.open("a") as record:
            record.write(name + "\n")
        if self.moments == self.die_at and name.startswith(self.of):
            os.kill(os.getpid(), signal.SIGKILL)
        if name == self.freeze_at:
            self.freeze_at = None
            os.kill(os.getpid(), signal.SIGSTOP)


def make_mortal(container: GatewayContainer, fate: Moments) -> None:
    """Put the moments around the real parts of a gateway. Before any part of it is in use."""
    units, transport = container.storage.units(), container.tiktok.transport()
    container.storage.units.override(providers.Object(_MortalUnitsOfWork(units, fate)))
    container.tiktok.transport.override(providers.Object(_MortalTransport(transport, fate)))


class _MortalUnitsOfWork:
    def __init__(self, units: UnitsOfWork, fate: Moments) -> None:
        self._units = units
        self._fate = fate

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[UnitOfWork]:
        async with self._units() as uow:
            yield cast("UnitOfWork", _MortalUnitOfWork(uow, self._fate))


class _MortalUnitOfWork:
    def __init__(self, uow: UnitOfWork, fate: Moments) -> None:
        self._uow = uow
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._uow, name)

    async def commit(self) -> None:
        told = structlog.contextvars.get_contextvars()
        what = told.get("task", "a request")
        self._fate.moment(f"before the commit of {what}")
        await self._uow.commit()
        self._fate.moment(f"after the commit of {what}")


class _MortalTransport:
    def __init__(self, transport: Transport, fate: Moments) -> None:
        self._transport = transport
        self._fate = fate

    @property
    def business_origin(self) -> str:
        return self._transport.business_origin

    async def call(self, request: Request, *, tenant: str | None = None) -> Payload:
        self._fate.moment(f"before {request.endpoint.name}")
        try:
            return await self._transport.call(request, tenant=tenant)
        finally:
            self._fate.moment(f"after {request.endpoint.name}")
