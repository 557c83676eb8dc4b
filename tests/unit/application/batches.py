"""A stage on which batches of invitations are worked off."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from creatorport.application.effects.drive import Drive
from creatorport.application.ports.jobs import DriveEffect, WorkOffBatch
from creatorport.application.use_cases.advance_batch import AdvanceBatch
from creatorport.application.use_cases.cancel_batch import CancelBatch, CancelBatchCommand
from creatorport.application.use_cases.invite_in_batch import InviteInBatch, InviteInBatchCommand
from creatorport.application.writing import Words
from creatorport.domain.batch_item import BatchItem
from creatorport.domain.ids import BatchId, CampaignId, CreatorId
from creatorport.domain.invitation_batch import BatchCounts, InvitationBatch
from creatorport.domain.workspace import Member
from tests.fakes.storage import Waiting
from tests.unit.application.stage import MANAGER, Stage

DAY = timedelta(days=1)


class BatchStage(Stage):
    """Everything is real but TikTok, storage and time."""

    def __init__(self) -> None:
        super().__init__()
        self._due: dict[int, tuple[Waiting, datetime]] = {}
        self.advance = AdvanceBatch(self.units, self.clock, self.identities, self.standings)

    async def invite_many(
        self,
        campaign: CampaignId,
        creators: Sequence[CreatorId],
        words: Words | None = None,
        *,
        by: Member = MANAGER,
        key: str | None = None,
    ) -> BatchId:
        invite = InviteInBatch(self.units, self.clock, self.identities)
        given = words or Words(message="Hi {display_name}!")
        return await invite(InviteInBatchCommand(by, campaign, tuple(creators), given, key))

    async def cancel_batch(self, batch: BatchId, by: Member = MANAGER) -> None:
        await CancelBatch(self.units, self.clock)(CancelBatchCommand(by, batch))

    async def step(self, drive: Drive | None = None) -> bool:
        """Run the job that is due first: of a batch, or with `drive` of an effect too; say whether there was one."""
        wanted = (WorkOffBatch, DriveEffect) if drive else (WorkOffBatch,)
        waiting = [one for one in self.storage.jobs if isinstance(one.job, wanted)]
        for one in waiting:
            self._due.setdefault(id(one), (one, self.clock.now() + (one.after or timedelta(0))))
        if not waiting:
            return False
        first, due = min((self._due[id(one)] for one in waiting), key=lambda pair: pair[1])
        self.storage.jobs.remove(first)
        self.clock.advance(max(due - self.clock.now(), timedelta(0)))
        if isinstance(first.job, WorkOffBatch):
            await self.advance(first.job)
        elif drive is not None and isinstance(first.job, DriveEffect):
            await drive(first.job)
        return True

    async def finish(self, *, personal: bool = False) -> None:
        """Work until nothing is left to do."""
        drive = self.drive(personal=personal)
        for _ in range(500):
            if not await self.step(drive):
                return
        raise AssertionError("the batch never ends")

    def batch(self) -> InvitationBatch:
        (batch,) = self.kept(InvitationBatch)
        return batch

    async def counts(self) -> BatchCounts:
        batch = self.batch()
        async with self.units() as uow:
            return await uow.batches.counts(batch.workspace_id, batch.id)

    def items(self) -> list[BatchItem]:
        return sorted(self.kept(BatchItem), key=lambda item: item.position)
