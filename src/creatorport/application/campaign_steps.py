"""One step of a campaign's life, as every use case takes it: asked, locked, moved, written down, kept."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.activity import Activity, ActivityKind, Actor, Fact
from creatorport.domain.campaign import Campaign
from creatorport.domain.ids import CampaignId
from creatorport.domain.workspace import Member

Follow = Callable[[UnitOfWork, Campaign, datetime], Awaitable[Mapping[str, Fact]]]
"""What else follows from a step, in the same transaction; it returns what is to be told of it."""


class StepCommand(Protocol):
    """A frozen command about one campaign."""

    @property
    def member(self) -> Member: ...
    @property
    def campaign_id(self) -> CampaignId: ...
    @property
    def idempotency_key(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class CampaignStep:
    """A verb of the aggregate, its past tense, and what follows from it."""

    verb: Callable[[Campaign, datetime], Campaign]
    past: str
    action: Action = Action.RUN_CAMPAIGNS
    follow: Follow | None = None


async def take(step: CampaignStep, command: StepCommand, units: UnitsOfWork, clock: Clock) -> None:
    """Take a step; a repeat that changes nothing is not written down.

    Raises NotAllowed, NotFound, WrongState, InvalidValue, IdempotencyConflict.
    """
    authorize(command.member, step.action)
    now = clock.now()
    async with units() as uow:
        once = Once(uow, command)
        if await once.earlier() is not None:
            return
        campaign = await uow.campaigns.lock(command.member.workspace_id, command.campaign_id)
        moved = step.verb(campaign, now)
        if moved is not campaign:
            await uow.campaigns.save(moved)
            facts = {} if step.follow is None else await step.follow(uow, moved, now)
            told: dict[str, Fact] = {"version": campaign.version + 1, "fields": "state", **facts}
            by, about = Actor.member(command.member.id), ActivityKind.CAMPAIGN
            entry = Activity(moved.workspace_id, moved.id, now, by, about, step.past, None, told)
            await uow.activities.record([entry])
        await once.keep(campaign.id)
        await uow.commit()
