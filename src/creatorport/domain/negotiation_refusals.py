"""Refusals of answers to invitations; `errors` draws the whole tree."""

from datetime import datetime

from creatorport.domain.error_roots import FixableBy, Refusal


class TermsChanged(Refusal):
    """An answer names another version of the terms than the one that stands."""

    code = "TERMS_CHANGED"

    def __init__(self, seen: int, current: int) -> None:
        super().__init__(
            f"Version {current} of the terms stands now, and version {seen} was meant. Look at it, and answer again.",
            field="termsNumber",
        )
        self.seen = seen
        self.current = current


class InvitationExpired(Refusal):
    """The answer came after the invitation's end."""

    code = "INVITATION_EXPIRED"
    fixable_by = FixableBy.MEMBER

    def __init__(self, expired_at: datetime) -> None:
        super().__init__(f"The invitation ended at {expired_at:%Y-%m-%d %H:%M:%S} UTC.")
        self.expired_at = expired_at


class CampaignOver(Refusal):
    """The answer came after the campaign's end."""

    code = "CAMPAIGN_OVER"
    fixable_by = FixableBy.NOBODY

    def __init__(self, state: str) -> None:
        super().__init__(f"The campaign is {state}: it takes no more creators.")
        self.state = state


class ReminderTooSoon(Refusal):
    code = "REMINDER_TOO_SOON"
    fixable_by = FixableBy.NOBODY

    def __init__(self, retry_at: datetime) -> None:
        super().__init__(
            f"The creator heard from you within a day; remind them from {retry_at:%Y-%m-%d %H:%M:%S} UTC on.",
            retry_at=retry_at,
        )


class RemindersSpent(Refusal):
    code = "REMINDERS_SPENT"
    fixable_by = FixableBy.NOBODY

    def __init__(self, most: int) -> None:
        super().__init__(f"The creator was reminded {most} times, and more is not permitted.")
        self.most = most


class JoinLinkUnknown(Refusal):
    """A link that never was, that another replaced, or behind which nothing is to be seen any more: all the same."""

    code = "JOIN_LINK_UNKNOWN"
    fixable_by = FixableBy.MEMBER

    def __init__(self) -> None:
        super().__init__("This link leads nowhere, or no longer. Ask whoever sent it for a new one.")
