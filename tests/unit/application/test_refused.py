"""A refusal as it is kept for whoever repeats the request."""

from dataclasses import fields

import pytest

from creatorport.application.refused import Refused
from creatorport.domain.effect import Json
from creatorport.domain.errors import FixableBy
from tests.fakes.clock import START

WHOLE = Refused("INVITED_TOO_OFTEN", "Not again so soon.", "creatorIds.3", FixableBy.NOBODY, retry_at=START)


def test_what_is_kept_tells_a_repeat_the_same() -> None:
    # The remedy is found by the code, and is not kept.
    assert [one.name for one in fields(Refused) if getattr(WHOLE, one.name) is None] == ["remedy"]
    assert Refused.from_json(WHOLE.to_json()) == WHOLE


def test_what_does_not_hold_is_kept_as_nothing() -> None:
    bare = Refused("NOT_FOUND", "No such creator.", None, FixableBy.CALLER)
    assert Refused.from_json(bare.to_json()) == bare


def test_what_an_earlier_version_kept_is_read() -> None:
    kept: Json = ["NOT_FOUND", "No such creator.", "creatorIds.0", "CALLER"]
    assert Refused.from_json(kept) == Refused("NOT_FOUND", "No such creator.", "creatorIds.0", FixableBy.CALLER)


@pytest.mark.parametrize("kept", [None, "NOT_FOUND", [], ["NOT_FOUND", "No such creator.", None]])
def test_what_is_no_refusal_is_not_taken_for_one(kept: Json) -> None:
    with pytest.raises(TypeError, match="not a kept refusal"):
        Refused.from_json(kept)
