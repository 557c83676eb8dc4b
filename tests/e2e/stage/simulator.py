"""The simulated TikTok in a process of its own, and its control API."""

from pathlib import Path
from typing import Any

import httpx
import orjson

from tests.e2e.stage.processes import Program, free_port, start
from tests.e2e.stage.waiting import soon


class Simulator:
    """One simulated TikTok. Time runs as fast as ours, and jumps when told to."""

    def __init__(self, folder: Path, *, seed: int = 7, tempo: float = 0.05) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self._state = folder / "simulator.json"
        self._folder = folder
        self._arguments = [
            "tiktok_simulator", "serve", "--port", str(self.port), "--seed", str(seed), "--speed", "1",
            "--tempo", str(tempo), "--assumed", "--state", str(self._state),
        ]  # fmt: skip
        self._program: Program | None = None
        self._http = httpx.Client(base_url=f"{self.url}/_simulator/", trust_env=False, timeout=30)

    def start(self) -> None:
        self._program = start(self._folder / "simulator.log", self._arguments)
        soon(self._answers, "the simulator answers")

    def stop(self) -> None:
        if self._program is not None:
            self._program.stop()
            self._program = None

    def close(self) -> None:
        self.stop()
        self._http.close()

    def _answers(self) -> bool:
        assert self._program is not None
        assert self._program.alive, self._program.text()
        try:
            return self._http.get("clock").status_code == 200
        except httpx.TransportError:
            return False

    def see(self, path: str) -> Any:
        return self._http.get(path).raise_for_status().json()

    def do(self, path: str, **body: Any) -> Any:
        return self._http.post(path, json=body).raise_for_status().json()

    def world(self) -> dict[str, Any]:
        world: dict[str, Any] = self.see("world")
        return world

    def ledger(self, kind: str) -> list[dict[str, Any]]:
        """What was really done, of one kind."""
        entries: list[dict[str, Any]] = self.see(f"ledger?kind={kind}")["entries"]
        return entries

    def advance(self, seconds: float) -> None:
        """Let time pass, and wait until the webhooks that fell due were tried."""
        self.do("clock", advance=seconds, settle=True)

    def arm(self, name: str, endpoint: str, **fault: Any) -> None:
        self.do("faults", name=name, endpoint=endpoint, **fault)

    def disarm(self) -> None:
        self._http.delete("faults").raise_for_status()

    def answered(self, endpoint: str) -> int:
        """How many calls to an endpoint were answered."""
        return sum(one["times"] for one in self.see("requests")["answered"] if one["endpoint"] == endpoint)

    def secrets(self) -> set[str]:
        """Every app secret, token and code that this TikTok knows now."""
        parts = self._saved_parts()
        apps, grants, brand = parts["apps"], parts["grants"], parts["market"]["brand_tokens"]
        return {
            *(app["client_secret"] for app in apps["open"]),
            *(app["secret"] for app in apps["business"]),
            *(code["value"] for code in parts["codes"]),
            *(token["value"] for kind in ("access", "refresh") for token in grants[kind]),
            *brand["codes"],
            *brand["tokens"],
        }

    def _saved_parts(self) -> Any:
        """What it has saved, which is a moment behind what it has done, once nothing that is done by now is missing."""
        done: int = self.see("world")["counts"]["ledger"]
        saved: dict[str, Any] = {"ledger": []}

        def caught_up() -> bool:
            saved.update(orjson.loads(self._state.read_bytes())["parts"])
            return len(saved["ledger"]) >= done

        soon(caught_up, "the simulator has saved what it has done")
        return saved
