"""The styles in which TikTok One writes a moment."""

from datetime import UTC, date, datetime

DAY = 86_400


def clock_time(moment: float) -> str:
    """`2026-11-20 18:02:11`, UTC."""
    return f"{_at(moment):%Y-%m-%d %H:%M:%S}"


def iso(moment: float) -> str:
    """`2026-11-20T18:05:00Z`."""
    return f"{_at(moment):%Y-%m-%dT%H:%M:%SZ}"


def iso_exact(moment: float) -> str:
    """`2026-11-20T19:00:00.070272Z`."""
    return f"{_at(moment):%Y-%m-%dT%H:%M:%S.%fZ}"


def day(moment: float) -> date:
    """The UTC day that holds the moment."""
    return _at(moment).date()


def start_of(of: date) -> float:
    return datetime(of.year, of.month, of.day, tzinfo=UTC).timestamp()


def _at(moment: float) -> datetime:
    return datetime.fromtimestamp(moment, UTC)
