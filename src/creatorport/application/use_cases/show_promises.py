from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.planning.promises import promise_view
from creatorport.application.planning.views import PromiseView
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class ShowPromises:
    """Tell what a workspace was promised of freshness, and whether it held; newest first. Raises NotAllowed."""

    units: UnitsOfWork
    clock: Clock

    async def __call__(self, member: Member) -> Sequence[PromiseView]:
        authorize(member, Action.SEE_SYNC_PLAN)
        now = self.clock.now()
        async with self.units() as uow:
            return [promise_view(kept, now) for kept in await uow.promises.kept(member.workspace_id)]
