"""Medians with their range, as a table and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """What several rounds gave for one question."""

    what: str
    unit: str
    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.rounds)

    @property
    def row(self) -> tuple[str, str, str, str]:
        spread = f"{_number(min(self.rounds))} to {_number(max(self.rounds))}"
        return f"{self.what}, {self.unit}", _number(self.median), spread, str(len(self.rounds))

    def as_json(self) -> Mapping[str, Any]:
        return {**asdict(self), "median": self.median, "min": min(self.rounds), "max": max(self.rounds)}


def table(figures: Sequence[Figure]) -> str:
    rows = [("", "median", "min to max", "rounds"), *(figure.row for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        f"{what:<{widths[0]}}  {middle:>{widths[1]}}  {spread:>{widths[2]}}  {rounds:>{widths[3]}}"
        for what, middle, spread, rounds in rows
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
