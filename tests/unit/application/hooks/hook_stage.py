"""A workspace with outgoing webhooks, a receiver that does as it is told, and everything that drives them."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from creatorport.application.hooks.drive import DriveHooks
from creatorport.application.ports.hook_sending import HookRequest, HookSender
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.use_cases.create_campaign import CreateCampaign, CreateCampaignCommand
from creatorport.application.use_cases.create_hook import CreateHook, CreateHookCommand, SecretTold
from creatorport.application.use_cases.expire_hook_deliveries import ExpireHookDeliveries
from creatorport.application.use_cases.resume_hooks import ResumeHooks
from creatorport.domain.hooks.delivery import HookDelivery
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.hooks.news import HookEventType, HookNews, HookObject
from creatorport.domain.ids import HookId
from creatorport.domain.workspace import Member
from tests.fakes.clock import MovableClock
from tests.fakes.hook_sending import FakeHookSender
from tests.unit.application.stage import LUMEN, MANAGER, Stage

URL = "https://lumen.example/hooks"


class HookStage:
    def __init__(self) -> None:
        self.stage = Stage()
        self.clock, self.units = self.stage.clock, self.stage.units
        self.wall = MovableClock()
        self.receiver = FakeHookSender()

    def drive(self, units: UnitsOfWork | None = None, sender: HookSender | None = None) -> DriveHooks:
        return DriveHooks(units or self.units, self.clock, self.wall, sender or self.receiver)

    async def create(
        self, *types: HookEventType, member: Member = MANAGER, url: str = URL, key: str | None = None
    ) -> SecretTold:
        create = CreateHook(self.units, self.clock, self.stage.identities, self.receiver)
        return await create(CreateHookCommand(member, url, types or None, key))

    async def tell(self, *about: str, first: int = 1) -> None:
        """Let something happen to objects, one after another, each with the next number."""
        async with self.units() as uow:
            news = [
                HookNews(
                    f"evt_{name}_{number}",
                    HookEventType.CAMPAIGN_MOVED,
                    HookObject("Campaign", name),
                    number,
                    self.clock.now(),
                    {"state": "ACTIVE"},
                )
                for number, name in enumerate(about, start=first)
            ]
            await uow.hook_deliveries.tell(LUMEN, news)
            await uow.commit()

    async def make_campaign(self) -> str:
        create = CreateCampaign(self.units, self.clock, self.stage.identities)
        return await create(CreateCampaignCommand(MANAGER, "Autumn glow", "Lumen", "Show the lamp."))

    async def work(self) -> int:
        """Run the jobs that are due, as a worker would, until none is; return how many ran."""
        ran = 0
        jobs = self.stage.storage.jobs
        while due := [one for one in jobs if isinstance(one.job, DriveHook) and not one.after]:
            jobs.remove(due[0])
            assert isinstance(due[0].job, DriveHook)
            await self.drive()(due[0].job)
            ran += 1
        return ran

    async def pass_time(self, time: timedelta) -> None:
        """Let time pass, and the rounds be made at its end."""
        self.clock.advance(time)
        await ExpireHookDeliveries(self.units, self.clock)()
        await ResumeHooks(self.units, self.clock)()
        await self.work()

    def hook(self) -> Hook:
        [found] = self.stage.kept(Hook)
        return found

    def deliveries(self) -> Sequence[HookDelivery]:
        return sorted(self.stage.kept(HookDelivery), key=lambda one: (one.news.object.id, one.news.sequence))

    def delivery(self) -> HookDelivery:
        [found] = self.deliveries()
        return found

    def waits(self) -> list[timedelta | None]:
        return [one.after for one in self.stage.storage.jobs if isinstance(one.job, DriveHook)]

    @property
    def received(self) -> list[str]:
        """The ids of the events that reached the receiver, in their order."""
        return [request.headers["webhook-id"] for request in self.receiver.received]

    @staticmethod
    def body(request: HookRequest) -> Any:
        return json.loads(request.body)


async def with_hook(*types: HookEventType) -> tuple[HookStage, HookId]:
    stage = HookStage()
    return stage, (await stage.create(*types)).hook_id
