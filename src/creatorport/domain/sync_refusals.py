"""Why an account is not read now, or not as often as asked; `errors` draws the whole tree."""

from datetime import datetime

from creatorport.domain.error_roots import FixableBy, Refusal


class SyncTooSoon(Refusal):
    code = "SYNC_TOO_SOON"
    fixable_by = FixableBy.NOBODY

    def __init__(self, retry_at: datetime) -> None:
        super().__init__(
            f"This account was synced by hand a moment ago; ask again from {retry_at:%Y-%m-%d %H:%M:%S} UTC on.",
            retry_at=retry_at,
        )


class PromiseTooGreat(Refusal):
    """The promised ages alone need more calls a day than there are. `possible` is the age in days that can be kept."""

    code = "PROMISE_TOO_GREAT"

    def __init__(self, needed: float, available: float, *, possible: float | None = None) -> None:
        rest = "" if possible is None else f" The least age that can be promised is {possible * 24:.1f} hours."
        super().__init__(
            f"The promised ages need {needed:.0f} calls a day, and {available:.0f} are available.{rest}",
            field="boundSeconds",
        )
        self.needed = needed
        self.available = available
        self.possible = possible
