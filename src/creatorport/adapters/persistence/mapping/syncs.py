from creatorport.adapters.persistence.rows import SyncRunRow, SyncTimesRow
from creatorport.domain.ids import AccountId, SyncRunId, WorkspaceId
from creatorport.domain.sync import SyncRun, SyncState, SyncStep, SyncTimes, SyncTrigger, Tally


def to_row(run: SyncRun) -> SyncRunRow:
    return SyncRunRow(
        workspace_id=run.workspace_id,
        id=run.id,
        account_id=run.account_id,
        trigger=run.trigger.value,
        whole=run.whole,
        queued_at=run.queued_at,
        state=run.state.value,
        step=run.step.value,
        started_at=run.started_at,
        step_at=run.step_at,
        ended_at=run.ended_at,
        cursor=run.cursor,
        pages=run.pages,
        idle_pages=run.idle_pages,
        repeats=run.repeats,
        troubles=run.troubles,
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
        version=run.version,
    )


def from_row(row: SyncRunRow) -> SyncRun:
    return SyncRun(
        id=SyncRunId(row.id),
        workspace_id=WorkspaceId(row.workspace_id),
        account_id=AccountId(row.account_id),
        trigger=SyncTrigger(row.trigger),
        whole=row.whole,
        queued_at=row.queued_at,
        state=SyncState(row.state),
        step=SyncStep(row.step),
        started_at=row.started_at,
        step_at=row.step_at,
        ended_at=row.ended_at,
        cursor=row.cursor,
        pages=row.pages,
        idle_pages=row.idle_pages,
        repeats=row.repeats,
        troubles=row.troubles,
        interruptions=row.interruptions,
        calls=row.calls,
        tally=Tally(row.seen, row.new, row.changed, row.vanished, row.returned),
        error_code=row.error_code,
        error=row.error,
        retry_at=row.retry_at,
        version=row.version,
    )


def times_from_row(row: SyncTimesRow) -> SyncTimes:
    return SyncTimes(WorkspaceId(row.workspace_id), AccountId(row.account_id), row.next_at, row.asked_at, row.walked_at)


def times_to_row(times: SyncTimes) -> SyncTimesRow:
    return SyncTimesRow(
        workspace_id=times.workspace_id,
        account_id=times.account_id,
        next_at=times.next_at,
        asked_at=times.asked_at,
        walked_at=times.walked_at,
    )
