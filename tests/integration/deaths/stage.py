"""A gateway of the real parts on PostgreSQL and on the simulated TikTok, all of which can begin anew from one moment.

Death is an exception that nothing of the product catches. Whatever was in memory is then thrown away, and the next
assembly of the same parts finds only what PostgreSQL and TikTok have.
"""

import base64
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import orjson
import psycopg
import structlog
from dependency_injector import providers

from creatorport.adapters.settings.keys import key_source
from creatorport.adapters.settings.settings import Settings
from creatorport.application.effects.drive import Drive
from creatorport.application.ports.jobs import DriveEffect
from creatorport.container.gateway import GatewayContainer
from creatorport.domain.effect import EffectKind
from tests.e2e.crash.mortality import make_mortal
from tests.fakes.budget import UnlimitedBudget
from tests.integration.deaths.photograph import Photograph
from tests.integration.simulator_market.office import Office
from tiktok_simulator.faults import Fault

ORIGIN = "http://tiktok.test"
SETTLE_AFTER = timedelta(seconds=45)
_MOST_JOBS = 20
_TAKE = """
    UPDATE procrastinate_jobs SET status = 'doing' WHERE id = (
        SELECT jobs.id FROM procrastinate_jobs AS jobs JOIN effects ON effects.id = jobs.args->>'effect_id'
        WHERE task_name = 'drive_effect' AND status = 'todo' AND effects.kind = %s
        ORDER BY scheduled_at NULLS FIRST, jobs.id LIMIT 1
    ) RETURNING id, args, scheduled_at IS NOT NULL
"""
_RESCUE = """
    UPDATE procrastinate_jobs SET status = 'todo' WHERE status = 'doing' AND NOT EXISTS (
        SELECT FROM procrastinate_jobs AS other
        WHERE other.status = 'todo' AND other.queueing_lock = procrastinate_jobs.queueing_lock
    );
    DELETE FROM procrastinate_jobs WHERE status = 'doing'
"""


class SuddenDeath(BaseException):
    """The process is gone. No `except Exception` hears of it, as none would."""


@dataclass(slots=True)
class TurnableClock:
    instant: datetime

    def now(self) -> datetime:
        return self.instant


class Stage:
    """`container` is the newest assembly of the parts; `go_back` leads to where the photograph was taken."""

    def __init__(self, office: Office, http: httpx.AsyncClient, url: str, database: psycopg.Connection) -> None:
        self.office, self.simulator = office, office.simulator
        self.assumed = office.simulator.settings.assumed
        self._database = database
        self.clock = TurnableClock(datetime.fromtimestamp(self.simulator.clock.now(), UTC))
        app = self.simulator.apps.business[0]
        settings = Settings(
            database_url=url,
            encryption_keys="test:" + base64.b64encode(bytes(32)).decode(),
            tiktok_app_id=app.app_id,
            tiktok_app_secret=app.secret,
            tiktok_client_key="key",
            tiktok_client_secret="secret",
            tiktok_business_origin=f"{ORIGIN}/business",
            tiktok_open_origin=f"{ORIGIN}/open",
            tiktok_advertiser_id=self.simulator.apps.advertisers[0].advertiser_id,
            assumed_marketplace=self.assumed,
        )
        self.container = GatewayContainer(
            settings=settings, database_url=url, keys=key_source(settings), http=http, clock=self.clock
        )
        self.container.checks.override({})
        self.container.tiktok.budget.override(providers.Object(UnlimitedBudget()))
        # Connections and compiled statements are PostgreSQL's and Python's; the product keeps nothing in them.
        self.container.storage.engine.override(providers.Object(self.container.storage.engine()))
        make_mortal(self.container, self)
        self.moments: list[str] = []
        self._dies_at = 0

    def be_mortal(self, dies_at: int) -> None:
        """Die before the so-manieth commit, call or end of a job: between two of them nothing happens that lasts."""
        self.moments, self._dies_at = [], dies_at

    def moment(self, name: str) -> None:
        if name.startswith("before"):
            self.moments.append(name)
            if len(self.moments) == self._dies_at:
                raise SuddenDeath(name)

    def live_again(self) -> None:
        """Throw away all that was in memory, and begin with what others keep."""
        self.be_mortal(0)
        self.container.storage.units.reset_override()
        self.container.tiktok.transport.reset_override()
        self.container.reset_singletons()
        make_mortal(self.container, self)
        self._database.execute(_RESCUE)

    def take_photograph(self) -> None:
        self._simulator_then = orjson.dumps(self.simulator.save())
        self._clock_then = self.clock.instant
        self._photograph = Photograph(self._database)
        self._entries_then = len(self.simulator.ledger)

    def go_back(self) -> None:
        self._photograph.go_back()
        self.simulator.go_back(orjson.loads(self._simulator_then))
        self.clock.instant = self._clock_then

    def lose_answers(self, path: str) -> None:
        """TikTok does what it is asked there, and never says so."""
        self.simulator.faults.arm(Fault("lost_answer", f"/business{path}"))

    def hear_again(self) -> None:
        self.simulator.faults.disarm()

    def happened(self) -> Counter[str]:
        """What TikTok's own books say since the photograph, by kind."""
        return Counter(one["kind"] for one in self.simulator.ledger.entries(after=self._entries_then))

    def rows(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        return self._database.execute(query.encode(), given or None).fetchall()

    def pass_time(self, by: timedelta) -> None:
        self.clock.instant += by
        self.simulator.clock.advance(by.total_seconds())
        self.simulator.run_due()

    async def drive(self, kind: EffectKind) -> None:
        """Run the jobs of this kind's effects, as the worker does, until there are none."""
        container = self.container
        drive = Drive(container.storage.units(), self.clock, container.work.performers(), SETTLE_AFTER)
        for _ in range(_MOST_JOBS):
            taken = self._database.execute(_TAKE, [kind.value]).fetchone()
            if taken is None:
                return
            number, arguments, waited = taken
            if waited:
                self.pass_time(SETTLE_AFTER)
            with structlog.contextvars.bound_contextvars(task="drive_effect"):
                await drive(DriveEffect(**arguments))
            if not self.assumed:  # what comes of a job that is run again is the same for all kinds
                self.moment("before the end of the job")
            self._database.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [number])
        raise AssertionError(f"{kind} never comes to rest")
