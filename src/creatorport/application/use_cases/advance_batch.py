from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from creatorport.application.activities import record
from creatorport.application.batch_progress import tell
from creatorport.application.effects.intents import CREATORS_PER_CALL, intend_additions
from creatorport.application.eligibility import Evidence
from creatorport.application.hindrances import hindrance
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.jobs import WorkOffBatch
from creatorport.application.ports.standings import SeenStanding
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.standings import AskStandings
from creatorport.domain.activity import ActivityKind, Actor
from creatorport.domain.batch_item import BatchItem
from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.creator import Creator
from creatorport.domain.errors import Refusal, WrongState
from creatorport.domain.handle import Handle
from creatorport.domain.ids import EffectId, InvitationId
from creatorport.domain.invitation import LIFE, Invitation
from creatorport.domain.invitation_batch import BatchState, InvitationBatch

AT_ONCE: Final = 3 * CREATORS_PER_CALL
"""How many creators of a batch may be under way at TikTok before the next slice waits: so much less to be cancelled."""

_HELD = (CampaignState.SUBMITTING, CampaignState.PAUSED)
_Standings = Mapping[Handle, SeenStanding]


@dataclass(frozen=True, slots=True)
class AdvanceBatch:
    """Bring a batch one slice further: as many creators as TikTok takes in one call; then see how far all of it is.

    A slice is one unit of work, with as many statements for one creator as for a hundred. While the campaign is on its
    way to TikTok, or paused, the batch waits; once it has ended, whoever is left is refused. `look_again` is real time.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    standings: AskStandings
    look_again: timedelta = timedelta(seconds=5)
    life: timedelta = LIFE

    async def __call__(self, job: WorkOffBatch) -> None:
        standings = await self._ask(job)
        async with self.units() as uow:
            batch = await uow.batches.lock(job.workspace_id, job.batch_id)
            if not batch.is_open:
                return
            handed = _has_room(batch) and await self._hand_over(uow, batch, standings)
            now = self.clock.now()
            seen = batch.see(await uow.batches.counts(job.workspace_id, job.batch_id), now)
            if seen is not batch:
                await uow.batches.save(seen)
                await tell(uow, seen, now)
            if seen.is_open:
                await uow.jobs.defer(job, after=None if handed and _has_room(seen) else self.look_again)
            await uow.commit()

    async def _ask(self, job: WorkOffBatch) -> _Standings:
        """Ask TikTok about the next slice before anything is locked for it."""
        async with self.units() as uow:
            batch = await uow.batches.load(job.workspace_id, job.batch_id)
            items = await uow.batches.queued(job.workspace_id, batch.id, CREATORS_PER_CALL) if _has_room(batch) else ()
        handles = [Handle.of(item.handle) for item in items if item.handle is not None]
        return await self.standings(job.workspace_id, handles) if handles else {}

    async def _hand_over(self, uow: UnitOfWork, batch: InvitationBatch, standings: _Standings) -> bool:
        """Invite the next slice, and return whether there was anything to do."""
        campaign = await uow.campaigns.lock(batch.workspace_id, batch.campaign_id)
        if campaign.state in _HELD:
            return False
        items = await uow.batches.queued(batch.workspace_id, batch.id, CREATORS_PER_CALL)
        if not campaign.accepts_invitations:
            ended = hindrance(WrongState("campaign", campaign.state.value, "invite creators"))
            await uow.batches.save_items([item.refuse(ended) for item in items])
            return bool(items)
        ids = [item.creator_id for item in items]
        evidence = await Evidence.read(uow, campaign, ids, standings, self.clock.now())
        invited: list[tuple[BatchItem, Invitation]] = []
        refused: list[BatchItem] = []
        for item in items:
            try:
                creator = evidence.invitable(item.creator_id)
                invited.append((item, self._invitation(creator, item, campaign, batch.life or self.life)))
            except Refusal as refusal:
                refused.append(item.refuse(hindrance(refusal)))
        invitations = [invitation for _, invitation in invited]
        await uow.invitations.add(invitations)
        effects: Sequence[EffectId] = ()
        if campaign.state is CampaignState.ACTIVE:
            effects = await intend_additions(uow, campaign, invitations, self.clock, self.identities, batch_id=batch.id)
        if invitations:
            by, now = Actor.member(batch.created_by), self.clock.now()
            await record(uow, campaign, by, ActivityKind.INVITATION, "invited", now, creators=len(invitations))
        effect_id = effects[0] if effects else None
        await uow.batches.save_items([*(item.invite(one.id, effect_id) for item, one in invited), *refused])
        return bool(items)

    def _invitation(self, creator: Creator, item: BatchItem, campaign: Campaign, life: timedelta) -> Invitation:
        now = self.clock.now()
        invitation = Invitation.draft(
            InvitationId(self.identities.new()),
            campaign.workspace_id,
            campaign.id,
            creator.id,
            handle=creator.handle,
            message=item.message or "",
            now=now,
            offer=item.offer,
            life=life,
        )
        return invitation.send(now) if campaign.state is CampaignState.ACTIVE else invitation


def _has_room(batch: InvitationBatch) -> bool:
    return batch.state is BatchState.WORKING and batch.counts.under_way < AT_ONCE
