import json
import math
import statistics
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiktok_simulator.world import Creator, Standing, World
from tiktok_simulator.world.audience import ADULT_AGES
from tiktok_simulator.world.places import COUNTRIES, REGIONS, US_STATES
from tiktok_simulator.world.shares import shares
from tiktok_simulator.world.temperament import Answer
from tiktok_simulator.world.topics import INDUSTRIES
from tiktok_simulator.world.world import _population

EPOCH = 1_795_132_800.0
DAY = 86_400.0
NOW = EPOCH + 3.4 * DAY


@pytest.fixture(scope="module")
def world() -> World:
    return World(7, EPOCH)


def anew(seed: int, size: int) -> World:
    """A world of which nothing is known from others that were made before."""
    _population.cache_clear()
    return World(seed, EPOCH, size)


def dump(world: World, now: float) -> str:
    return json.dumps(
        [
            [creator.handle, creator.display_name, creator.country, creator.price, creator.counts_at(now)]
            + [[video.id, video.caption, video.duration, video.counts_at(now)] for video in creator.videos_at(now)[:3]]
            + [creator.audience.countries, creator.audience.ages, str(creator.temperament)]
            for creator in world.creators
        ]
    )


def test_five_thousand_creators_are_made_and_nothing_of_theirs_is_reckoned_before_it_is_asked_for() -> None:
    made = World(11, EPOCH)
    assert len({creator.handle for creator in made.creators}) == len(made.creators) == 5000
    reckoned = {"audience", "temperament"}
    assert [creator.handle for creator in made.creators if reckoned & vars(creator).keys()] == []
    assert made.creators[0].audience.female > 0
    assert "audience" in vars(made.creators[0])


def test_the_same_seed_gives_the_same_world_and_another_seed_another() -> None:
    first, again, other = (dump(anew(seed, 100), NOW) for seed in (5, 5, 6))
    assert first == again != other


def test_worlds_of_one_seed_share_what_was_drawn_but_no_video_of_a_run() -> None:
    first, second = anew(5, 20), World(5, EPOCH, 20)
    posted = first.post_video(first.creator(3), NOW, caption="Only here", duration=12)
    assert first.video(posted.id) is posted
    assert second.video(posted.id) is None
    newest, twin = (world.creator(3).videos_at(NOW - 1)[0] for world in (first, second))
    assert (newest.id, newest.destiny) == (twin.id, twin.destiny)
    assert newest.destiny is twin.destiny
    assert (newest.creator, twin.creator) == (first.creator(3), second.creator(3))


def test_a_creator_is_the_same_whatever_was_asked_before() -> None:
    busy = anew(5, 50)
    for creator in reversed(busy.creators):
        creator.videos_at(NOW + 90 * DAY)
        assert creator.audience.female > 0
    assert dump(busy, NOW) == dump(anew(5, 50), NOW)


def test_a_smaller_world_is_the_beginning_of_a_larger_one() -> None:
    assert dump(anew(5, 40), NOW) == json.dumps(json.loads(dump(anew(5, 90), NOW))[:40])


def test_followers_are_heavy_tailed(world: World) -> None:
    sizes = sorted(creator.followers_at_epoch for creator in world.creators)
    assert 15_000 < sizes[2500] < 60_000
    assert sizes[4950] > 40 * sizes[2500]
    assert sum(sizes[4500:]) > 0.6 * sum(sizes)


def test_engagement_falls_with_size_and_views_and_prices_rise(world: World) -> None:
    bands = [[creator for creator in world.creators if low <= creator.followers_at_epoch < low * 10] for low in
             (1_000, 10_000, 100_000, 1_000_000)]  # fmt: skip

    def middle(of: Callable[[Creator], float]) -> list[float]:
        return [statistics.median(of(creator) for creator in band[:300]) for band in bands]

    rates = middle(lambda creator: creator.form_at(NOW).engagement_rate)
    views = middle(lambda creator: creator.form_at(NOW).median_views)
    prices = middle(lambda creator: creator.price or 0)
    assert rates == sorted(rates, reverse=True)
    assert views == sorted(views)
    assert prices == sorted(prices)
    assert 0.02 < rates[-1] < rates[0] < 0.15


def test_the_price_follows_the_views(world: World) -> None:
    priced = [creator for creator in world.creators if creator.country == "US" and creator.price is not None]
    logs = [(math.log(creator.usual_views), math.log(creator.price or 1)) for creator in priced]
    assert statistics.correlation(*zip(*logs, strict=True)) > 0.9
    assert 0.03 < sum(creator.price is None for creator in world.creators) / 5000 < 0.1


def test_every_audience_split_adds_up_to_one(world: World) -> None:
    for creator in world.creators[:600]:
        audience = creator.audience
        for split in (audience.genders, audience.ages, audience.countries, audience.devices, audience.languages,
                      audience.interests, audience.usages, audience.locales or {"none": 1.0}):  # fmt: skip
            assert sum(split.values()) == pytest.approx(1, abs=1e-9)
            assert min(split.values()) >= 0
        assert (audience.locales is not None) == (audience.first_country == "US")
        assert set(audience.locales or ()) <= set(US_STATES)


def test_a_few_audiences_are_old_and_a_few_are_abroad(world: World) -> None:
    abroad = [one for one in world.creators if one.audience.first_country != one.country]
    assert 0.02 < len(abroad) / 5000 < 0.06
    ages = Counter(one.audience.majority_age for one in world.creators)
    assert 0.01 < ages["45-54"] / 5000 < 0.04
    assert set(ages) == set(ADULT_AGES)
    assert [world.creator(number).audience.first_country for number in range(2)] == ["US", "US"]


def test_industries_are_those_that_hire_for_the_creators_topics(world: World) -> None:
    for creator in world.creators:
        hiring = [industry for topic in creator.topics for industry in topic.industries]
        assert set(creator.industries) <= set(hiring)
        assert {topic.industries[0] for topic in creator.topics[:1]} <= set(creator.industries)
    assert {industry for one in world.creators for industry in one.industries} == set(INDUSTRIES)


def test_languages_fit_countries_and_states_are_american(world: World) -> None:
    for creator in world.creators:
        assert creator.language in {code for code, _ in COUNTRIES[creator.country].languages}
        assert (creator.state is not None) == (creator.country == "US")
    assert {code for codes in REGIONS.values() for code in codes} == set(COUNTRIES)


def test_audiences_lean_as_their_topics_do(world: World) -> None:
    def female(label: str) -> float:
        creators = [one for one in world.creators if [topic.label_id for topic in one.topics] == [label]]
        return statistics.mean(one.audience.female for one in creators)

    assert female("11002002") > 0.7
    assert female("11014001") < 0.4


def test_handles_are_unique_plain_and_short_while_names_are_not_only_ascii(world: World) -> None:
    handles = [creator.handle for creator in world.creators]
    assert len({handle.casefold() for handle in handles}) == 5000
    assert all(2 <= len(handle) <= 24 and handle.replace(".", "").replace("_", "").isalnum() for handle in handles)
    assert all(handle.isascii() for handle in handles)
    foreign = sum(not creator.display_name.isascii() for creator in world.creators)
    assert 0.1 < foreign / 5000 < 0.5


def test_some_creators_are_not_on_the_marketplace_and_a_few_are_invalid(world: World) -> None:
    standings = Counter(creator.standing for creator in world.creators)
    assert 0.8 < standings[Standing.IN] / 5000 < 0.9
    assert 0.1 < standings[Standing.NOT_IN] / 5000 < 0.16
    assert 0.003 < standings[Standing.INVALID] / 5000 < 0.02


def test_temperaments_differ(world: World) -> None:
    answers = Counter(creator.temperament.answer for creator in world.creators)
    assert min(answers[answer] for answer in Answer) > 700
    assert sum(creator.temperament.reads for creator in world.creators) > 4000
    assert all(60 <= creator.temperament.read_after <= 20 * 3600 for creator in world.creators)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_creators_have_fixed_names_and_good_will_in_every_world(seed: int) -> None:
    made = World(seed, EPOCH, 20)
    for number, handle in enumerate(("glow.by.ana", "techwithtom")):
        creator = made.creator(number)
        assert (creator.handle, creator.country, creator.standing) == (handle, "US", Standing.IN)
        mood = creator.temperament
        assert mood.answer is Answer.ACCEPT
        assert mood.reads
        assert mood.posts
        assert mood.links


def test_followers_grow_and_never_shrink(world: World) -> None:
    for creator in world.creators[:200]:
        days = [int(creator.followers_at(EPOCH + day * DAY)) for day in range(-30, 60, 5)]
        assert days == sorted(days)
        assert days[-1] > days[0] or creator.followers_at_epoch < 2000


@given(number=st.integers(0, 299), age=st.floats(0, 400 * DAY), more=st.floats(0, 400 * DAY))
def test_no_counter_of_a_video_ever_falls(number: int, age: float, more: float) -> None:
    video = SMALL.creator(number).videos_at(NOW)[0]
    early, late = video.counts_at(video.create_time + age), video.counts_at(video.create_time + age + more)
    assert all(before <= after for before, after in zip(early, late, strict=True))


SMALL = World(3, EPOCH, 300)


def test_a_video_starts_at_zero_does_most_in_its_first_days_and_goes_on_growing() -> None:
    video = SMALL.creator(0).videos_at(NOW)[5]
    at = [video.counts_at(video.create_time + age).views for age in (0, 6 * 3600, 3 * DAY, 30 * DAY, 300 * DAY)]
    assert at[0] == 0
    assert at[1] > 0.3 * at[4]
    assert at[2] > 0.6 * at[4]
    assert at[4] > at[3] > at[2]


def test_likes_comments_and_shares_make_the_engagement_rate_and_stay_below_the_views() -> None:
    for creator in SMALL.creators[:60]:
        counts = [video.counts_at(NOW) for video in creator.videos_at(NOW)[:30]]
        engaged = sum(count.likes + count.comments + count.shares for count in counts)
        assert creator.form_at(NOW).engagement_rate == engaged / sum(count.views for count in counts)
        assert 0.4 < creator.form_at(NOW).engagement_rate / creator.usual_engagement < 2
        assert all(count.likes + count.comments + count.shares <= count.views for count in counts)
        assert all(
            count.likes >= count.shares and count.likes >= count.comments for count in counts if count.views > 99
        )


def test_a_profile_has_at_least_the_likes_of_its_videos_and_counts_them() -> None:
    for creator in SMALL.creators[:20]:
        videos = creator.videos_at(NOW)
        assert creator.counts_at(NOW).videos == len(videos)
        assert creator.counts_at(NOW).likes > sum(video.counts_at(NOW).likes for video in videos)


def test_video_ids_hold_their_second_are_found_again_and_come_newest_first() -> None:
    seen = set()
    for creator in SMALL.creators[:80]:
        videos = creator.videos_at(NOW)
        assert [video.create_time for video in videos] == sorted((v.create_time for v in videos), reverse=True)
        for video in videos:
            assert len(video.id) == 19
            assert int(video.id) >> 32 == video.create_time <= NOW
            assert SMALL.video(video.id) is video
            seen.add(video.id)
    assert len(seen) == sum(len(creator.videos_at(NOW)) for creator in SMALL.creators[:80])


@pytest.mark.parametrize("text", ["", "1", "x" * 19, "7711075278802615612", "9" * 19, "-711075278802615612"])
def test_an_id_that_nobody_made_finds_nothing(text: str) -> None:
    assert SMALL.video(text) is None


def test_creators_post_at_their_rhythm_and_go_on_doing_so() -> None:
    for creator in SMALL.creators[:40]:
        expected = 30 * DAY / creator.post_every
        gained = len(creator.videos_at(NOW + 30 * DAY)) - len(creator.videos_at(NOW))
        assert abs(gained - expected) <= 2
        assert creator.videos_at(creator.first_post - DAY) == []


def test_handles_are_found_without_regard_to_case() -> None:
    creator = SMALL.by_handle("GLOW.by.Ana")
    assert creator is SMALL.creator(0)
    assert SMALL.by_handle("nobody.at.all") is None


def test_posted_videos_are_public_at_their_time_perform_as_told_and_survive_saving() -> None:
    world, again = World(3, EPOCH, 20), World(3, EPOCH, 20)
    creator = world.creator(4)
    good = world.post_video(creator, NOW, caption="hello #one #two", duration=31, performance=2.0)
    hidden = world.post_video(creator, NOW + 5, caption="private", duration=9, public=False)
    assert creator.videos_at(NOW + 10)[0] is good
    assert good not in creator.videos_at(NOW - 1)
    assert hidden not in creator.videos_at(NOW + 10)
    assert world.video(hidden.id) is hidden
    assert (good.caption, good.duration, good.hashtags) == ("hello #one #two", 31, ["one", "two"])
    again.restore(json.loads(json.dumps(world.snapshot())))
    restored = again.video(good.id)
    assert restored is not None
    assert restored.counts_at(NOW + DAY) == good.counts_at(NOW + DAY)
    assert again.snapshot() == world.snapshot()


@given(st.dictionaries(st.text(max_size=3), st.floats(1e-6, 1e6), min_size=1, max_size=40))
def test_shares_add_up_to_exactly_one_in_ten_thousandths(weights: dict[str, float]) -> None:
    parts = [round(share * 10_000) for share in shares(weights).values()]
    assert sum(parts) == 10_000
    assert list(shares(weights)) == list(weights)


@pytest.mark.parametrize("size", [0, 16_385])
def test_a_world_of_an_impossible_size_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match="1 to 16384 creators"):
        World(1, EPOCH, size)
