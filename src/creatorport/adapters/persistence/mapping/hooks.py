"""Outgoing webhooks: their secrets pass through the vault, each sealed for its own hook and place."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from creatorport.adapters.persistence.rows import HookDeliveryRow, HookRow
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.hooks.attempt import AttemptOutcome, HookAttempt
from creatorport.domain.hooks.delivery import DeadBecause, DeliveryState, HookDelivery
from creatorport.domain.hooks.hook import DisabledBecause, Hook, HookState, Retiring
from creatorport.domain.hooks.news import HookEventType, HookNews, HookObject
from creatorport.domain.ids import HookDeliveryId, HookId, MemberId, WorkspaceId

_MICROSECOND = timedelta(microseconds=1)


def to_row(hook: Hook, vault: TokenVault) -> HookRow:
    former = hook.retiring
    whose = hook.workspace_id, hook.id
    return HookRow(
        workspace_id=hook.workspace_id,
        id=hook.id,
        url=hook.url,
        types=None if hook.types is None else sorted(one.value for one in hook.types),
        state=hook.state.value,
        because=hook.because.value if hook.because else None,
        disabled_at=hook.disabled_at,
        sealed_secret=vault.seal(hook.secret, secret_purpose(*whose)),
        sealed_retiring=vault.seal(former.secret, retiring_purpose(*whose)) if former else None,
        retiring_until=former.until if former else None,
        rotated_at=hook.rotated_at,
        failing_since=hook.failing_since,
        failed_at=hook.failed_at,
        rests_until=hook.rests_until,
        tests=hook.tests,
        created_by=hook.created_by,
        created_at=hook.created_at,
        version=hook.version,
    )


def from_row(row: HookRow, vault: TokenVault) -> Hook:
    return Hook(
        id=HookId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        url=row.url,
        types=None if row.types is None else frozenset(map(HookEventType, row.types)),
        secret=vault.open(row.sealed_secret, secret_purpose(row.workspace_id, row.id)),
        created_by=MemberId(row.created_by),
        created_at=row.created_at,
        state=HookState(row.state),
        because=DisabledBecause(row.because) if row.because else None,
        disabled_at=row.disabled_at,
        retiring=_retiring(row, vault),
        rotated_at=row.rotated_at,
        failing_since=row.failing_since,
        failed_at=row.failed_at,
        rests_until=row.rests_until,
        tests=row.tests,
        version=row.version,
    )


def secret_purpose(workspace_id: str, hook_id: str) -> str:
    return f"hook/{workspace_id}/{hook_id}"


def retiring_purpose(workspace_id: str, hook_id: str) -> str:
    return f"hook-retiring/{workspace_id}/{hook_id}"


def to_delivery_row(one: HookDelivery) -> HookDeliveryRow:
    news = one.news
    return HookDeliveryRow(
        workspace_id=one.workspace_id,
        id=one.id,
        hook_id=one.hook_id,
        event_id=news.id,
        type=news.type.value,
        object_type=news.object.type,
        object_id=news.object.id,
        sequence=news.sequence,
        at=news.at,
        data=dict(news.data),
        state=one.state.value,
        attempts=one.attempts,
        tried=one.tried,
        due_at=one.due_at,
        began_at=one.began_at,
        log=[_kept(attempt) for attempt in one.log],
        settled_at=one.settled_at,
        because=one.because.value if one.because else None,
        waits_since=one.waits_since,
        version=one.version,
    )


def from_delivery_row(row: Any) -> HookDelivery:
    about = HookObject(row.object_type, row.object_id)
    return HookDelivery(
        id=HookDeliveryId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        hook_id=HookId(row.hook_id),
        news=HookNews(row.event_id, HookEventType(row.type), about, row.sequence, row.at, row.data),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        tried=row.tried,
        due_at=row.due_at,
        began_at=row.began_at,
        log=tuple(map(_attempt, row.log)),
        settled_at=row.settled_at,
        because=DeadBecause(row.because) if row.because else None,
        waits_since=row.waits_since,
        version=row.version,
    )


def _retiring(row: HookRow, vault: TokenVault) -> Retiring | None:
    if row.sealed_retiring is None or row.retiring_until is None:
        return None
    return Retiring(vault.open(row.sealed_retiring, retiring_purpose(row.workspace_id, row.id)), row.retiring_until)


def _kept(attempt: HookAttempt) -> dict[str, Any]:
    return {
        "number": attempt.number,
        "at": attempt.at.isoformat(),
        "outcome": attempt.outcome.value,
        "status": attempt.status,
        "excerpt": attempt.excerpt,
        "took": None if attempt.took is None else attempt.took // _MICROSECOND,
        "reason": attempt.reason,
    }


def _attempt(kept: Mapping[str, Any]) -> HookAttempt:
    took = kept["took"]
    return HookAttempt(
        kept["number"],
        datetime.fromisoformat(kept["at"]),
        AttemptOutcome(kept["outcome"]),
        kept["status"],
        kept["excerpt"],
        None if took is None else took * _MICROSECOND,
        kept["reason"],
    )
