"""Why something is next, or stale, in words."""

from datetime import timedelta
from enum import StrEnum
from typing import Final

from creatorport.domain.freshness.planner import Reason


class Staleness(StrEnum):
    """Why something is as old as it is: the planner's reasons, and those that lie outside of it."""

    PROMISE = "PROMISE"
    LONG_UNSEEN = "LONG_UNSEEN"
    WORTH_MOST = "WORTH_MOST"
    WAITS_ITS_TURN = "WAITS_ITS_TURN"
    NEVER_WORTH_A_CALL = "NEVER_WORTH_A_CALL"
    UNDER_WAY = "UNDER_WAY"
    QUOTA_SPENT = "QUOTA_SPENT"
    PLANNER_OFF = "PLANNER_OFF"
    LEFT_TO_SYNCS = "LEFT_TO_SYNCS"
    NOT_VISIBLE = "NOT_VISIBLE"
    NOT_CONNECTED = "NOT_CONNECTED"
    NOT_PERMITTED = "NOT_PERMITTED"
    LAST_CALL_FAILED = "LAST_CALL_FAILED"


_NEXT: Final = {
    Reason.PROMISE: "It must be refreshed now, or a promise will be broken.",
    Reason.LONG_UNSEEN: "It was never looked at, or not for so long that nobody knows how often it changes.",
    Reason.WORTH_MOST: "A call for it buys more freshness than the same call elsewhere.",
    Reason.WAITS_ITS_TURN: "Other calls buy more freshness now; it grows more worth with age.",
    Reason.NEVER_WORTH_A_CALL: "It changes too often for its weight: it would be stale again before anybody looks. "
    "Promise a bound, or raise the budget.",
}

_STALE: Final = {
    Staleness.UNDER_WAY: "Refreshing it is under way.",
    Staleness.QUOTA_SPENT: "It is due, and the quota for it is spent or rests; see `quotas`.",
    Staleness.PLANNER_OFF: "The planner is off; the daily sync refreshes it.",
    Staleness.LEFT_TO_SYNCS: "It is not among the account's newest videos, nor in a running campaign, nor promised; "
    "the daily sync refreshes it.",
    Staleness.NOT_VISIBLE: "TikTok does not show it: deleted, private or taken down.",
    Staleness.NOT_CONNECTED: "Its account is not connected; the creator must connect it again.",
    Staleness.NOT_PERMITTED: "The creator did not grant the scope for it.",
    Staleness.LAST_CALL_FAILED: "The last call for its account failed; it is tried again within the hour.",
}


def why_next(reason: Reason) -> str:
    return _NEXT[reason]


def why_stale(reason: Staleness, age: timedelta | None) -> str:
    """Return the reason in words, with the age where there is one."""
    said = _STALE.get(reason) or _NEXT[Reason(reason.value)]
    return said if age is None else f"{said} It was looked at {_spoken(age)} ago."


def _spoken(age: timedelta) -> str:
    hours = age.total_seconds() / 3600
    if hours < 1:
        minutes = round(max(hours * 60, 0))
        return "1 minute" if minutes == 1 else f"{minutes} minutes"
    return f"{hours:.1f} hours" if hours < 48 else f"{hours / 24:.1f} days"
