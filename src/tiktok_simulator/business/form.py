"""Creators' figures as of the last UTC midnight: TikTok One derives them daily, and search asks for thousands."""

from functools import lru_cache

from tiktok_simulator.business.moments import DAY
from tiktok_simulator.world import Creator, Form


def form(creator: Creator, now: float) -> Form:
    return _form_on(creator, int(now // DAY))


@lru_cache(maxsize=16_384)
def _form_on(creator: Creator, day: int) -> Form:
    return creator.form_at(day * DAY)
