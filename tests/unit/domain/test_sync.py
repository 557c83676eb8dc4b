from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from creatorport.domain.errors import WrongState
from creatorport.domain.ids import AccountId, SyncRunId, WorkspaceId
from creatorport.domain.sync import (
    MOST_IDLE_PAGES,
    MOST_PAGES,
    MOST_TROUBLES,
    SyncRun,
    SyncState,
    SyncStep,
    SyncTrigger,
    Tally,
)

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SOON = NOW + timedelta(minutes=1)
SOME = Tally(seen=20, new=20)


def queued() -> SyncRun:
    return SyncRun(
        SyncRunId("r-1"), WorkspaceId("lumen"), AccountId("a-1"), SyncTrigger.MANUAL, whole=True, queued_at=NOW
    )


def walking(cursor: int | None = None) -> SyncRun:
    return replace(queued().start(NOW).turn_to(SyncStep.WALK, NOW), cursor=cursor)


def test_a_run_ends_well_with_its_tally_and_duration() -> None:
    run = walking().spend().take_page(SOME, 500, fresh=20, has_more=True).spend()
    run = run.take_page(Tally(seen=5, changed=2), 300, fresh=5, has_more=False).finish(SOON, vanished=3)
    assert (run.state, run.duration, run.calls, run.pages) == (SyncState.DONE, timedelta(minutes=1), 2, 2)
    assert run.tally == Tally(seen=25, new=20, changed=2, vanished=3)
    assert (run.cursor, run.is_open) == (None, False)


def test_a_paused_run_goes_on_at_its_cursor() -> None:
    run = walking().take_page(SOME, 500, fresh=20, has_more=True)
    paused = run.interrupt("TIKTOK_THROTTLED", "wait", retry_at=SOON, counts=False)
    assert (paused.state, paused.retry_at, paused.is_open) == (SyncState.INTERRUPTED, SOON, True)
    resumed = paused.start(SOON)
    assert (resumed.state, resumed.cursor, resumed.step, resumed.started_at) == (
        SyncState.RUNNING, 500, SyncStep.WALK, NOW,
    )  # fmt: skip
    assert (resumed.interruptions, resumed.troubles, resumed.retry_at) == (1, 0, None)


def test_a_run_whose_process_died_goes_on_and_tells() -> None:
    resumed = walking(500).start(SOON)
    assert (resumed.state, resumed.cursor, resumed.interruptions) == (SyncState.RUNNING, 500, 1)


def test_a_cursor_that_does_not_get_smaller_is_not_followed_and_soon_not_believed() -> None:
    run = walking(500)
    for cursor in (500, 501):
        run = run.take_page(SOME, cursor, fresh=0, has_more=True)
        assert (run.cursor, run.is_stuck) == (500, False)
    assert run.take_page(SOME, 499, fresh=1, has_more=True).repeats == 0
    assert run.take_page(SOME, None, fresh=1, has_more=True).is_stuck


def test_a_last_page_may_carry_any_cursor() -> None:
    assert walking(500).take_page(SOME, 500, fresh=1, has_more=False).repeats == 0


def test_a_list_without_end_is_not_walked_for_ever() -> None:
    run = walking(10_000)
    for step in range(MOST_IDLE_PAGES):
        assert not run.is_stuck
        run = run.take_page(Tally(), 9_999 - step, fresh=0, has_more=True)
    assert run.is_stuck
    assert replace(walking(), pages=MOST_PAGES).is_stuck


def test_only_troubles_in_a_row_without_progress_end_a_run() -> None:
    run = walking(500)
    for number in range(MOST_TROUBLES):
        assert not run.is_given_up, number
        run = run.interrupt("TIKTOK_UNREACHABLE", "no", retry_at=SOON, counts=True).start(SOON)
    assert run.is_given_up
    assert not run.take_page(SOME, 400, fresh=1, has_more=True).is_given_up


def test_what_has_ended_does_not_begin_again() -> None:
    done = queued().start(NOW).finish(SOON)
    failed = queued().fail("NEEDS_REAUTH", "no", NOW)
    assert (failed.state, failed.error_code, failed.ended_at) == (SyncState.FAILED, "NEEDS_REAUTH", NOW)
    for ended in (done, failed):
        with pytest.raises(WrongState):
            ended.start(SOON)
        with pytest.raises(WrongState):
            ended.interrupt("X", "x", retry_at=SOON, counts=True)
    assert done.finish(SOON) is done
    assert failed.fail("X", "x", SOON) is failed
    with pytest.raises(WrongState):
        queued().finish(NOW)
