import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.errors import ConcurrentChange, InvalidValue, UnknownVariable, WrongState
from creatorport.domain.ids import MemberId, TemplateId
from creatorport.domain.message_template import MessageTemplate, TemplateState
from tests.unit.domain.specimens import LUMEN, NOW, later

IDA, MAX = MemberId("ida"), MemberId("max")


def template(text: str = "Hi {display_name}!") -> MessageTemplate:
    return MessageTemplate.written(TemplateId("t-1"), LUMEN, name=" Hello ", wording=text, by=IDA, now=NOW)


def test_a_new_template_is_in_use_in_version_1() -> None:
    made = template()
    assert (made.name, made.state, made.current.number, made.current.wording.text) == (
        "Hello",
        TemplateState.ACTIVE,
        1,
        "Hi {display_name}!",
    )


def test_another_text_is_the_next_version_of_whoever_wrote_it() -> None:
    revised = template().revise(1, wording="Dear {handle},", by=MAX, now=later(1))
    assert (revised.current.number, revised.current.by, revised.current.at) == (2, MAX, later(1))
    assert revised.name == "Hello"


def test_another_name_and_the_same_text_make_no_version() -> None:
    renamed = template().revise(1, name="Welcome", wording="Hi {display_name}! ", by=MAX, now=later(1))
    assert (renamed.name, renamed.current) == ("Welcome", template().current)


def test_a_change_of_an_older_version_is_refused() -> None:
    revised = template().revise(1, wording="Dear {handle},", by=MAX, now=later(1))
    with pytest.raises(ConcurrentChange):
        revised.revise(1, wording="Hello", by=IDA, now=later(2))


def test_bad_words_are_refused_with_their_field() -> None:
    with pytest.raises(UnknownVariable) as unknown:
        template("{nobody}")
    with pytest.raises(InvalidValue) as nameless:
        template().revise(1, name=" ", by=MAX, now=NOW)
    assert (unknown.value.field, nameless.value.field) == ("text", "name")


class TemplateWalk(RuleBasedStateMachine):
    """Walks random changes; versions only grow, and what is archived stays as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.template, self.minutes = template(), 0
        self.versions = {1: self.template.current}

    @rule(text=st.sampled_from(["one", "two", "{handle}"]), stale=st.booleans())
    def revise(self, text: str, stale: bool) -> None:
        self.minutes += 1
        based_on = self.template.current.number - stale
        if self.template.state is TemplateState.ARCHIVED:
            with pytest.raises(WrongState):
                self.template.revise(based_on, wording=text, by=MAX, now=later(self.minutes))
        elif stale:
            with pytest.raises(ConcurrentChange):
                self.template.revise(based_on, wording=text, by=MAX, now=later(self.minutes))
        else:
            self.template = self.template.revise(based_on, wording=text, by=MAX, now=later(self.minutes))
            assert self.template.current.wording.text == text
            self.versions.setdefault(self.template.current.number, self.template.current)

    @rule()
    def archive(self) -> None:
        self.minutes += 1
        before = self.template
        self.template = before.archive(later(self.minutes))
        assert self.template.state is TemplateState.ARCHIVED
        assert before.archived_at in (None, self.template.archived_at)

    @invariant()
    def no_version_ever_changes(self) -> None:
        assert self.versions[self.template.current.number] == self.template.current
        assert list(self.versions) == list(range(1, len(self.versions) + 1))


TemplateWalk.TestCase.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
TestTemplateWalk = TemplateWalk.TestCase
