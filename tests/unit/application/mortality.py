"""Processes that die at a chosen moment, and the workers that come after them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from creatorport.application.effects.drive import Drive
from creatorport.application.ports.hook_sending import HookSender
from creatorport.application.ports.jobs import DriveEffect
from creatorport.application.ports.tiktok_one import CampaignsAtTikTok, PersonalInvitations
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.errors import ConcurrentChange
from creatorport.domain.handle import Handle
from tests.fakes.storage import Waiting
from tests.fakes.tiktok_marketplace import FakeCampaigns, FakeTikTokOne, MarketCampaign
from tests.fakes.units_of_work import InMemoryUnitsOfWork
from tests.unit.application.stage import Stage

T = TypeVar("T")


class ProcessDied(BaseException):
    """The process is gone. No `except Exception` hears of it, as none would."""


class Fate:
    """Counts the moments at which the process could die, and lets it die at the chosen ones."""

    def __init__(self, deaths: Collection[int]) -> None:
        self.moments = 0
        self._deaths = frozenset(deaths)

    def moment(self) -> None:
        self.moments += 1
        if self.moments in self._deaths:
            raise ProcessDied


class MortalUnitsOfWork:
    """The process may die before each unit of work, and before and after each commit."""

    def __init__(self, units: InMemoryUnitsOfWork, fate: Fate) -> None:
        self._units = units
        self._fate = fate

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[UnitOfWork]:
        self._fate.moment()
        async with self._units() as uow:
            yield cast("UnitOfWork", _MortalUnitOfWork(uow, self._fate))


class _MortalUnitOfWork:
    def __init__(self, uow: UnitOfWork, fate: Fate) -> None:
        self._uow = uow
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        return getattr(self._uow, name)

    async def commit(self) -> None:
        self._fate.moment()
        await self._uow.commit()
        self._fate.moment()


class _MortalPort:
    """The process may die before each call to TikTok, and after TikTok did what was asked."""

    def __init__(self, port: object, fate: Fate) -> None:
        self._port = port
        self._fate = fate

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._port, name)

        async def call(*args: object, **options: object) -> object:
            self._fate.moment()
            answer = await method(*args, **options)
            self._fate.moment()
            return answer

        return call


def mortal_campaigns(port: CampaignsAtTikTok, fate: Fate) -> CampaignsAtTikTok:
    return cast("CampaignsAtTikTok", _MortalPort(port, fate))


def mortal_messages(port: PersonalInvitations, fate: Fate) -> PersonalInvitations:
    return cast("PersonalInvitations", _MortalPort(port, fate))


def mortal_sender(port: HookSender, fate: Fate) -> HookSender:
    return cast("HookSender", _MortalPort(port, fate))


class LedgerCampaigns(FakeCampaigns):
    """TikTok's campaigns, with a ledger of every handle that was ever added, repeats included."""

    def __init__(self, one: FakeTikTokOne) -> None:
        super().__init__(one)
        self.added: list[str] = []

    def _invite(self, made: MarketCampaign, handles: Sequence[Handle], *, notify: bool) -> frozenset[Handle]:
        failed = super()._invite(made, handles, notify=notify)
        self.added.extend(handle.key for handle in handles if handle not in failed)
        return failed


async def insist(step: Callable[[], Awaitable[T]]) -> T:
    """Repeat a request until it is answered, as a client does whose connection breaks."""
    while True:
        try:
            return await step()
        except ProcessDied:
            continue


async def work_until_quiet(stage: Stage, drive: Drive, *, stalled_for: timedelta) -> None:
    """Run each job when it is due; run it again where its worker died, `stalled_for` later."""
    due: dict[int, tuple[Waiting, datetime]] = {}
    for _ in range(300):
        waiting = [one for one in stage.storage.jobs if isinstance(one.job, DriveEffect)]
        if not waiting:
            return
        for one in waiting:
            due.setdefault(id(one), (one, stage.clock.now() + (one.after or timedelta(0))))
        first, at = min((due[id(one)] for one in waiting), key=lambda pair: pair[1])
        stage.storage.jobs.remove(first)
        stage.clock.advance(max(at - stage.clock.now(), timedelta(0)))
        try:
            await drive(cast("DriveEffect", first.job))
        except ProcessDied:
            stage.storage.jobs.insert(0, Waiting(first.job, stalled_for))
        except ConcurrentChange:
            stage.storage.jobs.append(Waiting(first.job, timedelta(seconds=15)))
    raise AssertionError("the effects never come to rest")
