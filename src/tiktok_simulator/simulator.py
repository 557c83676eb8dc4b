import random
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any, Protocol

from tiktok_simulator.agenda import Agenda
from tiktok_simulator.apps import Apps
from tiktok_simulator.business.market import Market
from tiktok_simulator.clock import VirtualClock
from tiktok_simulator.consents import Consents
from tiktok_simulator.faults import Faults
from tiktok_simulator.http.endpoints import Endpoints
from tiktok_simulator.identifiers import Identifiers
from tiktok_simulator.ledger import Ledger
from tiktok_simulator.limits import SlidingWindows
from tiktok_simulator.open.codes import Codes
from tiktok_simulator.open.faults import FAULTS as OPEN_FAULTS
from tiktok_simulator.open.faults import OPTIONS as OPEN_OPTIONS
from tiktok_simulator.open.grants import Grants
from tiktok_simulator.posting.posting import Posting
from tiktok_simulator.settings import Settings
from tiktok_simulator.webhooks import Webhooks
from tiktok_simulator.world import World

_STATE_VERSION = 1


class _Part(Protocol):
    """A part of the simulator with state of its own, as JSON."""

    def snapshot(self) -> Any: ...
    def restore(self, saved: Any) -> None: ...


class Simulator:
    """One simulated TikTok. A reset replaces its parts, so reach them through the simulator each time."""

    clock: VirtualClock
    agenda: Agenda
    ledger: Ledger
    faults: Faults
    world: World
    apps: Apps
    consents: Consents
    codes: Codes
    grants: Grants
    display_limits: SlidingWindows
    webhooks: Webhooks
    market: Market
    posting: Posting

    def __init__(self, settings: Settings) -> None:
        self.http = Endpoints(self)
        self._settings = settings
        self._changes = 0
        self._build(settings)

    @property
    def settings(self) -> Settings:
        return self._settings

    @property
    def changes(self) -> int:
        """Grows with every change of state; whoever saves compares it."""
        return self._changes

    def touch(self) -> None:
        """Say that state has changed and should be saved."""
        self._changes += 1

    def run_due(self) -> None:
        """Let everything happen that the clock has passed."""
        if self.agenda.run_due():
            self.touch()

    def reset(self, seed: int | None = None) -> None:
        """Begin again at the epoch, with nothing done yet."""
        self._build(self._settings if seed is None else replace(self._settings, seed=seed))
        self.touch()

    def continue_with(self, given: Mapping[str, Any]) -> None:
        """Take over the settings given for this run; raises `ValueError` when they belong to another world."""
        settings = replace(self._settings, **given)
        for name in ("seed", "epoch", "size"):
            was, wanted = getattr(self._settings, name), getattr(settings, name)
            if was != wanted:
                raise ValueError(f"the saved state has {name} {was}, not {wanted}")
        self._settings = settings
        if "speed" in given:
            self.clock.set_speed(settings.speed)
        if "webhook_url" in given:
            self.apps.send_webhooks_to(settings.webhook_url)

    def rng(self, name: str) -> random.Random:
        """A seeded stream; each call begins the next one of that name, so take it where it is used."""
        return self._identifiers.rng(name)

    def digest(self, *parts: object) -> bytes:
        """A pure function of the seed and the parts: 32 bytes."""
        return self._identifiers.digest(*parts)

    def token(self, prefix: str) -> str:
        return self._identifiers.token(prefix)

    def number_id(self) -> str:
        return self._identifiers.number_id()

    def log_id(self) -> str:
        return self._identifiers.log_id()

    def save(self) -> dict[str, Any]:
        """All mutable state, for orjson to write at once: it holds live dataclasses."""
        state: dict[str, Any] = {"version": _STATE_VERSION, "settings": asdict(self._settings)}
        state["clock"] = {"now": self.clock.now(), "speed": self.clock.speed}
        state["parts"] = {name: part.snapshot() for name, part in self._parts().items()}
        return state

    @classmethod
    def load(cls, state: Mapping[str, Any]) -> "Simulator":
        """The simulator as it was saved; its clock has stood still meanwhile."""
        if state["version"] != _STATE_VERSION:
            raise ValueError(f"state of version {state['version']}, expected {_STATE_VERSION}")
        simulator = cls(Settings(**state["settings"]))
        simulator._continue(state)
        return simulator

    def go_back(self, state: Mapping[str, Any]) -> None:
        """Be again as it was when this simulator was saved: nothing since then has happened."""
        self.reset()
        self._continue(state)

    def _continue(self, state: Mapping[str, Any]) -> None:
        self.clock.continue_at(state["clock"]["now"], state["clock"]["speed"])
        for name, part in self._parts().items():
            # What an older simulator did not have yet begins afresh.
            if name in state["parts"]:
                part.restore(state["parts"][name])

    def _build(self, settings: Settings) -> None:
        self._settings = settings
        self.clock = VirtualClock(settings.epoch, settings.speed)
        self._identifiers = Identifiers(settings.seed, self.clock)
        self.agenda = Agenda(self.clock)
        self.ledger = Ledger(self.clock)
        self.faults = Faults(self._identifiers)
        self.faults.declare(OPEN_FAULTS, OPEN_OPTIONS)
        self.apps = Apps(self._identifiers, webhook_url=settings.webhook_url)
        self.consents = Consents()
        self.codes = Codes(self.clock, self._identifiers)
        self.grants = Grants(
            self.clock, self._identifiers, self.ledger, lambda number: self.world.creator(number).handle
        )
        self.display_limits = SlidingWindows(limit=600, seconds=60)
        self.webhooks = Webhooks(self.clock, self.ledger, self.faults)
        self.world = World(settings.seed, settings.epoch, settings.size)
        self.market = Market(self)
        self.posting = Posting(self)

    def _parts(self) -> dict[str, _Part]:
        return {
            "identifiers": self._identifiers,
            "agenda": self.agenda,
            "ledger": self.ledger,
            "faults": self.faults,
            "apps": self.apps,
            "consents": self.consents,
            "codes": self.codes,
            "grants": self.grants,
            "display_limits": self.display_limits,
            "webhooks": self.webhooks,
            "world": self.world,
            "market": self.market,
            "posting": self.posting,
        }
