from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from creatorport.domain.publishing.caps import Cap, creators_of_app, next_room, posts_of_creator
from tests.unit.domain.specimens import NOW

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)


def test_there_is_room_again_when_the_first_post_is_a_day_old() -> None:
    begun = [NOW - HOUR * hours for hours in (1, 3, 2, 30)]
    full = posts_of_creator(begun, 3, NOW)
    assert (full.cap, full.used, full.left, full.frees_at) == (Cap.POSTS_PER_CREATOR, 3, 0, NOW + HOUR * 21)
    assert posts_of_creator(begun, 4, NOW).frees_at is None
    assert posts_of_creator(begun, 2, NOW).frees_at == NOW + HOUR * 22


def test_a_creator_who_posted_today_takes_no_further_place_of_the_app() -> None:
    last = {str(number): NOW - HOUR * number for number in range(1, 6)} | {"old": NOW - DAY}
    assert creators_of_app(last, "3", 5, NOW).frees_at is None
    other = creators_of_app(last, "new", 5, NOW)
    assert (other.used, other.frees_at) == (5, NOW + HOUR * 19)
    assert creators_of_app(last, "new", 6, NOW).frees_at is None


def test_the_cap_that_holds_longest_counts() -> None:
    soon = posts_of_creator([NOW - HOUR * 20], 1, NOW)
    late = creators_of_app({"a": NOW - HOUR}, "b", 1, NOW)
    assert next_room([soon, late]) == late
    assert next_room([posts_of_creator([], 1, NOW)]) is None


@given(st.lists(st.integers(0, 40), max_size=12), st.integers(1, 5))
@settings(max_examples=50)
def test_there_is_room_at_the_time_that_was_told_and_none_before(hours: list[int], limit: int) -> None:
    begun = [NOW - HOUR * ago for ago in hours]
    told = posts_of_creator(begun, limit, NOW).frees_at
    if told is None:
        assert posts_of_creator(begun, limit, NOW).left > 0
        return
    assert posts_of_creator(begun, limit, told).left > 0
    assert posts_of_creator(begun, limit, told - timedelta(seconds=1)).left == 0
