from typing import TYPE_CHECKING, Any

from tiktok_simulator.limits import SlidingWindows
from tiktok_simulator.posting import life
from tiktok_simulator.posting.creators import CreatorSettings
from tiktok_simulator.posting.faults import FAULTS, OPTIONS
from tiktok_simulator.posting.paths import PER_MINUTE
from tiktok_simulator.posting.publishes import Publishes

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


class Posting:
    """State only; the rules are in the modules beside it."""

    def __init__(self, simulator: "Simulator") -> None:
        self.creators = CreatorSettings(simulator.digest)
        self.publishes = Publishes()
        self._windows = {path: SlidingWindows(limit, 60) for path, limit in PER_MINUTE.items()}
        simulator.faults.declare(FAULTS, OPTIONS)
        life.register(simulator)

    def admit(self, path: str, client_key: str, creator: int, now: float) -> bool:
        """Whether the minute has room for one more call of this app for this creator; counts it then."""
        window = self._windows.get(path)
        return window is None or window.admit(f"{client_key} {creator}", now)

    def snapshot(self) -> dict[str, Any]:
        return {
            "creators": self.creators.snapshot(),
            "publishes": self.publishes.snapshot(),
            "windows": {path: window.snapshot() for path, window in self._windows.items()},
        }

    def restore(self, saved: dict[str, Any]) -> None:
        self.creators.restore(saved["creators"])
        self.publishes.restore(saved["publishes"])
        for path, window in self._windows.items():
            window.restore(saved["windows"][path])
