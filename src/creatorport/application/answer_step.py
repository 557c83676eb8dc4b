"""The step that all answers to an invitation take: whose it is, in which order things are locked, and what is told."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from creatorport.application.agreements import agree, check_running
from creatorport.application.currencies import settle
from creatorport.application.joining import JoinInName
from creatorport.application.once import Once, Repeatable
from creatorport.application.policy import Action, may
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.refused import Refused
from creatorport.application.whose import account_under
from creatorport.domain.activity import Activity, ActivityKind, Actor, Subject
from creatorport.domain.campaign import Campaign
from creatorport.domain.errors import NotFound, TermsChanged
from creatorport.domain.ids import InvitationId
from creatorport.domain.invitation import Invitation, InvitationState
from creatorport.domain.money import Money
from creatorport.domain.workspace import Member

Step = Callable[[Invitation, datetime], Invitation]
Afterwards = Callable[[UnitOfWork, Campaign, Invitation], Awaitable[None]]


class Answer(Repeatable, Protocol):
    """A command about one invitation."""

    @property
    def invitation_id(self) -> InvitationId: ...


@dataclass(frozen=True, slots=True)
class Answered:
    """The invitation that was meant. A refusal that it explains comes with it: TermsChanged."""

    invitation_id: InvitationId
    refusals: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Answering:
    """Take one step with an invitation, under the lock of its campaign."""

    units: UnitsOfWork
    clock: Clock
    join: JoinInName

    async def __call__(
        self, command: Answer, step: Step, verb: str, *, fee: Money | None = None, then: Afterwards | None = None
    ) -> Answered:
        """Raises NotFound, CampaignOver, BudgetExceeded, CurrencyMismatch, IdempotencyConflict, and as the step does.

        `verb` is what the campaign's activity tells; `fee` is what the step proposes, if anything. `then`
        is what a step that changed something leads to, in the same transaction.
        """
        async with self.units() as uow:
            once = Once(uow, command)
            if await once.earlier() is not None:
                return Answered(command.invitation_id)
            campaign, invitation = await locked(uow, command.member, command.invitation_id)
            await settle(uow, campaign.workspace_id, fee, "terms.fee.currency")
            try:
                seen = step(invitation, self.clock.now())
            except TermsChanged as changed:
                return Answered(invitation.id, (Refused.of(changed),))
            if seen is not invitation:
                await self._save(uow, campaign, invitation, seen, actor(command.member, invitation), verb)
                if then is not None:
                    await then(uow, campaign, seen)
            await once.keep(invitation.id)
            await uow.commit()
        return Answered(invitation.id)

    async def _save(
        self, uow: UnitOfWork, campaign: Campaign, before: Invitation, seen: Invitation, by: Actor, verb: str
    ) -> None:
        if seen.state is InvitationState.ACCEPTED:
            # Who has not arrived at TikTok cannot be joined there; their arrival sees to it.
            accepted = seen if seen.sent_at is None else await self.join(uow, campaign, seen)
            await agree(uow, campaign, accepted, by, self.clock.now())
            return
        if seen.terms != before.terms:
            check_running(campaign, self.clock.now())
        await uow.invitations.save(seen)
        await uow.activities.record([entry(seen, by, verb, self.clock.now())])


async def locked(uow: UnitOfWork, member: Member, invitation_id: InvitationId) -> tuple[Campaign, Invitation]:
    """Lock an invitation that the member may see: the brand's people all, creators their own. Raises NotFound."""
    found = await uow.invitations.load(member.workspace_id, invitation_id)
    campaign = await uow.campaigns.lock(member.workspace_id, found.campaign_id)
    invitation = await uow.invitations.lock(member.workspace_id, invitation_id)
    if not may(member, Action.SEE_CAMPAIGNS):
        await _check_own(uow, member, invitation)
    return campaign, invitation


def actor(member: Member, invitation: Invitation) -> Actor:
    return Actor.member(member.id) if may(member, Action.SEE_CAMPAIGNS) else Actor.creator(invitation.creator_id)


def entry(invitation: Invitation, by: Actor, verb: str, now: datetime) -> Activity:
    subject, number = Subject("Invitation", invitation.id), invitation.terms[-1].number
    kind = ActivityKind.TERMS if verb in TERMS_VERBS else ActivityKind.INVITATION
    facts = {"terms": number} if kind is ActivityKind.TERMS else {}
    return Activity(invitation.workspace_id, invitation.campaign_id, now, by, kind, verb, subject, facts)


TERMS_VERBS = frozenset({"countered", "answered", "refused"})


async def _check_own(uow: UnitOfWork, member: Member, invitation: Invitation) -> None:
    """Raises NotFound where it is another's. Drafts are nobody's yet."""
    if invitation.state is InvitationState.DRAFT or await account_under(uow, member, invitation.handle) is None:
        raise NotFound("invitation", invitation.id)
