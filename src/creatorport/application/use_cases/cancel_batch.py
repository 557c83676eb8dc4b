from dataclasses import dataclass

from creatorport.application.batch_progress import tell
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import WorkOffBatch
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.writing import MANY
from creatorport.domain.ids import BatchId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CancelBatchCommand:
    member: Member
    batch_id: BatchId


@dataclass(frozen=True, slots=True)
class CancelBatch:
    """Invite nobody else of a batch. Who was handed over to TikTok stays invited. A repeat changes nothing.

    Raises NotAllowed, NotFound, and WrongState once everybody was handed over.
    """

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: CancelBatchCommand) -> None:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        workspace_id, now = command.member.workspace_id, self.clock.now()
        async with self.units() as uow:
            batch = await uow.batches.lock(workspace_id, command.batch_id)
            cancelled = batch.cancel()
            if cancelled is batch:
                return
            left = await uow.batches.queued(workspace_id, batch.id, MANY)
            await uow.batches.save_items([item.cancel() for item in left])
            seen = cancelled.see(await uow.batches.counts(workspace_id, batch.id), now)
            await uow.batches.save(seen)
            await tell(uow, seen, now)
            if seen.is_open:
                await uow.jobs.defer(WorkOffBatch(workspace_id, batch.id))
            await uow.commit()
