from creatorport.adapters.persistence.rows import EffectRow
from creatorport.domain.effect import Effect, EffectKind, EffectState
from creatorport.domain.ids import EffectId, WorkspaceId


def to_row(effect: Effect) -> EffectRow:
    return EffectRow(
        workspace_id=effect.workspace_id,
        id=effect.id,
        kind=effect.kind.value,
        subject=effect.subject,
        reference=effect.reference,
        request=dict(effect.request),
        state=effect.state.value,
        created_at=effect.created_at,
        calls=effect.calls,
        look_ups=effect.look_ups,
        called_at=effect.called_at,
        settled_at=effect.settled_at,
        trouble=effect.trouble,
        refusals=effect.refusals,
        silences=effect.silences,
        next_at=effect.next_at,
        version=effect.version,
    )


def from_row(row: EffectRow) -> Effect:
    return Effect(
        id=EffectId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        kind=EffectKind(row.kind),
        subject=row.subject,
        reference=row.reference,
        request=row.request,
        state=EffectState(row.state),
        created_at=row.created_at,
        calls=row.calls,
        look_ups=row.look_ups,
        called_at=row.called_at,
        settled_at=row.settled_at,
        trouble=row.trouble,
        refusals=row.refusals,
        silences=row.silences,
        next_at=row.next_at,
        version=row.version,
    )
