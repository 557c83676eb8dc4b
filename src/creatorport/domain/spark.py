"""SparkAuthorization: a creator's permission to advertise a post of theirs, as a code that lives for some days."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from creatorport.domain.errors import InvalidValue, WrongState
from creatorport.domain.events import Event, SparkEnding, SparkMoved
from creatorport.domain.ids import CampaignId, CreatorId, PostId, WorkspaceId
from creatorport.domain.keep_alive import nearer
from creatorport.domain.post import VideoPost
from creatorport.domain.secret import Secret
from creatorport.domain.spark_states import SPARK_MACHINE, Redemption, SparkState, SparkVerb

DAYS_MAX: Final = 365


@dataclass(frozen=True, slots=True)
class SparkCode:
    """The code, and for how long it lives. `status` is TikTok's word: NOT_USED, IN_USE, EXPIRED, DELETED."""

    code: Secret
    status: str
    starts_at: datetime
    ends_at: datetime

    def is_another(self, than: "SparkCode | None") -> bool:
        """Whether it takes the place of one there was: more days alone make no other code."""
        return than is not None and self.code != than.code


@dataclass(frozen=True, slots=True)
class SparkAuthorization:
    """One post's. `id` is the post's; `seen_at` is when TikTok says that its own status changed last.

    `extending` are the days of an extension that was asked for and has no verdict yet; `warned` is the last of the
    days before the code's end at which it was warned of; `failure` tells why TikTok did not do what was asked last.
    """

    id: PostId
    workspace_id: WorkspaceId
    campaign_id: CampaignId
    creator_id: CreatorId
    video_id: str
    state: SparkState
    days: int
    asked_at: datetime
    seen_at: datetime | None = None
    checked_at: datetime | None = None
    code: SparkCode | None = None
    extending: int | None = None
    warned: int | None = None
    redemption: Redemption = Redemption.NONE
    advertiser_id: str | None = None
    failure: str | None = None
    version: int = 0
    events: tuple[Event, ...] = ()

    @classmethod
    def requested(cls, post: VideoPost, days: int, now: datetime) -> "SparkAuthorization":
        """Ask for so many days. Raises InvalidValue."""
        _check(days)
        new = cls(
            post.id,
            post.workspace_id,
            post.campaign_id,
            post.creator_id,
            post.video_id,
            SparkState.REQUESTING,
            days,
            now,
        )
        return new.recorded(now)

    def request(self, days: int, now: datetime) -> "SparkAuthorization":
        """Ask again, after a no or when the code has died. What is under way stays. Raises InvalidValue, WrongState.

        While an advertiser takes the code, also a dead one, it stays: else nobody could tell what came of that.
        """
        _check(days)
        if self.redemption is Redemption.REDEEMING:
            raise WrongState("Spark authorization", "being redeemed", SparkVerb.REQUEST.value)
        if self.state is SparkState.ACCEPTED and not self.has_living_code(now):
            asked = replace(self, state=SparkState.REQUESTING)
        else:
            state = SPARK_MACHINE.move(self.state, SparkVerb.REQUEST)
            if state is None:
                return self
            asked = replace(self, state=state)
        fresh = replace(
            asked, days=days, asked_at=now, code=None, warned=None, failure=None,
            redemption=Redemption.NONE, advertiser_id=None,
        )  # fmt: skip
        return fresh.recorded(now)

    def extend(self, days: int, now: datetime) -> "SparkAuthorization":
        """Ask for more days. An extension under way is a harmless repeat. Raises InvalidValue, WrongState."""
        _check(days)
        SPARK_MACHINE.move(self.state, SparkVerb.EXTEND)
        if self.extending is not None:
            return self
        if not self.has_living_code(now):
            raise WrongState("Spark authorization", "at its end", SparkVerb.EXTEND.value)
        return replace(self, extending=days, failure=None)

    def redeem(self, advertiser_id: str, now: datetime) -> "SparkAuthorization":
        """Have an advertiser take the code. A repeat for the same one is harmless. Raises WrongState."""
        taken = self.redemption in (Redemption.REDEEMING, Redemption.REDEEMED)
        if taken and self.advertiser_id == advertiser_id:
            return self
        if not self.has_living_code(now):
            state = "at its end" if self.state is SparkState.ACCEPTED else self.state.value
            raise WrongState("Spark authorization", state, "be redeemed")
        if self.redemption is Redemption.REDEEMING:
            raise WrongState("Spark authorization", "being redeemed", "be redeemed")
        return replace(self, redemption=Redemption.REDEEMING, advertiser_id=advertiser_id, failure=None)

    def redeemed(self) -> "SparkAuthorization":
        """The advertiser has the code. How that stands, and whether there is another, TikTok is asked soon."""
        return replace(self, redemption=Redemption.REDEEMED, checked_at=None)

    def shown(
        self, verb: SparkVerb, seen_at: datetime | None, code: SparkCode | None, now: datetime
    ) -> "SparkAuthorization":
        """Take what TikTok shows: its verdict, and the code as it stands now.

        Another code than the one that is being redeemed waits until that has its verdict; nobody has taken it yet.
        """
        state = SPARK_MACHINE.move(self.state, verb)
        moved = self if state is None else replace(self, state=state)
        if code is not None and code.is_another(self.code):
            if self.redemption is Redemption.REDEEMING:
                code = None
            else:
                moved = replace(moved, redemption=Redemption.NONE, advertiser_id=None)
        decided = verb is not SparkVerb.WAIT and seen_at is not None and seen_at != self.seen_at
        newer = replace(
            moved,
            seen_at=seen_at or self.seen_at,
            checked_at=now,
            code=code or moved.code,
            extending=None if decided else moved.extending,
            warned=moved.warned if code is None or moved.code is None or code.ends_at == moved.code.ends_at else None,
        )
        return newer if state is None else newer.recorded(now)

    def taken(self, now: datetime) -> "SparkAuthorization":
        """TikTok took the request; what its creator says is asked for later."""
        state = SPARK_MACHINE.move(self.state, SparkVerb.WAIT)
        if state is None:
            return replace(self, checked_at=None)
        waiting = replace(self, state=state)
        return waiting.recorded(now)

    def fail(self, reason: str, now: datetime) -> "SparkAuthorization":
        """TikTok did not take the request, or the extension."""
        if self.state is not SparkState.REQUESTING:
            return replace(self, extending=None, failure=reason)
        failed = replace(self, state=SparkState.FAILED, failure=reason)
        return failed.recorded(now)

    def fail_redemption(self, reason: str) -> "SparkAuthorization":
        """The advertiser did not get the code. TikTok is asked soon, as above."""
        return replace(self, redemption=Redemption.FAILED, failure=reason, checked_at=None)

    def warn(self, now: datetime) -> "SparkAuthorization":
        """Record that the code's end came nearer, once for each of the days that count; else return the same."""
        if self.code is None or not self.has_living_code(now):
            return self
        level = nearer(self.warned, self.code.ends_at, now)
        if level is None:
            return self
        event = SparkEnding(now, self.campaign_id, self.id, self.creator_id, level, self.code.ends_at)
        return replace(self, warned=level, events=(*self.events, event))

    def has_living_code(self, now: datetime) -> bool:
        return self.code is not None and self.code.status != "DELETED" and now < self.code.ends_at

    def recorded(self, now: datetime) -> "SparkAuthorization":
        """Return it with an event that tells its present state."""
        event = SparkMoved(now, self.campaign_id, self.id, self.creator_id, self.state.value)
        return replace(self, events=(*self.events, event))


def _check(days: int) -> None:
    if not 1 <= days <= DAYS_MAX:
        raise InvalidValue("days", f"ask for 1 to {DAYS_MAX} days")
