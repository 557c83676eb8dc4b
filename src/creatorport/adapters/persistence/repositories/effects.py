from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import func
from sqlmodel import col, select

from creatorport.adapters.persistence.mapping.effects import from_row, to_row
from creatorport.adapters.persistence.rows import EffectRow
from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.effect import Effect, EffectKind, EffectState
from creatorport.domain.errors import NotFound
from creatorport.domain.ids import EffectId, WorkspaceId

_UNSETTLED = (EffectState.INTENDED.value, EffectState.CALLING.value, EffectState.UNKNOWN.value)


class SqlEffects:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def add(self, effect: Effect) -> None:
        await self._at.insert("effect", effect, to_row(effect))

    async def save(self, effect: Effect) -> None:
        await self._at.update("effect", effect, to_row(effect), touching={"touched_at": func.clock_timestamp()})

    async def lock(self, workspace_id: WorkspaceId, effect_id: EffectId) -> Effect:
        row = await self._at.row(
            select(EffectRow)
            .where(col(EffectRow.workspace_id) == workspace_id, col(EffectRow.id) == effect_id)
            .with_for_update(key_share=True)
        )
        if row is None:
            raise NotFound("effect", effect_id)
        return from_row(row)

    async def withheld(self) -> Sequence[Effect]:
        rows = await self._at.rows(
            select(EffectRow)
            .where(col(EffectRow.state) == EffectState.UNKNOWN.value, col(EffectRow.refusals) > 0)
            .order_by(col(EffectRow.created_at), col(EffectRow.id))
        )
        return [from_row(row) for row in rows]

    async def is_pending(
        self, workspace_id: WorkspaceId, kinds: Collection[EffectKind], subjects: Collection[str]
    ) -> bool:
        if not subjects:
            return False
        pending = (
            select(col(EffectRow.id))
            .where(
                col(EffectRow.workspace_id) == workspace_id,
                col(EffectRow.state).in_(_UNSETTLED),
                col(EffectRow.kind).in_([kind.value for kind in kinds]),
                col(EffectRow.subject).in_(subjects),
            )
            .limit(1)
        )
        return bool(await self._at.rows(pending))

    async def unsettled(self, idle_for: timedelta) -> Sequence[Effect]:
        rows = await self._at.rows(
            select(EffectRow)
            .where(
                col(EffectRow.state).in_(_UNSETTLED),
                col(EffectRow.touched_at) <= func.clock_timestamp() - idle_for,
            )
            .order_by(col(EffectRow.created_at), col(EffectRow.id))
        )
        return [from_row(row) for row in rows]
