"""Chance as a pure function of names: the same names give the same draw, whatever was asked before."""

import random
from hashlib import blake2b
from statistics import NormalDist

_WORD = 0xFFFFFFFFFFFFFFFF
_GOLDEN = 0x9E3779B97F4A7C15
_TOP = float(1 << 64)
_inverse_normal = NormalDist().inv_cdf


def key(*names: str | int) -> int:
    """A 64-bit key for this list of names."""
    text = "\x1f".join(map(str, names))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())


def step(of: int, salt: int) -> int:
    """The key numbered `salt` below another key (splitmix64): far quicker than hashing text."""
    z = (of + (salt + 1) * _GOLDEN) & _WORD
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _WORD
    return z ^ (z >> 31)


def unit(of: int, salt: int) -> float:
    """A number in (0, 1), never either end."""
    return (step(of, salt) + 0.5) / (_TOP + 2048.0)


def normal(of: int, salt: int) -> float:
    """A standard normal number."""
    return _inverse_normal(unit(of, salt))


def stream(*names: str | int) -> random.Random:
    """A random stream of its own for these names."""
    return random.Random(key(*names))
