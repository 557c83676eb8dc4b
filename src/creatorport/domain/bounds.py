"""Bounds of numbers, as people give them: a least and a greatest, either of which may be open."""

from decimal import Decimal

from creatorport.domain.errors import InvalidValue

Number = int | float | Decimal


def bounded(name: str, least: Number | None, most: Number | None, *, ceiling: Number | None = None) -> None:
    """Check the bounds `min…` and `max…`. Raises InvalidValue for one below 0 or above `ceiling`, and if they cross."""
    for side, bound in (("min", least), ("max", most)):
        if bound is not None and not bound >= 0:
            raise InvalidValue(f"{side}{name}", "cannot be negative")
        if bound is not None and ceiling is not None and bound > ceiling:
            raise InvalidValue(f"{side}{name}", f"is at most {ceiling}")
    if least is not None and most is not None and least > most:
        raise InvalidValue(f"min{name}", f"is above max{name}: nobody is within")


def fractions(name: str, least: float | None, most: float | None) -> None:
    """Check bounds of a rate. Raises InvalidValue unless they lie between 0 and 1: 0.03 is 3 %."""
    bounded(name, least, most, ceiling=1)
