"""Whatever we change at TikTok is changed once, however the process dies while it does so: each effect, each moment.

What it is judged by is the simulated TikTok's own ledger. Processes that are really killed are in `tests/e2e/crash`.
"""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import psycopg
import pytest
from structlog.testing import capture_logs

from creatorport.domain.effect import EffectKind
from tests.integration.deaths.acts import ASSUMED, DOCUMENTED, Act, nothing
from tests.integration.deaths.stage import ORIGIN, Stage, SuddenDeath
from tests.integration.deaths.story import Story
from tests.integration.simulator_market.office import Office
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator

SETTLED, OVER = "before the commit of drive_effect", "before the end of the job"


def test_no_effect_is_left_out() -> None:
    assert {act.kind for act in (*ASSUMED, *DOCUMENTED)} == set(EffectKind)


@asynccontextmanager
async def staged(url: str, database: psycopg.Connection, *, assumed: bool) -> AsyncIterator[Story]:
    simulator = Simulator(Settings(size=20, assumed=assumed))
    simulator.market.change_options({"limited": False, "autonomous": False, "null_share": 0.0})
    transport = httpx.ASGITransport(create_app(simulator))
    async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        office = Office(simulator, http)
        await office.log_in()
        stage = Stage(office, http, url, database)
        try:
            yield Story(stage)
        finally:
            await stage.container.storage.engine().dispose()


@pytest.mark.parametrize("assumed", [True, False])
async def test_death_at_every_moment_of_every_effect_changes_nothing(
    database_url: str, migrated_database: tuple[str, psycopg.Connection], assumed: bool
) -> None:
    with capture_logs():  # thousands of calls, each with its line
        await tell(database_url, migrated_database[1], assumed=assumed)


async def tell(url: str, database: psycopg.Connection, *, assumed: bool) -> None:
    async with staged(url, database, assumed=assumed) as story:
        for act in ASSUMED if assumed else DOCUMENTED:
            await act.before(story)
            await die_while_asking(story, act)
            story.stage.take_photograph()
            lost, kept = await sweep(story, act, lost=True), await sweep(story, act, lost=False)
            end = [SETTLED] if assumed else [SETTLED, OVER]
            assert kept[-len(end) - 1 :] == [f"before {act.call.name}", *end], act.kind
            assert lost[: len(kept)] == kept
            assert (lost[-len(end) :], len(lost) > len(kept) + len(end)) == (end, True), act.kind


async def die_while_asking(story: Story, act: Act) -> None:
    """The request that asks for the act dies before its commit, and its client asks again, twice."""
    if act.ask is nothing:
        return
    story.stage.be_mortal(dies_at=1)
    with pytest.raises(SuddenDeath):
        await act.ask(story)
    story.stage.live_again()
    await act.ask(story)
    await act.ask(story)


async def sweep(story: Story, act: Act, *, lost: bool) -> list[str]:
    """Make an act's change again and again, each time dying one moment later, until one lives; return where it died."""
    stage, died_before, survived = story.stage, list[str](), False
    while not survived:
        stage.go_back()
        if lost:
            stage.lose_answers(act.call.path)
        stage.be_mortal(dies_at=len(died_before) + 1)
        try:
            await stage.drive(act.kind)
            survived = True
        except SuddenDeath as death:
            died_before.append(str(death))
            stage.live_again()
            await stage.drive(act.kind)
        stage.hear_again()
        judge(stage, act, (act.kind, "lost" if lost else "kept", died_before))
    stage.be_mortal(dies_at=0)
    return died_before


def judge(stage: Stage, act: Act, about: object) -> None:
    assert stage.happened() == Counter(act.happens), about
    open_effects = stage.rows("SELECT kind, state FROM effects WHERE state <> 'done' ORDER BY id")
    assert open_effects == [(kind.value, "intended") for kind in act.leaves], about
    query, expected = act.verdict
    assert stage.rows(query) == expected, about
