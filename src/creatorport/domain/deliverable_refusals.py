"""What can be wrong with a deliverable, its link request or its Spark authorization; `errors` draws the whole tree."""

from datetime import datetime

from creatorport.domain.error_roots import FixableBy, Refusal


class AdvertiserNotConfigured(Refusal):
    code = "ADVERTISER_NOT_CONFIGURED"
    fixable_by = FixableBy.OPERATOR

    def __init__(self) -> None:
        super().__init__("The operator has named no advertiser account (TIKTOK_ADVERTISER_ID).")


class LinkReminderTooSoon(Refusal):
    code = "LINK_REMINDER_TOO_SOON"
    fixable_by = FixableBy.NOBODY

    def __init__(self, retry_at: datetime) -> None:
        super().__init__(
            f"TikTok takes a reminder 24 hours after the last request: from {retry_at:%Y-%m-%d %H:%M:%S} UTC on.",
            retry_at=retry_at,
        )


class LinkRemindersSpent(Refusal):
    code = "LINK_REMINDERS_SPENT"
    fixable_by = FixableBy.CREATOR

    def __init__(self, most: int) -> None:
        super().__init__(f"TikTok takes {most} reminders of a request, and they were sent. The creator must answer it.")
        self.most = most
