import json
import pprint
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.account import TokenGrant
from creatorport.domain.secret import Secret

TOKEN = "act.verysecret!4012"
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def grant() -> TokenGrant:
    return TokenGrant(Secret(TOKEN), Secret(TOKEN), NOW, NOW, NOW, frozenset())


def test_revealing_is_the_only_way_in() -> None:
    assert Secret(TOKEN).reveal() == TOKEN


PRINTED = {
    "str": str(Secret(TOKEN)),
    "repr": repr(Secret(TOKEN)),
    "f-string": f"a {Secret(TOKEN)} token",
    "f-string repr": f"{Secret(TOKEN)!r}",
    "format": format(Secret(TOKEN)),
    "percent": "%s %r" % (Secret(TOKEN), Secret(TOKEN)),  # noqa: UP031  every way of printing is meant
    "in a list": str([Secret(TOKEN)]),
    "in a dict": str({"token": Secret(TOKEN)}),
    "in a dataclass": repr(grant()),
    "pretty": pprint.pformat(grant()),
    "json by str": json.dumps({"token": Secret(TOKEN)}, default=str, ensure_ascii=False),
    "json by repr": json.dumps({"token": Secret(TOKEN)}, default=repr, ensure_ascii=False),
    "in an error": repr(ValueError(Secret(TOKEN))),
}


@pytest.mark.parametrize("printed", PRINTED.values(), ids=PRINTED.keys())
def test_a_secret_hides_itself_however_it_is_printed(printed: str) -> None:
    assert "verysecret" not in printed
    assert "…" in printed


def test_a_secret_refuses_to_become_json() -> None:
    with pytest.raises(TypeError) as refused:
        json.dumps({"token": Secret(TOKEN)})
    assert "verysecret" not in str(refused.value)


def test_a_format_that_would_shape_the_text_is_refused_without_telling_it() -> None:
    with pytest.raises(TypeError) as refused:
        format(Secret(TOKEN), ">40")
    assert "verysecret" not in str(refused.value)


@given(st.text(), st.text())
def test_secrets_compare_by_what_they_hide(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) == (one == other)
    unlike: object = one
    assert Secret(one) != unlike
