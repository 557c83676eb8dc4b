"""How long to wait before TikTok is asked again what became of an effect, where it did not tell."""

from datetime import timedelta
from typing import Final

from creatorport.domain.effect import Effect
from creatorport.domain.jitter import jitter

_FIRST: Final = timedelta(seconds=15)
_LONGEST_REFUSED: Final = timedelta(hours=6)
_LONGEST_AWAY: Final = timedelta(minutes=15)


def rest_from_refusals(effect: Effect) -> timedelta:
    """How long to wait behind so many refusals to tell: each time twice as long, at most six hours.

    It does not end by itself. What is unknown is never called again, nor given up, without TikTok's word; once whoever
    can has put right what TikTok names, the next question finds the verdict.
    """
    return _jittered(effect, effect.refusals, _LONGEST_REFUSED)


def rest_from_silence(effect: Effect) -> timedelta:
    """How long to wait while TikTok is away: it comes back by itself, so at most a quarter of an hour."""
    return _jittered(effect, effect.silences, _LONGEST_AWAY)


def _jittered(effect: Effect, times: int, longest: timedelta) -> timedelta:
    """Shorten the wait by up to a half, each effect by another share, so that those that failed together part."""
    return min(_FIRST * (1 << min(times, 20)), longest) * (0.5 + jitter(f"{effect.id}/{times}") / 2)
