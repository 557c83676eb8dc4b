"""How a creator comes to be: facts drawn one from another, so that the numbers of one creator hang together."""

import math
from random import Random

from tiktok_simulator.world import chance, names
from tiktok_simulator.world.creator import Creator, Standing
from tiktok_simulator.world.growth import DAY
from tiktok_simulator.world.ids import VideoIds
from tiktok_simulator.world.places import COUNTRIES, US_STATES, Country
from tiktok_simulator.world.shelf import Shelf
from tiktok_simulator.world.topics import TOPICS, Topic

_COUNTRIES = tuple(COUNTRIES.values())
_COUNTRY_WEIGHTS = tuple(country.weight for country in _COUNTRIES)
_STATES = tuple(US_STATES)
_STATE_WEIGHTS = tuple(US_STATES.values())
_SMALLEST, _LARGEST = 900, 60_000_000


def creator(seed: int, number: int, epoch: float, ids: VideoIds, taken: set[str]) -> Creator:
    """The creator numbered `number`. `taken` holds the handles (folded) given out before; the new one is added."""
    key = chance.key(seed, "creator", number)
    rng = chance.stream(key, "birth")
    country = rng.choices(_COUNTRIES, _COUNTRY_WEIGHTS)[0]
    language = _language(rng, country)
    topics = _topics(rng)
    followers = _followers(rng)
    engagement = _engagement(rng, followers, topics)
    views = math.pow(followers, 0.93) * 0.42 * rng.lognormvariate(0, 0.5) + 60
    first, shown = names.person(rng, language)
    post_every = min(9.0, max(0.3, rng.lognormvariate(0.55, 0.65))) * DAY
    already = int(min(560, max(12, rng.lognormvariate(4.6, 0.75))))
    return Creator(
        number=number,
        key=key,
        epoch=epoch,
        creator_id=str(6_600_000_000_000_000_000 + chance.step(key, 1) % 600_000_000_000_000_000),
        handle=_free(names.handle(rng, first, topics[0]), taken),
        display_name=names.decorated(rng, shown, topics[0]),
        bio=_bio(rng, country, topics),
        is_verified=rng.random() < min(0.9, followers / 2_500_000),
        country=country.code,
        state=rng.choices(_STATES, _STATE_WEIGHTS)[0] if country.code == "US" else None,
        language=language,
        topics=topics,
        industries=_industries(chance.stream(key, "industries"), topics),
        standing=rng.choices(tuple(Standing), (0.86, 0.13, 0.01))[0],
        price=_price(rng, views, country),
        followers_at_epoch=followers,
        following=int(min(9_900, rng.lognormvariate(5.6, 0.9))),
        growth=min(0.02, 0.0011 * rng.lognormvariate(0, 1.0) * math.pow(100_000 / followers, 0.12)),
        usual_views=views,
        usual_engagement=engagement,
        luck=rng.uniform(0.55, 0.95),
        first_post=epoch - (already + rng.random()) * post_every,
        post_every=post_every,
        favourite_hour=(rng.choice((12.5, 17.0, 19.0, 20.5, 21.5)) - country.utc + rng.uniform(-1, 1)) % 24,
        shelf=Shelf(ids),
    )


def _language(rng: Random, country: Country) -> str:
    spoken = country.languages
    return rng.choices([code for code, _ in spoken], [weight for _, weight in spoken])[0]


def _topics(rng: Random) -> tuple[Topic, ...]:
    return tuple(rng.sample(TOPICS, rng.choices((1, 2, 3), (0.5, 0.4, 0.1))[0]))


def _industries(rng: Random, topics: tuple[Topic, ...]) -> tuple[str, ...]:
    """The first that hires for each topic, and some of the others."""
    drawn = [one for topic in topics for one in topic.industries if one == topic.industries[0] or rng.random() < 0.3]
    return tuple(dict.fromkeys(drawn))


def _followers(rng: Random) -> int:
    """Heavy-tailed: half have under 30,000, one in a hundred over two million."""
    size = rng.lognormvariate(10.2, 1.6)
    if rng.random() < 0.03:
        size *= rng.paretovariate(0.9)
    return int(min(_LARGEST, max(_SMALLEST, size)))


def _engagement(rng: Random, followers: int, topics: tuple[Topic, ...]) -> float:
    """Falls with size: about 12 % at a thousand followers, 6 % at a hundred thousand, 3.5 % at ten million."""
    lively = sum(topic.lively for topic in topics) / len(topics)
    rate = 0.118 * math.pow(followers / 1000, -0.135) * lively * math.exp(rng.gauss(0, 0.3))
    return min(0.35, max(0.008, rate))


def _price(rng: Random, views: float, country: Country) -> int | None:
    """What a usual video is worth at 12 to 30 dollars per thousand views of the US, in round figures."""
    if rng.random() < 0.06:
        return None
    worth = 15 + views / 1000 * rng.uniform(12, 30) * country.price
    grain = 5 if worth < 200 else 10 if worth < 1000 else 50
    return max(grain, int(round(worth / grain) * grain))


def _bio(rng: Random, country: Country, topics: tuple[Topic, ...]) -> str:
    words = rng.sample(topics[0].words, 2)
    lines = [f"{words[0]} & {words[1]}", rng.choice((country.code, "new videos weekly", "collabs open", "DMs closed"))]
    return "\n".join(lines[: rng.choice((1, 2, 2))])


def _free(wanted: str, taken: set[str]) -> str:
    handle, count = wanted, 1
    while handle in taken:
        count += 1
        handle = f"{wanted[:20]}{count}"
    taken.add(handle)
    return handle
