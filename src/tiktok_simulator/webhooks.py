"""What TikTok has told the outside world, and what of it still waits to be delivered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tiktok_simulator.clock import VirtualClock
from tiktok_simulator.faults import SECONDS, WHOLE, Faults, Options
from tiktok_simulator.ledger import Ledger
from tiktok_simulator.signing import open_signature, shop_signature, subscription_signature

FAULTS: Mapping[str, str] = {
    "duplicate_webhook": "the event is emitted twice",
    "late_webhook": "the first attempt comes `seconds` of virtual time late (default 3600)",
    "reordered_webhook": "held back until the next event to the same URL, or 60 virtual seconds, have passed",
    "wrongly_signed_webhook": "the first `attempts` attempts (default 1) carry a wrong signature",
}
OPTIONS: Options = {"late_webhook": {"seconds": SECONDS}, "wrongly_signed_webhook": {"attempts": WHOLE}}
_HOUR = 3600
# How long each channel keeps trying, in virtual seconds.
HORIZON: Mapping[str, float] = {"open": 72 * _HOUR, "subscription": 24 * _HOUR, "shop": 72 * _HOUR}
# Who subscribed is tried again at once, and only then ever more seldom.
_RETRIED_AT_ONCE: Mapping[str, int] = {"subscription": 1}
_FIRST_BACKOFF = 15
_LONGEST_BACKOFF = 6 * _HOUR
_KEPT = 5000


@dataclass(slots=True)
class Delivery:
    """One event on its way to one URL."""

    number: int
    channel: str
    url: str
    body: str
    scheme: str
    secret: str
    app_key: str
    emitted_at: float
    due: float
    order: float
    retry_t: str
    held: bool = False
    first_t: int | None = None
    spoiled_attempts: int = 0
    status: str = "pending"
    attempts: list[dict[str, Any]] = field(default_factory=list)

    def headers(self, now: float) -> dict[str, str]:
        """The headers of an attempt made now."""
        body = self.body.encode()
        secret = "not the secret" if len(self.attempts) < self.spoiled_attempts else self.secret
        if self.scheme == "subscription":
            signature = {"X-Open-Signature": subscription_signature(secret, body)}
        elif self.scheme == "shop":
            signature = {"Authorization": shop_signature(self.app_key, secret, body)}
        else:
            if self.first_t is None:
                self.first_t = int(now)
            moment = self.first_t if self.retry_t == "original" else int(now)
            signature = {"Tiktok-Signature": open_signature(secret, moment, body)}
        return {"Content-Type": "application/json", "User-Agent": "TikTok-Webhooks", **signature}

    def settle(self, now: float, *, status: int | None, error: str | None) -> None:
        """Note an attempt's outcome: done on 200, else try again later, or give up at the horizon."""
        self.attempts.append({"at": now, "status": status, "error": error})
        if status == 200:
            self.status = "delivered"
            return
        # From the due time, not from now: after a leap of the clock the attempts missed are still made.
        patient = len(self.attempts) - _RETRIED_AT_ONCE.get(self.scheme, 0)
        self.due += min(_FIRST_BACKOFF * 2 ** (patient - 1), _LONGEST_BACKOFF) if patient > 0 else 0
        if self.due > self.emitted_at + HORIZON[self.scheme]:
            self.status = "dropped"


class Webhooks:
    def __init__(self, clock: VirtualClock, ledger: Ledger, faults: Faults) -> None:
        self._clock = clock
        self._ledger = ledger
        self._faults = faults
        self._deliveries: list[Delivery] = []
        self._emitted = 0
        faults.declare(FAULTS, OPTIONS)

    @property
    def deliveries(self) -> Sequence[Delivery]:
        """The last few thousand, oldest first."""
        return tuple(self._deliveries)

    def emit(
        self,
        channel: str,
        url: str | None,
        secret: str,
        body: bytes,
        sign: str = "open",
        *,
        app_key: str = "",
        retry_t: str = "fresh",
    ) -> None:
        """Tell `url` (None: nobody has asked to be told, so nothing happens).

        `sign` is "open" (`TikTok-Signature: t=,s=`), "subscription" (`X-Open-Signature`) or "shop"
        (`Authorization`). The ledger notes the emission; how delivery fares is kept here only, because it depends
        on the receiver.
        """
        if url is None:
            return
        endpoint = f"webhook:{channel}"
        self._ledger.record("webhook_emitted", channel=channel, url=url, body=body.decode())
        copies = 2 if self._faults.strike("duplicate_webhook", endpoint) is not None else 1
        late = self._faults.strike("late_webhook", endpoint)
        held = self._faults.strike("reordered_webhook", endpoint) is not None
        spoiled = self._faults.strike("wrongly_signed_webhook", endpoint)
        now = self._clock.now()
        delay = 0.0 if late is None else float(late.get("seconds", _HOUR))
        for _ in range(copies):
            self._emitted += 1
            self._deliveries.append(
                Delivery(
                    number=self._emitted,
                    channel=channel,
                    url=url,
                    body=body.decode(),
                    scheme=sign,
                    secret=secret,
                    app_key=app_key,
                    emitted_at=now,
                    due=now + delay + (60 if held else 0),
                    order=self._emitted,
                    retry_t=retry_t,
                    held=held,
                    spoiled_attempts=0 if spoiled is None else int(spoiled.get("attempts", 1)),
                )
            )
        if not held:
            self._release_held(url, now)
        self._forget_oldest()

    def due(self) -> list[Delivery]:
        """What should be attempted now, in the order of attempting."""
        now = self._clock.now()
        waiting = [delivery for delivery in self._deliveries if delivery.status == "pending"]
        return sorted(
            (delivery for delivery in waiting if delivery.due <= now),
            key=lambda delivery: (delivery.due, delivery.order),
        )

    def snapshot(self) -> dict[str, Any]:
        return {"emitted": self._emitted, "deliveries": list(self._deliveries)}

    def restore(self, saved: dict[str, Any]) -> None:
        self._emitted = saved["emitted"]
        self._deliveries = [Delivery(**facts) for facts in saved["deliveries"]]

    def _release_held(self, url: str, now: float) -> None:
        for delivery in self._deliveries:
            if delivery.held and delivery.url == url and delivery.status == "pending":
                delivery.held = False
                delivery.due = min(delivery.due, now)
                delivery.order = self._emitted + 0.5

    def _forget_oldest(self) -> None:
        surplus = len(self._deliveries) - _KEPT
        if surplus > 0:
            done = [delivery for delivery in self._deliveries if delivery.status != "pending"][:surplus]
            forgotten = {delivery.number for delivery in done}
            self._deliveries = [delivery for delivery in self._deliveries if delivery.number not in forgotten]
