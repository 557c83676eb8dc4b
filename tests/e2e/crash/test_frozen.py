"""Two processes on one queue, one of which freezes in the middle of a call, is taken for dead, and comes back."""

import signal

import pytest

from tests.e2e.crash.children import Child
from tests.e2e.crash.conftest import OpenTrial
from tests.e2e.crash.market import CREATE, SEND
from tests.e2e.crash.places import rows
from tests.e2e.crash.trial import Place, Trial
from tests.e2e.crash.waiting import until

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("crash")]


async def frozen(trial: Trial, place: Place, path: str, entry: str) -> Child:
    """Return a process that is frozen after TikTok has done what it asked for, and before it heard so."""
    trial.market.fault("slow_answer", path, count=1, options={"seconds": 0.7})
    child = place.bear(timeout=20.0)
    await until(lambda: bool(trial.market.ledger(entry)), child.last_words)
    child.send(signal.SIGSTOP)
    assert not child.has_ended
    return child


@pytest.mark.parametrize(
    ("assumed", "path", "entry"),
    [(False, CREATE, "campaign_created"), (True, SEND, "invitation_sent")],
)
async def test_a_late_answer_changes_nothing_that_another_process_has_settled(
    open_trial: OpenTrial, assumed: bool, path: str, entry: str
) -> None:
    trial = open_trial(assumed=assumed)
    async with trial.place() as place:
        child = await frozen(trial, place, path, entry)
        other = place.bear()
        assert await other.end() == 0, other.last_words()
        settled = rows(place.url, "SELECT id, version FROM effects ORDER BY id")
        child.send(signal.SIGCONT)
        assert await child.end() == 0, child.last_words()
        assert rows(place.url, "SELECT id, version FROM effects ORDER BY id") == settled
        assert "the job was taken over by another worker" in child.words()
        place.judge()


@pytest.mark.parametrize(("assumed", "moment"), [(False, "tto.campaign.update"), (True, "tto.invitation.send")])
async def test_a_request_that_another_process_has_made_meanwhile_never_leaves(
    open_trial: OpenTrial, assumed: bool, moment: str
) -> None:
    """Frozen before the request left. Nothing can be proved about a machine that stops between our last look at the
    time and the network card; up to there, a call that comes too late is not made."""
    trial = open_trial(assumed=assumed)
    async with trial.place() as place:
        child = place.bear(freeze_at=f"before {moment}")
        await until(lambda: f"before {moment}" in child.moments(), child.last_words)
        other = place.bear()
        assert await other.end() == 0, other.last_words()
        child.send(signal.SIGCONT)
        assert await child.end() == 0, child.last_words()
        place.judge()
