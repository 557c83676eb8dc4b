"""A simulated TikTok in a process of its own, a brand's token for it, and its ledger: the judge."""

import re
import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.e2e.stage.processes import Program, start
from tests.e2e.stage.waiting import soon

_READY = re.compile(r"tiktok-simulator is ready at (\S+)")
_REDIRECT = "https://gateway.example/auth/tiktok-business/callback"
_V13 = "/business/open_api/v1.3"
CREATE, UPDATE, SEND = (f"{_V13}/tto/tcm/{path}/" for path in ("campaign/create", "campaign/update", "invitation/send"))


@dataclass(frozen=True, slots=True)
class Tally:
    """What TikTok did for one campaign of ours, from its own books."""

    campaigns: int
    added: Counter[str]
    notified: Counter[str]
    invited: Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Market:
    """One TikTok One, and the account of ours in it."""

    http: httpx.Client
    assumed: bool
    account: str
    token: str
    world: dict[str, Any]

    def environment(self) -> dict[str, str]:
        login, business = self.world["apps"]["open"][0], self.world["apps"]["business"][0]
        return {
            "TIKTOK_CLIENT_KEY": login["client_key"],
            "TIKTOK_CLIENT_SECRET": login["client_secret"],
            "TIKTOK_APP_ID": business["app_id"],
            "TIKTOK_APP_SECRET": business["secret"],
            "CREATORPORT_TIKTOK_WWW_ORIGIN": self.world["roots"]["www"],
            "CREATORPORT_TIKTOK_OPEN_ORIGIN": self.world["roots"]["open"],
            "CREATORPORT_TIKTOK_BUSINESS_ORIGIN": self.world["roots"]["business"],
            "CREATORPORT_ASSUMED_MARKETPLACE": str(self.assumed).lower(),
        }

    def fault(self, name: str, endpoint: str, **how: Any) -> None:
        self._control("faults", {"name": name, "endpoint": endpoint, **how})

    def option(self, **options: Any) -> None:
        self._control("market", options)

    def creators(self, many: int, *, standing: str = "IN") -> tuple[str, ...]:
        """Return handles that are on TikTok One, or stand otherwise."""
        answer = self.http.get("/_simulator/world/creators", params={"limit": max(100, 5 * many)}).raise_for_status()
        found = [one["handle"] for one in answer.json()["creators"] if one["standing"] == standing]
        return tuple(found[:many])

    def ledger(self, kind: str) -> list[dict[str, Any]]:
        answer = self.http.get("/_simulator/ledger", params={"kind": kind, "limit": 10**6}).raise_for_status()
        entries: list[dict[str, Any]] = answer.json()["entries"]
        return entries

    def tally(self, reference: str) -> Tally:
        ids = [one["campaign_id"] for one in self.ledger("campaign_created") if one["campaign_name"] == reference]

        def ours(kind: str) -> list[dict[str, Any]]:
            return [one for one in self.ledger(kind) if one["campaign_id"] in ids]

        return Tally(
            len(ids),
            Counter(one["handle_name"] for one in ours("handles_added")),
            Counter(one["handle_name"] for one in ours("notification_sent")),
            Counter((one["handle_name"], one["external_id"]) for one in ours("invitation_sent")),
        )

    def _control(self, what: str, body: dict[str, Any]) -> None:
        self.http.post(f"/_simulator/{what}", json=body).raise_for_status()


@contextmanager
def simulator(log: Path, *, assumed: bool, options: Sequence[str] = ()) -> Iterator[httpx.Client]:
    """Start a simulator, with further options of its command, and yield a client of it."""
    flags = ["--assumed"] if assumed else []
    program = start(log, ["tiktok_simulator", "serve", "--port", "0", *flags, *options])
    try:
        address = soon(lambda: _address(program), "the simulator is ready")
        with httpx.Client(base_url=address, trust_env=False, timeout=30) as http:
            yield http
    finally:
        program.stop(signal.SIGKILL)


def _address(program: Program) -> str:
    assert program.alive, program.text()
    ready = _READY.search(program.text())
    return "" if ready is None else ready[1]


def opened(http: httpx.Client) -> Market:
    """Begin anew with a market in which nobody moves by themselves, and connect to it."""
    http.post("/_simulator/reset").raise_for_status()
    world = http.get("/_simulator/world").raise_for_status().json()
    token = _log_in(http, world["apps"]["business"][0])
    market = Market(http, world["assumed"], world["tto_accounts"][0]["tto_tcm_account_id"], token, world)
    market.option(autonomous=False, limited=False)
    return market


def _log_in(http: httpx.Client, app: dict[str, Any]) -> str:
    http.post("/_simulator/consent", json={"action": "approve", "page": "portal"}).raise_for_status()
    query = {"app_id": app["app_id"], "state": "s1", "redirect_uri": _REDIRECT}
    sent_back = http.get("/business/portal/auth", params=query).headers["location"]
    code = parse_qs(urlsplit(sent_back).query)["auth_code"][0]
    secrets = {"app_id": app["app_id"], "secret": app["secret"], "auth_code": code}
    return str(http.post(f"{_V13}/oauth2/access_token/", json=secrets).json()["data"]["access_token"])
