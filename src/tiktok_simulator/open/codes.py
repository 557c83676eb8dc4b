"""Authorization codes of the consent page, for both families that send people there."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from tiktok_simulator.clock import VirtualClock
from tiktok_simulator.identifiers import Identifiers, readable

CODE_LIFE = 600


@dataclass(frozen=True, slots=True)
class Code:
    """What a code stands for. `client_key` is an open app's key or a business app's id."""

    value: str
    client_key: str
    creator: int
    scopes: tuple[str, ...]
    redirect_uri: str
    challenge: str | None
    expires_at: float
    used: bool = False


class Codes:
    """Codes live ten minutes and work once."""

    def __init__(self, clock: VirtualClock, identifiers: Identifiers) -> None:
        self._clock = clock
        self._identifiers = identifiers
        self._codes: dict[str, Code] = {}

    def issue(
        self,
        *,
        client_key: str,
        creator: int,
        scopes: tuple[str, ...],
        redirect_uri: str,
        challenge: str | None = None,
    ) -> Code:
        now = self._clock.now()
        self._codes = {value: code for value, code in self._codes.items() if code.expires_at > now}
        drawn = self._identifiers.rng("authorization code")
        # Real codes carry characters that must arrive percent-encoded; every simulated one does.
        letters = readable(drawn.randbytes(32), 32)
        value = f"{letters}*{drawn.randrange(10)}!{drawn.randrange(6000, 6500)}.u1"
        code = Code(value, client_key, creator, scopes, redirect_uri, challenge, now + CODE_LIFE)
        self._codes[value] = code
        return code

    def redeem(self, value: str, client_key: str) -> Code | None:
        """Use up the code: None when it is unknown, another app's, already used or too old.

        A code that is then refused for another reason (redirect, verifier) stays used.
        """
        code = self._codes.get(value)
        if code is None or code.client_key != client_key or code.used or code.expires_at <= self._clock.now():
            return None
        self._codes[value] = replace(code, used=True)
        return code

    def snapshot(self) -> list[dict[str, Any]]:
        return [asdict(code) for code in self._codes.values()]

    def restore(self, saved: list[dict[str, Any]]) -> None:
        codes = [Code(**{**facts, "scopes": tuple(facts["scopes"])}) for facts in saved]
        self._codes = {code.value: code for code in codes}
