"""Fractions of a whole that are rounded to four digits and still add up to exactly one."""

from collections.abc import Mapping

Shares = dict[str, float]
_PARTS = 10_000


def shares(weights: Mapping[str, float]) -> Shares:
    """Weights as fractions of their sum, by largest remainder; keys keep their order."""
    total = sum(weights.values())
    exact = {name: weight / total * _PARTS for name, weight in weights.items()}
    whole = {name: int(part) for name, part in exact.items()}
    missing = _PARTS - sum(whole.values())
    by_remainder = sorted(exact, key=lambda name: whole[name] - exact[name])
    for name in by_remainder[:missing]:
        whole[name] += 1
    return {name: part / _PARTS for name, part in whole.items()}


def top(of: Shares, count: int) -> list[tuple[str, float]]:
    """The largest shares first; ties in the order of the mapping."""
    return sorted(of.items(), key=lambda pair: -pair[1])[:count]
