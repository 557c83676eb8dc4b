from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.batch_progress import tell
from creatorport.application.hindrances import hindrance
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.jobs import WorkOffBatch
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.writing import Letter, Words, letter, named_once
from creatorport.domain.batch_item import BatchItem, ItemState
from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator
from creatorport.domain.errors import NotFound, Refusal, WrongState
from creatorport.domain.ids import BatchId, CampaignId, CreatorId
from creatorport.domain.invitation_batch import BatchCounts, InvitationBatch
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class InviteInBatchCommand:
    member: Member
    campaign_id: CampaignId
    creator_ids: tuple[CreatorId, ...]
    words: Words
    idempotency_key: str | None = None
    life: timedelta | None = None


@dataclass(frozen=True, slots=True)
class InviteInBatch:
    """Have up to 1,000 creators invited, slice by slice. Who cannot be invited is told with the others' results.

    Every message is written now, so that it is the one which the preview showed. Raises NotAllowed, NotFound,
    WrongState, InvalidValue, UnknownVariable, CurrencyMismatch, IdempotencyConflict; then nothing is kept.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, command: InviteInBatchCommand) -> BatchId:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        named_once(command.creator_ids)
        workspace_id, now = command.member.workspace_id, self.clock.now()
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                return BatchId(earlier)
            campaign = await uow.campaigns.load(workspace_id, command.campaign_id)
            if not campaign.accepts_invitations:
                raise WrongState("campaign", campaign.state.value, "invite creators")
            written = await letter(uow, workspace_id, command.words, command.creator_ids)
            creators = await uow.creators.find_many(workspace_id, command.creator_ids)
            batch_id = BatchId(self.identities.new())
            items = _items(command, batch_id, written, campaign, creators)
            queued = sum(item.state is ItemState.QUEUED for item in items)
            counts = BatchCounts(queued=queued, refused=len(items) - queued)
            batch = InvitationBatch(
                batch_id,
                workspace_id,
                campaign.id,
                command.member.id,
                now,
                counts,
                template=written.template,
                life=command.life,
            ).see(counts, now)
            await uow.batches.add(batch, items)
            await tell(uow, batch, now)
            if batch.is_open:
                await uow.jobs.defer(WorkOffBatch(workspace_id, batch.id))
            await once.keep(batch.id)
            await uow.commit()
        return batch.id


def _items(
    command: InviteInBatchCommand,
    batch_id: BatchId,
    written: Letter,
    campaign: Campaign,
    creators: Mapping[CreatorId, Creator],
) -> list[BatchItem]:
    items: list[BatchItem] = []
    for position, creator_id in enumerate(command.creator_ids, 1):
        creator, message, trouble = creators.get(creator_id), None, None
        try:
            if creator is None:
                raise NotFound("creator", creator_id)
            message = written.message_for(creator, campaign)
        except Refusal as refusal:
            trouble = refusal
        handle = None if creator is None else creator.handle.text
        offer = written.offers.to(creator_id, campaign)
        item = BatchItem(campaign.workspace_id, batch_id, position, creator_id, handle, message, offer)
        items.append(item if trouble is None else item.refuse(hindrance(trouble)))
    return items
