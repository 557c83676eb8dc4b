import hashlib
import random
from datetime import UTC, datetime

from tiktok_simulator.clock import VirtualClock

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
# Odd, so that multiplying by it maps the counter one-to-one onto 32 bits: ids never repeat.
_SPREAD = 2_654_435_761


class Identifiers:
    """Everything that looks random on TikTok, drawn from the seed and from counters that are saved."""

    def __init__(self, seed: int, clock: VirtualClock) -> None:
        self._seed = seed
        self._clock = clock
        self._drawn: dict[str, int] = {}

    def digest(self, *parts: object) -> bytes:
        """A pure function of the seed and the parts: 32 bytes."""
        return hashlib.sha256("\x1f".join(map(str, (self._seed, *parts))).encode()).digest()

    def rng(self, name: str) -> random.Random:
        """A fresh stream for each call, fixed by the seed, the name, and how often this name was asked before."""
        return random.Random(int.from_bytes(self.digest("rng", name, self._draw(f"rng:{name}")), "big"))

    def token(self, prefix: str) -> str:
        """An opaque token in the shape seen on the wire: `act.7YkQ…!6381.u1`."""
        drawn = self.digest("token", prefix, self._draw(f"token:{prefix}"))
        return f"{prefix}{readable(drawn + self.digest(drawn), 48)}!{6000 + drawn[0]}.u1"

    def number_id(self) -> str:
        """19 digits, the creation second in the upper 32 bits, above 2^53."""
        low = (self._draw("number_id") * _SPREAD + self._seed) % 2**32
        return str((int(self._clock.now()) << 32) | low)

    def log_id(self) -> str:
        """14 digits of UTC time followed by 20 hexadecimal characters."""
        moment = datetime.fromtimestamp(int(self._clock.now()), UTC)
        return f"{moment:%Y%m%d%H%M%S}{self.digest('log', self._draw('log')).hex()[:20].upper()}"

    def snapshot(self) -> dict[str, int]:
        return dict(sorted(self._drawn.items()))

    def restore(self, saved: dict[str, int]) -> None:
        self._drawn = dict(saved)

    def _draw(self, name: str) -> int:
        self._drawn[name] = self._drawn.get(name, 0) + 1
        return self._drawn[name]


def readable(digest: bytes, length: int) -> str:
    """Letters and digits made from a digest."""
    number = int.from_bytes(digest, "big")
    letters = []
    for _ in range(length):
        number, letter = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[letter])
    return "".join(letters)
