"""FreshnessPromise: what a workspace was promised about the age of an account's or a campaign's numbers."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import MemberId, PromiseId, WorkspaceId

LEAST_BOUND: Final = timedelta(minutes=30)
GREATEST_BOUND: Final = timedelta(days=30)


class PromiseSubject(StrEnum):
    """What a promise is about: the public videos and own counts of an account, or a campaign's videos."""

    ACCOUNT = "account"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class FreshnessPromise:
    """Until it is withdrawn, nothing of the subject is older than `bound`. One per subject holds at a time."""

    id: PromiseId
    workspace_id: WorkspaceId
    subject: PromiseSubject
    subject_id: str
    bound: timedelta
    made_by: MemberId
    made_at: datetime
    withdrawn_at: datetime | None = None

    def __post_init__(self) -> None:
        if not LEAST_BOUND <= self.bound <= GREATEST_BOUND:
            raise InvalidValue("boundSeconds", "a promised age is between half an hour and thirty days")

    def withdraw(self, now: datetime) -> "FreshnessPromise":
        """End the promise. What was kept of it stays on record; withdrawing again changes nothing."""
        return self if self.withdrawn_at is not None else replace(self, withdrawn_at=now)
