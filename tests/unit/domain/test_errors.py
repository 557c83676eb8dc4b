import re
from collections.abc import Iterator

import creatorport.domain.errors as module
from creatorport.domain.errors import CreatorportError, FixableBy, Refusal, TikTokError, TikTokRefused


def descendants(of: type[CreatorportError]) -> Iterator[type[CreatorportError]]:
    for child in of.__subclasses__():
        # Adapters have errors of their own, which their own modules draw.
        if child.__module__.startswith("creatorport.domain."):
            yield child
        yield from descendants(child)


def test_every_error_has_a_code_of_its_own() -> None:
    errors: list[type[CreatorportError]] = [CreatorportError, *descendants(CreatorportError)]
    codes = [error.code for error in errors]
    assert len(codes) == len(set(codes))
    assert [code for code in codes if not re.fullmatch(r"[A-Z]+(_[A-Z]+)*", code)] == []


def test_every_error_is_in_the_tree_that_opens_the_module() -> None:
    drawn = set(re.findall(r"\b[A-Z]\w+\b", module.__doc__ or ""))
    ours = [error for error in descendants(CreatorportError) if error.__module__ == module.__name__]
    assert [error.__name__ for error in ours if error.__name__ not in drawn] == []


def test_every_refusal_tells_who_can_fix_it() -> None:
    assert [one for one in descendants(Refusal) if not isinstance(getattr(one, "fixable_by", None), FixableBy)] == []


def test_what_tiktok_said_is_kept_for_its_support() -> None:
    error = TikTokRefused("campaigns.create", "no", tiktok_code="40002", log_id="log-1")
    assert isinstance(error, TikTokError)
    assert (str(error), error.endpoint, error.tiktok_code, error.log_id) == (
        "campaigns.create: no",
        "campaigns.create",
        "40002",
        "log-1",
    )
