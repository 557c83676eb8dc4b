"""What a workspace keeps about creators: shortlists, notes, tags and saved searches."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.errors import InvalidValue, NotAllowed
from creatorport.domain.ids import CreatorId, MemberId, NoteId, SavedSearchId, ShortlistId, WorkspaceId
from creatorport.domain.lists.note import NOTE_MAX, Note
from creatorport.domain.lists.saved_search import SavedSearch
from creatorport.domain.lists.shortlist import CREATORS_MAX, Listed, Shortlist
from creatorport.domain.lists.tags import TAG_MAX, TAGS_MAX, tag, tagged, tags
from creatorport.domain.workspace import Member, Role

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
LUMEN = WorkspaceId("lumen")
IDA, MAX = MemberId("ida"), MemberId("max")

EMPTY = Shortlist.start(ShortlistId("picks"), LUMEN, name=" Picks ", by=IDA, now=NOW)


def ids(names: str) -> list[CreatorId]:
    return [CreatorId(one) for one in names]


def on(shortlist: Shortlist) -> str:
    return "".join(one.creator_id for one in shortlist.creators)


def test_a_shortlist_starts_empty_under_a_tidy_name() -> None:
    assert Shortlist(ShortlistId("picks"), LUMEN, "Picks", IDA, NOW, ()) == EMPTY
    assert EMPTY.rename("Best").name == "Best"
    with pytest.raises(InvalidValue):
        EMPTY.rename(" ")


def test_creators_are_added_at_the_end_once_and_keep_who_added_them() -> None:
    picks = EMPTY.add(ids("ab"), by=IDA, now=NOW).add(ids("bcc"), by=MAX, now=LATER)
    assert picks.creators == (
        Listed(CreatorId("a"), IDA, NOW),
        Listed(CreatorId("b"), IDA, NOW),
        Listed(CreatorId("c"), MAX, LATER),
    )
    assert on(picks.remove(ids("bx"))) == "ac"


def test_a_full_shortlist_takes_nobody_more_and_loses_nobody() -> None:
    full = EMPTY.add([CreatorId(str(number)) for number in range(CREATORS_MAX)], by=IDA, now=NOW)
    assert full.add([CreatorId("7")], by=MAX, now=LATER) == full
    with pytest.raises(InvalidValue) as refused:
        full.add([CreatorId("new")], by=IDA, now=NOW)
    assert refused.value.field == "creatorIds"


@pytest.mark.parametrize(
    ("moved", "behind", "order"),
    [("c", None, "cabde"), ("ec", "a", "aecbd"), ("a", "e", "bcdea"), ("abcde", None, "abcde"), ("bb", "c", "acbde")],
)
def test_creators_move_behind_another_or_to_the_top(moved: str, behind: str | None, order: str) -> None:
    picks = EMPTY.add(ids("abcde"), by=IDA, now=NOW)
    assert on(picks.move(ids(moved), behind=None if behind is None else CreatorId(behind))) == order


@pytest.mark.parametrize(
    ("moved", "behind", "field"), [("ax", None, "creatorIds.1"), ("a", "x", "after"), ("ab", "b", "after")]
)
def test_only_those_on_it_move_and_never_behind_themselves(moved: str, behind: str | None, field: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        EMPTY.add(ids("abc"), by=IDA, now=NOW).move(ids(moved), behind=None if behind is None else CreatorId(behind))
    assert refused.value.field == field


@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), st.data())
def test_a_move_loses_nobody_and_keeps_the_order_of_the_others(names: list[str], data: st.DataObject) -> None:
    picks = EMPTY.add(ids("".join(names)), by=IDA, now=NOW)
    moved = data.draw(st.lists(st.sampled_from(names), unique=True, min_size=1))
    rest = [name for name in names if name not in moved]
    behind = data.draw(st.sampled_from([None, *rest]))
    after = list(on(picks.move(ids("".join(moved)), behind=None if behind is None else CreatorId(behind))))
    assert [name for name in after if name not in moved] == rest
    place = 0 if behind is None else after.index(behind) + 1
    assert after[place : place + len(moved)] == moved
    assert sorted(after) == sorted(names)


OWNER, MANAGER = Member(MemberId("olga"), LUMEN, Role.OWNER), Member(IDA, LUMEN, Role.MANAGER)
OTHER = Member(MAX, LUMEN, Role.MANAGER)


@pytest.mark.parametrize("by", [MANAGER, OWNER], ids=["author", "owner"])
def test_a_note_is_edited_by_its_author_and_by_owners(by: Member) -> None:
    note = Note.write(NoteId("n"), CreatorId("a"), words=" One.\nTwo. ", by=MANAGER, now=NOW)
    assert note == Note(NoteId("n"), LUMEN, CreatorId("a"), "One.\nTwo.", IDA, NOW)
    edited = note.edit("Three.", by=by, now=LATER)
    assert (edited.text, edited.author, edited.written_at) == ("Three.", IDA, NOW)
    assert (edited.edited_by, edited.edited_at) == (by.id, LATER)


def test_nobody_else_edits_a_note_and_it_stays_within_its_length() -> None:
    note = Note.write(NoteId("n"), CreatorId("a"), words="x" * NOTE_MAX, by=MANAGER, now=NOW)
    with pytest.raises(NotAllowed):
        note.edit("Mine.", by=OTHER, now=LATER)
    with pytest.raises(InvalidValue):
        note.edit("x" * (NOTE_MAX + 1), by=MANAGER, now=LATER)


@pytest.mark.parametrize(
    "written", ["Hair Care", "#hair care", " hair   CARE ", "\uff03\uff28air\u00a0care", "##hair care"]
)
def test_spellings_of_one_word_are_one_tag(written: str) -> None:
    assert tag(written) == "hair care"


@pytest.mark.parametrize("written", ["", " ", "#", "# #", "a\0b", "x" * (TAG_MAX + 1), "a\nb"])
def test_what_is_no_word_is_no_tag(written: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        tag(written)
    assert refused.value.field == "tag"


@given(st.text(max_size=60))
def test_a_tag_stays_itself(written: str) -> None:
    try:
        kept = tag(written)
    except InvalidValue:
        return
    assert tag(kept) == kept
    assert 1 <= len(kept) <= TAG_MAX


def test_several_tags_are_each_kept_once_and_a_bad_one_is_named() -> None:
    assert tags(["B", "a", "b"]) == ("b", "a")
    for written, field in (([], "tags"), (["a"] * (TAGS_MAX + 1), "tags"), (["a", ""], "tags.1")):
        with pytest.raises(InvalidValue) as refused:
            tags(written)
        assert refused.value.field == field


def test_a_creator_has_at_most_twenty_tags() -> None:
    many = [str(number) for number in range(TAGS_MAX)]
    assert tagged(many[1:], many[:1]) == set(many)
    assert tagged(many, many[:3]) == set(many)
    with pytest.raises(InvalidValue):
        tagged(many, ["new"])


def test_a_saved_search_keeps_what_was_asked_when_it_is_renamed() -> None:
    search = SavedSearch.keep(SavedSearchId("s"), LUMEN, name="Curls", asked='{"a":1}', form=1, by=IDA, now=NOW)
    assert search.rename(" Waves ") == SavedSearch(SavedSearchId("s"), LUMEN, "Waves", '{"a":1}', 1, IDA, NOW)
    with pytest.raises(InvalidValue):
        SavedSearch.keep(SavedSearchId("s"), LUMEN, name="Curls", asked="x" * 10_001, form=1, by=IDA, now=NOW)
