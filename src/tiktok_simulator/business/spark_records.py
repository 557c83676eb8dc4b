"""What TikTok keeps of the right to advertise a creator's post. Times: unix seconds."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class SparkAuthorization:
    """A brand's wish to advertise one linked video, and the code that came of it.

    Status: WAITING, REJECTED, ACCEPTED. `extends` while an accepted one waits for more days.
    """

    video_id: str
    account_id: str
    creator: int
    status: str
    updated_at: float
    requested_days: int
    extends: bool = False
    code: str | None = None
    starts_at: float | None = None
    ends_at: float | None = None
    advertiser_ids: list[str] = field(default_factory=list)

    def has_live_code(self, now: float) -> bool:
        return self.code is not None and self.ends_at is not None and now < self.ends_at

    def code_status(self, now: float) -> str:
        if not self.has_live_code(now):
            return "EXPIRED"
        return "IN_USE" if self.advertiser_ids else "NOT_USED"
