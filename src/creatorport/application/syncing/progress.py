"""The sync stream of an account: what is written to the log, and read back."""

from collections.abc import Mapping
from datetime import datetime

from creatorport.application.ports.event_log import Logged
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.streams import account_sync
from creatorport.application.sync_views import SyncProgressView, SyncRunView
from creatorport.domain.effect import Json
from creatorport.domain.ids import AccountId, SyncRunId
from creatorport.domain.sync import SyncRun

KIND = "sync-progress"

_INSTANTS = ("queued_at", "started_at", "ended_at", "retry_at")


async def tell(uow: UnitOfWork, run: SyncRun, now: datetime) -> None:
    """Append where a run stands to its account's stream."""
    await uow.log.append(account_sync(run.account_id), KIND, to_payload(run), now)


def to_payload(run: SyncRun) -> Mapping[str, Json]:
    shown = run_view(run)
    facts: dict[str, Json] = {name: getattr(shown, name) for name in SyncRunView.__slots__ if name not in _INSTANTS}
    return facts | {name: _written(getattr(shown, name)) for name in _INSTANTS}


def from_logged(entry: Logged) -> SyncProgressView:
    facts = {name: _instant(value) if name in _INSTANTS else value for name, value in entry.payload.items()}
    return SyncProgressView(entry.number, entry.at, SyncRunView(**facts))  # type: ignore[arg-type]  # as `to_payload` wrote it


def run_view(run: SyncRun) -> SyncRunView:
    return SyncRunView(
        id=SyncRunId(run.id),
        account_id=AccountId(run.account_id),
        trigger=run.trigger.value,
        whole=run.whole,
        state=run.state.value,
        step=run.step.value,
        queued_at=run.queued_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
        pages=run.pages,
        interruptions=run.interruptions,
        calls=run.calls,
        seen=run.tally.seen,
        new=run.tally.new,
        changed=run.tally.changed,
        vanished=run.tally.vanished,
        returned=run.tally.returned,
        error_code=run.error_code,
        error=run.error,
        retry_at=run.retry_at,
    )


def _written(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _instant(value: Json) -> datetime | None:
    return None if value is None else datetime.fromisoformat(str(value))
