"""A sign-in leads back to front-ends that the operator allows, and nowhere else."""

import pytest

from creatorport.domain.errors import InvalidValue
from creatorport.domain.landing import Landing

ALLOWED = frozenset({"https://app.example", "http://localhost:5173"})


@pytest.mark.parametrize("url", ["https://app.example", "https://app.example/a?b=c", "http://localhost:5173/x"])
def test_pages_of_allowed_origins_can_be_returned_to(url: str) -> None:
    assert Landing.of(url, None, ALLOWED) == Landing(return_to=url)


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example.evil/",
        "https://app.example@evil.example/",
        "https://app.example:444/",
        "http://app.example/",
        "//app.example/",
        "javascript:alert(1)",
        "https://evil.example/\\@app.example",
        "https://app.example\\@evil.example/",
        "https://app.example/#outcome=CONNECTED",
        "https://app.example/\r\nSet-Cookie: a=b",
        "https://app.example/ä",
        "https://[",
        "/relative",
        "https://app.example/" + "a" * 2000,
    ],
)
def test_nothing_else_can(url: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        Landing.of(url, None, ALLOWED)
    assert refused.value.field == "returnTo"


def test_a_popup_speaks_to_allowed_origins_only() -> None:
    assert Landing.of(None, "https://app.example", ALLOWED) == Landing(opener="https://app.example")
    for origin in ("*", "https://app.example/", "https://evil.example"):
        with pytest.raises(InvalidValue) as refused:
            Landing.of(None, origin, ALLOWED)
        assert refused.value.field == "popupOrigin"


def test_one_way_back_is_enough() -> None:
    with pytest.raises(InvalidValue):
        Landing.of("https://app.example", "https://app.example", ALLOWED)
