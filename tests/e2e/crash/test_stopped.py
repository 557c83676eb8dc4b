"""A process is told to stop in the middle of a call to TikTok."""

import signal

import pytest

from tests.e2e.crash.conftest import OpenTrial
from tests.e2e.crash.market import CREATE
from tests.e2e.crash.places import rows
from tests.e2e.crash.waiting import until

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("crash")]


async def test_a_stopping_process_hears_the_answer_and_settles(open_trial: OpenTrial) -> None:
    trial = open_trial(assumed=False)
    trial.market.fault("slow_answer", CREATE, count=1, options={"seconds": 1.0})
    async with trial.place() as place:
        child = place.bear(timeout=20.0)
        await until(lambda: bool(trial.market.ledger("campaign_created")), child.last_words)
        child.send(signal.SIGTERM)
        assert await child.end() == 0, child.last_words()
        assert rows(place.url, "SELECT state, calls, look_ups FROM effects") == [("done", 1, 0)]
        assert rows(place.url, "SELECT state FROM invitations") == [("sent",)] * 2
        assert rows(place.url, "SELECT task_name FROM procrastinate_jobs WHERE status = 'doing'") == []
        other = place.bear()
        assert await other.end() == 0, other.last_words()
        place.judge()


async def test_what_takes_longer_than_the_grace_is_put_back_and_looked_up_by_the_next(open_trial: OpenTrial) -> None:
    trial = open_trial(assumed=False)
    trial.market.fault("slow_answer", CREATE, count=1, options={"seconds": 5.0})
    async with trial.place() as place:
        child = place.bear(timeout=20.0, grace=0.2)
        await until(lambda: bool(trial.market.ledger("campaign_created")), child.last_words)
        child.send(signal.SIGTERM)
        assert await child.end() == 0, child.last_words()
        assert rows(place.url, "SELECT state, calls FROM effects") == [("calling", 1)]
        assert rows(place.url, "SELECT task_name, status::text FROM procrastinate_jobs") == [("drive_effect", "todo")]
        other = place.bear()
        assert await other.end() == 0, other.last_words()
        assert rows(place.url, "SELECT calls FROM effects WHERE kind = 'launch_campaign'") == [(1,)]
        place.judge()
