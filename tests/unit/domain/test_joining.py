"""Joining at TikTok: whatever happens in whatever order, what is told of it hangs together."""

from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.joining import Joining, JoiningState, JoiningVerb, JoiningWay
from tests.unit.domain.specimens import later


@given(st.lists(st.sampled_from(list(JoiningVerb)), max_size=8))
def test_what_is_told_of_joining_always_hangs_together(verbs: list[JoiningVerb]) -> None:
    joining, first = Joining(), None
    for moment, verb in enumerate(verbs):
        match verb:
            case JoiningVerb.ATTEMPT:
                joining = joining.attempt()
            case JoiningVerb.FAIL:
                joining = joining.fail(f"no {moment}")
            case JoiningVerb.SUCCEED:
                joining = joining.succeed(later(moment))
                first = first or later(moment)
        assert joining.joined_at == first
        assert (joining.state is JoiningState.JOINED) is (first is not None)
        assert (joining.state is JoiningState.OPEN) <= (joining.way is JoiningWay.JOIN_LINK)
        assert (joining.state is JoiningState.UNDER_WAY) <= (joining.way is JoiningWay.IN_CREATORS_NAME)
        assert joining.failure is None or joining.state is not JoiningState.JOINED
