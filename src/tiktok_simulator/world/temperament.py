"""How a creator behaves towards brands. All delays are virtual seconds at tempo 1."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Answer(StrEnum):
    """What the creator does about an invitation once it was read."""

    ACCEPT = "ACCEPT"
    REJECT = "REJECT"
    IGNORE = "IGNORE"


@dataclass(frozen=True, slots=True)
class Temperament:
    """`performance` multiplies the usual views of a video made for a brand."""

    reads: bool
    read_after: float
    answer: Answer
    answer_after: float
    reply: str
    posts: bool
    post_after: float
    links: bool
    link_after: float
    approves_links: bool
    performance: float


_YES = ("Happy to!", "Love this brand, count me in ✨", "Sounds great, let's do it.", "Yes please 🫶🏽", "I'm in.")
_NO = ("Thanks, but my calendar is full.", "Not a fit for my audience, sorry.", "The fee is too low for me.")


def temperament(rng: Random, engagement_rate: float) -> Temperament:
    """Creators with a lively audience answer a little sooner: they live in the app."""
    eager = 0.6 if engagement_rate > 0.08 else 1.0
    answer = rng.choices(tuple(Answer), (0.58, 0.22, 0.20))[0]
    replies = {Answer.ACCEPT: _YES, Answer.REJECT: _NO, Answer.IGNORE: ("",)}[answer]
    return Temperament(
        reads=rng.random() < 0.9,
        read_after=_delay(rng, 25 * 60 * eager, 2 * 60, 20 * 3600),
        answer=answer,
        answer_after=_delay(rng, 50 * 60 * eager, 3 * 60, 30 * 3600),
        reply=rng.choice(replies),
        posts=rng.random() < 0.88,
        post_after=_delay(rng, 9 * 3600, 3600, 72 * 3600),
        links=rng.random() < 0.92,
        link_after=_delay(rng, 12 * 60, 60, 4 * 3600),
        approves_links=rng.random() < 0.8,
        performance=min(3.0, max(0.25, rng.lognormvariate(-0.1, 0.45))),
    )


def _delay(rng: Random, usual: float, shortest: float, longest: float) -> float:
    return float(round(min(longest, max(shortest, usual * rng.lognormvariate(0, 0.8)))))
