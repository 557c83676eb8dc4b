"""Limits as an operator writes them: `video.query=300/minute, open=1000/day`."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from creatorport.adapters.tiktok.day_shares import DayShares
from creatorport.adapters.tiktok.endpoints import ALL, CREATOR_PUBLIC, Family
from creatorport.adapters.tiktok.limits import (
    BUSINESS_APP,
    BUSINESS_LEVELS,
    OPEN_APP,
    OPEN_DEFAULT,
    ORGANIC_LEVELS,
    Limits,
    LimitTable,
)

_WINDOWS: Final = {"second": "per_second", "minute": "per_minute", "day": "per_day"}
_FAMILIES: Final = {endpoint.name: endpoint.family for endpoint in ALL}


def limit_table(
    *,
    level: str,
    daily_quota: int | None,
    written: Iterable[str] = (),
    shares: Iterable[str] = (),
    enrichment_share: float = 1.0,
) -> LimitTable:
    """Return TikTok's limits as the operator has changed them. Raises ValueError for what cannot be read.

    A limit that is written replaces the one of its window, and leaves the others of its scope. Whatever is written,
    creators' pages never take more than `enrichment_share` of what the business app has.
    """
    divided = DayShares(read_shares(shares))
    app = None if daily_quota is None else Limits(per_day=daily_quota, shares=divided)
    table = LimitTable(
        open_app=app,
        business_app=BUSINESS_LEVELS[level],
        organic_app=ORGANIC_LEVELS[level],
        weights=divided.weights,
    )
    of_endpoint: dict[str, Limits] = {}
    for one in written:
        scope, window, calls = read_limit(one)
        if scope == OPEN_APP:
            table = replace(table, open_app=_with(table.open_app or Limits(shares=divided), window, calls))
        elif scope == BUSINESS_APP:
            table = replace(table, business_app=_with(table.business_app, window, calls))
        else:
            default = OPEN_DEFAULT if _FAMILIES[scope] is Family.OPEN else Limits()
            of_endpoint[scope] = _with(of_endpoint.get(scope, default), window, calls)
    pages = of_endpoint.get(CREATOR_PUBLIC.name, Limits())
    of_endpoint[CREATOR_PUBLIC.name] = _within_share(pages, table.business_app, enrichment_share)
    return replace(table, of_endpoint=of_endpoint)


def read_limit(written: str) -> tuple[str, str, int]:
    """Return the scope, the name of the limit and its calls. Raises ValueError."""
    scope, _, rest = written.partition("=")
    calls, _, window = rest.partition("/")
    if scope not in {OPEN_APP, BUSINESS_APP, *_FAMILIES}:
        raise ValueError(f"{scope!r} is no endpoint, nor `open`, nor `business`; see docs/how-to/quotas.md")
    if window not in _WINDOWS or not calls.isdecimal() or int(calls) < 1:
        raise ValueError(f"{written!r} is not like `video.query=300/minute`; windows are second, minute and day")
    return scope, _WINDOWS[window], int(calls)


def read_shares(written: Iterable[str]) -> Mapping[str, float]:
    """Return the workspaces' parts of the daily quota, of `workspace=part`. Raises ValueError."""
    shares: dict[str, float] = {}
    for one in written:
        workspace, _, part = one.rpartition("=")
        if not workspace or not part.replace(".", "", 1).isdecimal() or float(part) <= 0:
            raise ValueError(f"{one!r} is not like `lumen=2`")
        shares[workspace] = float(part)
    return shares


def _within_share(own: Limits, app: Limits, share: float) -> Limits:
    return replace(
        own,
        per_minute=_part(own.per_minute, app.per_minute, share),
        per_day=_part(own.per_day, app.per_day, share),
    )


def _part(own: int | None, app: int | None, share: float) -> int | None:
    if app is None:
        return own
    part = max(1, int(app * share))
    return part if own is None else min(own, part)


def _with(limits: Limits, window: str, calls: int) -> Limits:
    changed: dict[str, int] = {window: calls}
    return replace(limits, **changed)  # type: ignore[arg-type]  # names of the three windows only
