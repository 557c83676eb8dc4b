"""The storm of `python -m bench.chaos`, in small: all that can go wrong at once, judged by TikTok's own books."""

from pathlib import Path

import psycopg
import pytest

from bench.chaos import weather
from bench.chaos.trial import Plan, Trial
from tests.e2e.crash.children import Nursery
from tests.e2e.crash.market import opened, simulator

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("crash")]


async def test_in_a_storm_each_creator_is_invited_exactly_once_and_has_a_verdict(
    the_nursery: Nursery, migrated_database: tuple[str, psycopg.Connection], database_url: str, tmp_path: Path
) -> None:
    assert migrated_database[0] == database_url
    options = ["--speed", str(weather.SPEED), "--tempo", str(weather.TEMPO)]
    with simulator(tmp_path / "simulator.log", assumed=True, options=options) as http:
        words: list[str] = []
        outcome = await Trial(
            the_nursery,
            opened(http),
            database_url,
            Plan(24, campaigns=1, kills=2, settle_after=2.0, patience=300),
            words.append,
        ).run()
    verdict = outcome.verdict
    assert verdict.is_clean, verdict
    assert (verdict.sent, verdict.undeliverable, verdict.campaigns) == (24, 0, 1)
    # Ten outsiders, and a few creators whom both batches of the campaign name.
    assert verdict.refused >= 10
    assert outcome.kills >= 1
    assert outcome.struck.lost > 0
    assert outcome.struck.throttled > 0
