from collections.abc import Mapping
from dataclasses import dataclass

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.jobs import DriveEffect
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.effect import Effect, EffectKind, Json
from creatorport.domain.ids import EffectId, WorkspaceId


@dataclass(frozen=True, slots=True)
class Intend:
    """Writes down one change that is meant at TikTok, together with the job that will make it; returns its id."""

    clock: Clock
    identities: Identities

    async def __call__(
        self,
        uow: UnitOfWork,
        workspace_id: WorkspaceId,
        kind: EffectKind,
        *,
        subject: str,
        reference: str,
        request: Mapping[str, Json],
    ) -> EffectId:
        effect = Effect.intend(
            EffectId(self.identities.new()),
            workspace_id,
            kind,
            subject=subject,
            reference=reference,
            request=request,
            now=self.clock.now(),
        )
        await uow.effects.add(effect)
        await uow.jobs.defer(DriveEffect(workspace_id, effect.id))
        return effect.id
