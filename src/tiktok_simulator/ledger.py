from typing import Any

import orjson

from tiktok_simulator.clock import VirtualClock

Entry = dict[str, Any]


class Ledger:
    """Every effect on the simulated TikTok, once each, in order: the judge of "exactly once".

    An entry is `{"number", "at", "kind", …facts}`. It is encoded when it is written, so later changes to the facts
    cannot rewrite history, and saving a long ledger stays cheap.
    """

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._lines: list[bytes] = []
        self._kinds: list[str] = []

    def record(self, kind: str, **facts: Any) -> Entry:
        entry: Entry = {"number": len(self._lines) + 1, "at": self._clock.now(), "kind": kind, **facts}
        self._lines.append(orjson.dumps(entry))
        self._kinds.append(kind)
        return entry

    def __len__(self) -> int:
        return len(self._lines)

    def entries(self, *, after: int = 0, kind: str | None = None, limit: int | None = None) -> list[Entry]:
        """Entries with a number above `after`, of one kind if given, oldest first."""
        wanted = [number for number in range(max(after, 0), len(self._lines)) if kind in (None, self._kinds[number])]
        return [orjson.loads(self._lines[number]) for number in wanted[:limit]]

    def snapshot(self) -> list[orjson.Fragment]:
        return [orjson.Fragment(line) for line in self._lines]

    def restore(self, saved: list[Entry]) -> None:
        self._lines = [orjson.dumps(entry) for entry in saved]
        self._kinds = [entry["kind"] for entry in saved]
