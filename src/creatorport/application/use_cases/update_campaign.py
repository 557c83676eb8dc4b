from dataclasses import dataclass

from creatorport.application.currencies import settle
from creatorport.application.effects.amending import intend_amendment, ordered_of
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.activity import Activity, ActivityKind, Actor, Fact
from creatorport.domain.campaign import Campaign
from creatorport.domain.campaign_changes import CampaignChanges, input_name
from creatorport.domain.errors import CampaignEdited, InvalidValue
from creatorport.domain.ids import CampaignId
from creatorport.domain.money import Money
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class UpdateCampaignCommand:
    """`expected_version` is the version of the campaign that the member saw."""

    member: Member
    campaign_id: CampaignId
    expected_version: int
    changes: CampaignChanges
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class UpdateCampaign:
    """Change a campaign's texts and plan: all that is named, or nothing.

    What TikTok's answers did to it meanwhile is no conflict; what a member did is. Raises NotAllowed, NotFound,
    WrongState, FieldFrozen, BudgetExceeded, CurrencyMismatch, CampaignEdited, InvalidValue, IdempotencyConflict.
    Where the campaign has an order, that is told of another budget or last day.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, command: UpdateCampaignCommand) -> None:
        authorize(command.member, Action.PLAN_CAMPAIGNS)
        now, budget = self.clock.now(), command.changes.budget
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return
            campaign = await uow.campaigns.lock(command.member.workspace_id, command.campaign_id)
            await self._check_version(uow, campaign, command.expected_version)
            promised = None
            if isinstance(budget, Money):
                await settle(uow, campaign.workspace_id, budget, "budget.currency")
                promised = await uow.invitations.committed(campaign.workspace_id, campaign.id, budget.currency)
            edited = campaign.edit(command.changes, now, committed=promised)
            if edited is not campaign:
                await uow.campaigns.save(edited)
                kind, facts = _told(campaign, edited)
                by = Actor.member(command.member.id)
                entry = Activity(edited.workspace_id, edited.id, now, by, kind, "changed", None, facts)
                await uow.activities.record([entry])
                if ordered_of(edited) != ordered_of(campaign):
                    await intend_amendment(uow, edited, self.clock, self.identities)
            await once.keep(campaign.id)
            await uow.commit()

    async def _check_version(self, uow: UnitOfWork, campaign: Campaign, expected: int) -> None:
        if not 0 <= expected <= campaign.version:
            raise InvalidValue("expectedVersion", f"the campaign is at version {campaign.version}")
        if expected == campaign.version:
            return
        entries = await uow.activities.changes_since(campaign.workspace_id, campaign.id, expected)
        if entries:
            names = dict.fromkeys(name for one in entries for name in str(one.facts.get("fields", "")).split(", "))
            members = dict.fromkeys(one.actor.id for one in entries if one.actor.id is not None)
            raise CampaignEdited(campaign.id, expected, campaign.version, tuple(names), tuple(members))


def _told(before: Campaign, after: Campaign) -> tuple[ActivityKind, dict[str, Fact]]:
    """Return what the activity tells of an edit: which fields, and of the budget how much."""
    own = [name for name in ("name", "brand_name", "brief") if getattr(before, name) != getattr(after, name)]
    planned = [name for name in after.plan.__slots__ if getattr(before.plan, name) != getattr(after.plan, name)]
    fields = [input_name(name) for name in (*own, *planned)]
    facts: dict[str, Fact] = {"version": before.version + 1, "fields": ", ".join(fields)}
    if "budget" in planned:
        facts |= {
            "budget": None if after.plan.budget is None else str(after.plan.budget),
            "budget_before": None if before.plan.budget is None else str(before.plan.budget),
        }
    return ActivityKind.TEAM if fields == ["team"] else ActivityKind.PLAN, facts
