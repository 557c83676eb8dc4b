from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.creators_named import checked
from creatorport.application.effects.intents import intend_additions
from creatorport.application.eligibility import Evidence
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.standings import SeenStanding
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.refused import Refused
from creatorport.application.standings import AskStandings
from creatorport.application.writing import Letter, Words, letter
from creatorport.domain.activity import Activity, ActivityKind, Actor
from creatorport.domain.campaign import CampaignState
from creatorport.domain.effect import Json
from creatorport.domain.errors import AlreadyInvited, Refusal, WrongState
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId
from creatorport.domain.invitation import LIFE, Invitation
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class InviteCreatorsCommand:
    member: Member
    campaign_id: CampaignId
    creator_ids: tuple[CreatorId, ...]
    words: Words
    idempotency_key: str | None = None
    life: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """What came of the call, creator by creator: who is invited, and who could not be."""

    invitation_ids: tuple[InvitationId, ...]
    refusals: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class InviteCreators:
    """Invite up to 100 creators, each with a message of their own: by a template, or by the words that are given.

    Into a draft, invitations wait for the launch; into an active campaign, they go out at once. One creator who
    cannot be invited does not hold up the others: TikTok is asked first who is on TikTok One, where that was not seen
    lately. Raises NotAllowed, NotFound, WrongState, InvalidValue, UnknownVariable, CurrencyMismatch,
    IdempotencyConflict; then nobody is invited.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    standings: AskStandings
    life: timedelta = LIFE

    async def __call__(self, command: InviteCreatorsCommand) -> Invited:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        checked(command.creator_ids)
        workspace_id = command.member.workspace_id
        standings = await self._ask(command)
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, dict):
                return _recalled(earlier)
            campaign = await uow.campaigns.lock(workspace_id, command.campaign_id)
            if not campaign.accepts_invitations:
                raise WrongState("campaign", campaign.state.value, "invite creators")
            written = await letter(uow, workspace_id, command.words, command.creator_ids)
            evidence = await Evidence.read(uow, campaign, command.creator_ids, standings, self.clock.now())
            invitations, refusals = self._draft(command, written, evidence)
            await uow.invitations.add(invitations)
            if invitations:
                await uow.activities.record([_entry(command, written, evidence, len(invitations))])
            if campaign.state is CampaignState.ACTIVE and invitations:
                await intend_additions(uow, campaign, invitations, self.clock, self.identities)
            invited = Invited(tuple(invitation.id for invitation in invitations), tuple(refusals))
            await once.keep(_kept(invited))
            await uow.commit()
        return invited

    async def _ask(self, command: InviteCreatorsCommand) -> Mapping[Handle, SeenStanding]:
        """Ask TikTok before anything is locked, and nothing for a repeat, or where nobody can be invited.

        The words are read here, too, so that TikTok is not asked for the sake of what will be refused. Raises as
        `letter`.
        """
        workspace_id = command.member.workspace_id
        async with self.units() as uow:
            if await Once(uow, command).earlier() is not None:
                return {}
            campaign = await uow.campaigns.load(workspace_id, command.campaign_id)
            if not campaign.accepts_invitations:
                return {}
            await letter(uow, workspace_id, command.words, command.creator_ids)
            creators = await uow.creators.find_many(workspace_id, command.creator_ids)
        return await self.standings(workspace_id, [creator.handle for creator in creators.values()])

    def _draft(
        self, command: InviteCreatorsCommand, written: Letter, evidence: Evidence
    ) -> tuple[Sequence[Invitation], Sequence[Refused]]:
        campaign, now, taken = evidence.campaign, evidence.now, set[CreatorId]()
        invitations: list[Invitation] = []
        refusals: list[Refused] = []
        for index, creator_id in enumerate(command.creator_ids):
            try:
                creator = evidence.invitable(creator_id)
                if creator_id in taken:
                    raise AlreadyInvited(creator.handle.text)
                invitation = Invitation.draft(
                    InvitationId(self.identities.new()),
                    campaign.workspace_id,
                    campaign.id,
                    creator_id,
                    handle=creator.handle,
                    message=written.message_for(creator, campaign),
                    now=now,
                    offer=written.offers.to(creator_id, campaign),
                    life=command.life or self.life,
                )
            except Refusal as refusal:
                refusals.append(Refused.of(refusal, field=f"creatorIds.{index}").about_a_creator())
            else:
                taken.add(creator_id)
                invitations.append(invitation.send(now) if campaign.state is CampaignState.ACTIVE else invitation)
        return invitations, refusals


def _entry(command: InviteCreatorsCommand, written: Letter, evidence: Evidence, many: int) -> Activity:
    by, facts = Actor.member(command.member.id), {"creators": many, **written.facts}
    kind, campaign_id = ActivityKind.INVITATION, command.campaign_id
    return Activity(command.member.workspace_id, campaign_id, evidence.now, by, kind, "invited", None, facts)


def _kept(invited: Invited) -> Json:
    return {
        "invitation_ids": list(invited.invitation_ids),
        "refusals": [refused.to_json() for refused in invited.refusals],
    }


def _recalled(kept: dict[str, Json]) -> Invited:
    ids, refusals = kept["invitation_ids"], kept["refusals"]
    if not isinstance(ids, list) or not isinstance(refusals, list):
        raise TypeError(f"not a kept outcome: {kept!r}")
    return Invited(
        tuple(InvitationId(str(invitation_id)) for invitation_id in ids),
        tuple(Refused.from_json(refused).about_a_creator() for refused in refusals),
    )
