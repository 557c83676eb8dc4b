from dataclasses import dataclass

from creatorport.application.planning.promises import kept_view
from creatorport.application.planning.views import PromiseView
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.ids import PromiseId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class WithdrawPromiseCommand:
    member: Member
    promise_id: PromiseId


@dataclass(frozen=True, slots=True)
class WithdrawPromise:
    """End a promise; its ledger stays. Raises NotAllowed, NotFound."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, command: WithdrawPromiseCommand) -> PromiseView:
        authorize(command.member, Action.PROMISE_FRESHNESS)
        now, workspace = self.clock.now(), command.member.workspace_id
        async with self.units() as uow:
            held = await uow.promises.lock(workspace, command.promise_id)
            await uow.promises.save(held.withdraw(now))
            view = await kept_view(uow, workspace, held.id, now)
            await uow.commit()
        return view
