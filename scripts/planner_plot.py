"""Draw `docs/quota-planner.svg`: the worth of a call by age, and who gets calls; with --check, compare."""

import sys
from pathlib import Path

from creatorport.domain.freshness.optimum import allocate
from creatorport.domain.freshness.target import Target, worth

FILE = Path(__file__).resolve().parent.parent / "docs" / "quota-planner.svg"
COLOURS = {0.25: "#0b7285", 1.0: "#e8590c", 4.0: "#862e9c", 8.0: "#c92a2a"}
WIDTH, HEIGHT, LEFT, TOP = 360, 240, 60, 40


def main() -> int:
    text = _picture()
    if "--check" in sys.argv:
        fresh = FILE.exists() and FILE.read_text(encoding="utf-8") == text
        if not fresh:
            print(f"{FILE.name} is not what the planner draws; run python scripts/planner_plot.py")
        return 0 if fresh else 1
    FILE.write_text(text, encoding="utf-8")
    return 0


def _picture() -> str:
    parts = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 920 340" font-family="sans-serif" font-size="12">',
        '<rect width="920" height="340" fill="#ffffff"/>',
        *_worth_by_age(),
        *_calls_by_rate(),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _worth_by_age() -> list[str]:
    price = 0.2
    parts = _frame(0, "Worth of a call, by age", "age in days", [0, 1, 2, 3, 4], 4.0, [0, 0.5, 1], 1.2)
    for rate, colour in COLOURS.items():
        target = Target("t", weight=1, change_rate=rate)
        parts.append(_line(0, [(step / 100, worth(target, 4.0 * step / 100) / 1.2) for step in range(101)], colour))
    for line, (rate, colour) in enumerate(COLOURS.items()):
        parts.append(_text(LEFT + 12, TOP + 18 + 16 * line, f"{rate:g} changes a day", colour))
    level = TOP + HEIGHT * (1 - price / 1.2)
    parts.append(f'<path d="M{LEFT} {level:.1f}h{WIDTH}" stroke="#495057" stroke-dasharray="5 4"/>')
    parts.append(_text(LEFT + WIDTH + 4, level + 4, "price", "#495057"))
    return parts


def _calls_by_rate() -> list[str]:
    parts = _frame(460, "Refreshes the optimum gives, by rate", "changes a day", [0, 2, 4, 6, 8], 8.0, [0, 1, 2], 2.0)
    targets = [Target(str(step), weight=1, change_rate=0.04 * step) for step in range(1, 201)]
    for line, (calls, colour) in enumerate(zip((0.25, 0.5, 1.0), COLOURS.values(), strict=False)):
        rates = allocate(targets, calls * len(targets)).rates
        points = [(target.change_rate / 8, min(rate / 2, 1.0)) for target, rate in zip(targets, rates, strict=True)]
        parts.append(_line(460, points, colour))
        parts.append(_text(460 + LEFT + WIDTH - 12, TOP + 18 + 16 * line, f"{calls:g} calls a day each", colour, "end"))
    return parts


def _frame(
    x: int, title: str, below: str, across: list[float], most_x: float, up: list[float], most_y: float
) -> list[str]:
    parts = [
        _text(x + LEFT, 24, title, "#212529", weight="bold"),
        _text(x + LEFT + WIDTH / 2, TOP + HEIGHT + 38, below, "#212529", "middle"),
        f'<path d="M{x + LEFT} {TOP}v{HEIGHT}h{WIDTH}" fill="none" stroke="#212529"/>',
    ]
    parts += [
        _text(x + LEFT + WIDTH * value / most_x, TOP + HEIGHT + 18, f"{value:g}", "#212529", "middle")
        for value in across
    ]
    parts += [
        _text(x + LEFT - 8, TOP + HEIGHT * (1 - value / most_y) + 4, f"{value:g}", "#212529", "end") for value in up
    ]
    return parts


def _line(x: int, points: list[tuple[float, float]], colour: str) -> str:
    places = " ".join(f"{x + LEFT + WIDTH * across:.1f},{TOP + HEIGHT * (1 - up):.1f}" for across, up in points)
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="2"/>'


def _text(x: float, y: float, words: str, colour: str, anchor: str = "start", weight: str = "normal") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}" font-weight="{weight}">{words}</text>'


if __name__ == "__main__":
    sys.exit(main())
