import heapq
from collections.abc import Callable
from typing import Any

from tiktok_simulator.clock import VirtualClock

Facts = dict[str, Any]
Action = Callable[[Facts], None]


class Agenda:
    """What will happen on TikTok by itself, in order of virtual time.

    An appointment is a kind and JSON-able facts, never a closure, so that it can be saved. Whoever owns a kind
    registers its action with `on` before the first appointment of that kind falls due.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._actions: dict[str, Action] = {}
        self._appointments: list[tuple[float, int, str, str, Facts]] = []
        self._made = 0
        self._reached = clock.now()

    def on(self, kind: str, action: Action) -> None:
        self._actions[kind] = action

    def at(self, when: float, kind: str, key: str = "", **facts: Any) -> None:
        """Do `kind` at `when` (virtual seconds; the past means at once). `key` lets it be cancelled."""
        if kind not in self._actions:
            raise KeyError(f"no action is registered for {kind!r}")
        self._made += 1
        heapq.heappush(self._appointments, (max(when, self._clock.now()), self._made, kind, key, facts))

    def cancel(self, key: str) -> int:
        """Forget all appointments with this key; returns how many there were."""
        kept = [appointment for appointment in self._appointments if appointment[3] != key]
        gone = len(self._appointments) - len(kept)
        heapq.heapify(kept)
        self._appointments = kept
        return gone

    def next_due(self) -> float | None:
        return self._appointments[0][0] if self._appointments else None

    def run_due(self) -> int:
        """Do everything due by now, in order, each seeing the clock at its own due time; returns how many."""
        until = self._clock.now()
        done = 0
        while self._appointments and self._appointments[0][0] <= until:
            when, _, kind, _, facts = heapq.heappop(self._appointments)
            self._reached = max(self._reached, when)
            with self._clock.standing_at(self._reached):
                self._actions[kind](facts)
            done += 1
        return done

    def snapshot(self) -> dict[str, Any]:
        return {"made": self._made, "reached": self._reached, "appointments": sorted(self._appointments)}

    def restore(self, saved: dict[str, Any]) -> None:
        self._made = saved["made"]
        self._reached = saved["reached"]
        self._appointments = [
            (when, number, kind, key, facts) for when, number, kind, key, facts in saved["appointments"]
        ]
        heapq.heapify(self._appointments)
