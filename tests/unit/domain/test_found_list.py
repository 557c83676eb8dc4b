"""A list that is walked in windows meets everybody once, although TikTok's list moves between the calls."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creatorport.domain.found_list import LONGEST, MOST_PER_CALL, FoundList, Place, Walk, Window
from creatorport.domain.ids import CreatorId, FoundListId, WorkspaceId

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def places(names: list[str]) -> list[Place]:
    return [Place(CreatorId(name), None, 1) for name in names]


def look(tiktok: list[str], window: Window) -> list[Place]:
    return places(tiktok[window.start : window.end])


def names(walk: Walk) -> list[str]:
    return [place.creator_id for place in walk.places]


def step(walk: Walk, tiktok: list[str]) -> Walk:
    window = walk.window()
    assert 1 <= window.size <= MOST_PER_CALL
    return walk.walked(window, look(tiktok, window), len(tiktok))


def a_list(*groups: str, by_key: bool = False, ascending: bool = False) -> FoundList:
    return FoundList.begin(
        FoundListId("l"),
        WorkspaceId("lumen"),
        scope="s",
        by_key=by_key,
        ascending=ascending,
        groups=[(group,) for group in groups],
        now=NOW,
        kept_for=timedelta(days=1),
    )


@given(st.integers(0, 2_000))
@settings(max_examples=40, deadline=None)
def test_a_list_that_stands_still_is_walked_once_in_its_order(length: int) -> None:
    tiktok = [f"c{number}" for number in range(length)]
    walk, calls = Walk(("US",)), 0
    while not walk.is_done:
        walk, calls = step(walk, tiktok), calls + 1
    assert names(walk) == tiktok
    assert walk.length == length
    assert calls <= 1 + max(0, length - MOST_PER_CALL) / 150 + 1


@given(st.data())
def test_who_stays_is_met_and_nobody_twice_whoever_comes_and_goes(data: st.DataObject) -> None:
    tiktok = [f"c{number}" for number in range(data.draw(st.integers(200, 900)))]
    stayed, walk, coming = set(tiktok), Walk(("US",)), 0
    for _ in range(60):
        if walk.is_done:
            break
        walk = step(walk, tiktok)
        assert len(set(names(walk))) == len(walk.places)
        for _ in range(data.draw(st.integers(0, 3))):
            if data.draw(st.booleans()) and tiktok:
                start = data.draw(st.integers(0, len(tiktok) - 1))
                gone = tiktok[start : start + data.draw(st.integers(1, 60))]
                tiktok = [one for one in tiktok if one not in gone]
                stayed -= set(gone)
            else:
                coming += 1
                tiktok.insert(data.draw(st.integers(0, len(tiktok))), f"new{coming}")
    assert walk.is_done
    assert stayed - set(names(walk)) == set()


def test_more_leaving_than_the_overlap_holds_sends_the_walk_further_back() -> None:
    tiktok = [f"c{number}" for number in range(500)]
    walk = step(Walk(("US",)), tiktok)
    left = tiktok[:30] + tiktok[80:]
    stuck = step(walk, left)
    assert (stuck.places, stuck.overlap) == (walk.places, 40)
    while not stuck.is_done:
        stuck = step(stuck, left)
    assert names(stuck) == tiktok


def test_a_list_ends_at_its_longest() -> None:
    walk = Walk(("US",), total=10**6, reached=LONGEST)
    assert walk.is_done


@pytest.mark.parametrize(("by_key", "merged"), [(True, "a9 b8 b7 a6 b5 a1"), (False, "a9 b8 a6 b7 a1 b5")])
def test_walks_are_merged_by_key_or_by_rank(by_key: bool, merged: str) -> None:
    found = a_list("US", "DE", by_key=by_key)
    assert found.merged().waits_for == 0
    for which, keys in ((0, (9, 6, 1)), (1, (8, 7, 5))):
        rows = [(CreatorId(f"{'ab'[which]}{key}"), key) for key in keys]
        found = found.walked(which, Window(1, 200), rows, 3)
    assert " ".join(place.creator_id for place in found.merged().places) == merged
    assert found.merged().waits_for is None
    assert (found.total, found.calls) == (6, 2)


def test_the_smallest_come_first_when_asked_so() -> None:
    found = a_list("US", "DE", by_key=True, ascending=True)
    found = found.walked(0, Window(1, 200), [(CreatorId("a"), 1), (CreatorId("b"), 5)], 2)
    found = found.walked(1, Window(1, 200), [(CreatorId("c"), None), (CreatorId("d"), 3)], 2)
    assert [place.creator_id for place in found.merged().places] == ["c", "a", "d", "b"]


@given(st.data())
def test_what_was_given_stays_in_its_place_as_the_walks_go_on(data: st.DataObject) -> None:
    by_key = data.draw(st.booleans())
    lists = [[f"{group}{number}" for number in range(data.draw(st.integers(0, 700)))] for group in "abc"]
    found = a_list("a", "b", "c", by_key=by_key)
    given_before: tuple[Place, ...] = ()
    while (waits_for := found.merged().waits_for) is not None:
        window = found.walks[waits_for].window()
        rows = [(CreatorId(name), 10_000 - int(name[1:])) for name in lists[waits_for][window.start : window.end]]
        found = found.walked(waits_for, window, rows, len(lists[waits_for]))
        merged = found.merged().places
        assert merged[: len(given_before)] == given_before
        given_before = merged
    assert sorted(place.creator_id for place in given_before) == sorted(name for names_ in lists for name in names_)
    assert found.total == len(given_before)
