"""Misbehaviour on demand: each fault has a name, and strikes by count, by probability or by script."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from tiktok_simulator.identifiers import Identifiers

# What the endpoint wrapper can do to any request, whatever it asks for.
GENERIC: Mapping[str, str] = {
    "lost_request": "the connection drops before TikTok sees the request: nothing is applied (`seconds`: hold first)",
    "lost_answer": "applied, then the connection drops without an answer (`seconds`: hold first)",
    "slow_answer": "applied, and answered after `seconds` of real time (default 2)",
    "html_500": "an HTML page with `status` (default 500); nothing is applied unless `applied` is true",
    "http_429": "a bare HTTP 429; nothing is applied (`retry_after` adds the header)",
    "wrong_shape": "applied, but answered with HTTP 200 and JSON of another shape",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What an option of a fault may be, in words and as a test."""

    words: str
    fits: Callable[[Any], bool]


Options = Mapping[str, Mapping[str, Kind]]

TEXT = Kind("a text", lambda value: isinstance(value, str))
FLAG = Kind("true or false", lambda value: isinstance(value, bool))
WHOLE = Kind("a whole number", lambda value: type(value) is int and 0 <= value < 10**9)
SECONDS = Kind("a number of seconds", lambda value: type(value) in {int, float} and 0 <= value < 10**9)
HEADER = Kind(
    "a whole number or plain text",
    lambda value: WHOLE.fits(value) or (isinstance(value, str) and value.isascii() and value.isprintable()),
)
STATUS = Kind("an HTTP status", lambda value: type(value) is int and 200 <= value < 600)

GENERIC_OPTIONS: Options = {
    "lost_request": {"seconds": SECONDS},
    "lost_answer": {"seconds": SECONDS},
    "slow_answer": {"seconds": SECONDS},
    "html_500": {"status": STATUS, "applied": FLAG},
    "http_429": {"retry_after": HEADER},
}


class UnknownFaultError(ValueError):
    """No fault has this name, or it is described in a way that cannot strike."""


@dataclass(slots=True)
class Fault:
    """One armed fault. `script` wins over `probability`, which wins over `count` (None: every time)."""

    name: str
    endpoint: str = "*"
    count: int | None = None
    probability: float | None = None
    script: list[bool] | None = None
    options: dict[str, Any] = field(default_factory=dict)
    considered: int = 0
    struck: int = 0

    def is_spent(self) -> bool:
        if self.script is not None:
            return self.considered >= len(self.script)
        return self.count is not None and self.struck >= self.count


class Faults:
    """The armed faults. Handlers ask `strike`; whoever owns further fault names declares them first."""

    def __init__(self, identifiers: Identifiers) -> None:
        self._identifiers = identifiers
        self._known: dict[str, str] = dict(GENERIC)
        self._options: dict[str, Mapping[str, Kind]] = dict(GENERIC_OPTIONS)
        self._armed: list[Fault] = []

    def declare(self, descriptions: Mapping[str, str], options: Options) -> None:
        self._known.update(descriptions)
        self._options.update(options)

    @property
    def known(self) -> Mapping[str, str]:
        return self._known

    @property
    def armed(self) -> Sequence[Fault]:
        return tuple(self._armed)

    def arm(self, fault: Fault) -> None:
        """Switch on; the same name may be armed several times for different endpoints."""
        if fault.name not in self._known:
            raise UnknownFaultError(f"no fault is named {fault.name!r}")
        if fault.probability is not None and not 0 <= fault.probability <= 1:
            raise UnknownFaultError("a probability lies between 0 and 1")
        if fault.count is not None and fault.count < 1:
            raise UnknownFaultError("a count is 1 or more")
        kinds = self._options.get(fault.name, {})
        for name, value in fault.options.items():
            if name not in kinds:
                raise UnknownFaultError(f"{fault.name} has no option {name!r}")
            if not kinds[name].fits(value):
                raise UnknownFaultError(f"{name} is {kinds[name].words}")
        self._armed.append(fault)

    def disarm(self, name: str | None = None) -> int:
        """Switch off one name, or all; returns how many were armed."""
        kept = [] if name is None else [fault for fault in self._armed if fault.name != name]
        gone = len(self._armed) - len(kept)
        self._armed = kept
        return gone

    def strike(self, name: str, endpoint: str) -> Mapping[str, Any] | None:
        """Whether this fault strikes here and now: its options (perhaps empty), or None. Counts the question."""
        for fault in self._armed:
            if fault.name == name and fnmatchcase(endpoint, fault.endpoint) and not fault.is_spent():
                strikes = self._decide(fault)
                fault.considered += 1
                if strikes:
                    fault.struck += 1
                    return fault.options
        return None

    def snapshot(self) -> list[dict[str, Any]]:
        return [asdict(fault) for fault in self._armed]

    def restore(self, saved: list[dict[str, Any]]) -> None:
        self._armed = [Fault(**facts) for facts in saved]

    def _decide(self, fault: Fault) -> bool:
        if fault.script is not None:
            return fault.script[fault.considered]
        if fault.probability is None:
            return True
        # A pure function of how often this fault was asked: other traffic cannot shift its dice.
        drawn = self._identifiers.digest("fault", fault.name, fault.endpoint, fault.considered)
        return int.from_bytes(drawn[:8], "big") / 2**64 < fault.probability
