"""Spark Ads in memory: as strict as TikTok about what waits, lives and was taken."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from creatorport.application.ports.spark_ads import SparkAtTikTok, SparkStatus
from creatorport.application.ports.tiktok_one import Access
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkCode

if TYPE_CHECKING:
    from tests.fakes.tiktok_marketplace import FakeTikTokOne


@dataclass
class _Wish:
    status: SparkStatus
    seen_at: datetime
    days: int
    extends: bool = False
    code: SparkCode | None = None
    takers: set[str] = field(default_factory=set)


@dataclass
class FakeSparkAds:
    one: "FakeTikTokOne"
    wishes: dict[str, _Wish] = field(default_factory=dict)
    advertisers: frozenset[str] = frozenset({"7000000000000000042"})

    async def apply(self, access: Access, video_id: str, days: int, *, extend: bool) -> None:
        async with self.one.troubles.around("spark.apply"):
            self.one.admit("spark.apply", access)
            now, known = self.one.clock.now(), self.wishes.get(video_id)
            linked = any(video_id in made.videos for made in self.one.made.values())
            waits = known is not None and known.status is SparkStatus.WAITING
            lives = known is not None and known.code is not None and now < known.code.ends_at
            if not linked or waits or lives is not extend:
                raise _refused("This post cannot be asked for now.")
            if known is None or not extend:
                self.wishes[video_id] = _Wish(SparkStatus.WAITING, now, days)
            else:
                known.status, known.seen_at, known.days, known.extends = SparkStatus.WAITING, now, days, True

    async def status(self, access: Access, video_id: str) -> SparkAtTikTok | None:
        async with self.one.troubles.around("spark.status"):
            self.one.admit("spark.status", access)
            wish = self.wishes.get(video_id)
            if wish is None:
                return None
            code = self._code(wish) if wish.status is SparkStatus.ACCEPTED else None
            return SparkAtTikTok(wish.status, wish.status.value, wish.seen_at, wish.days, code)

    async def redeem(self, access: Access, advertiser_id: str, code: Secret) -> None:
        async with self.one.troubles.around("spark.redeem"):
            wish = self._holder("spark.redeem", access, advertiser_id, code)
            if advertiser_id in wish.takers:
                raise _refused("It is taken already.")
            wish.takers.add(advertiser_id)

    async def is_redeemed(self, access: Access, advertiser_id: str, code: Secret) -> bool:
        async with self.one.troubles.around("spark.is_redeemed"):
            return advertiser_id in self._holder("spark.is_redeemed", access, advertiser_id, code).takers

    def decide(self, video_id: str, *, accept: bool) -> None:
        """The creator answers."""
        wish, now = self.wishes[video_id], self.one.clock.now()
        wish.status = SparkStatus.ACCEPTED if accept or wish.extends else SparkStatus.REJECTED
        wish.seen_at = now
        if accept and wish.extends and wish.code is not None:
            wish.code = replace(wish.code, ends_at=wish.code.ends_at + timedelta(days=wish.days))
        elif accept:
            wish.code = SparkCode(Secret(f"#code-{video_id}"), "NOT_USED", now, now + timedelta(days=wish.days))
        wish.extends = False

    def _code(self, wish: _Wish) -> SparkCode | None:
        if wish.code is None:
            return None
        dead = self.one.clock.now() >= wish.code.ends_at
        return replace(wish.code, status="EXPIRED" if dead else "IN_USE" if wish.takers else "NOT_USED")

    def _holder(self, call: str, access: Access, advertiser_id: str, code: Secret) -> _Wish:
        self.one.admit(call, access)
        if advertiser_id not in self.advertisers:
            raise TikTokRefused(call, "No permission.", tiktok_code="40001")
        for wish in self.wishes.values():
            if wish.code is not None and wish.code.code == code and self.one.clock.now() < wish.code.ends_at:
                return wish
        raise _refused("The code is invalid.")


def _refused(message: str) -> TikTokRefused:
    return TikTokRefused("spark", message, tiktok_code="40002")
