from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from creatorport.adapters.hooks.answers import excerpt_of, retry_after_of

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def retry_after(**headers: str) -> timedelta | None:
    raw = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in headers.items()]
    return retry_after_of(httpx.Headers(raw))


@pytest.mark.parametrize("text", ["", "soon", "-5", "1.5", "9" * 40, "²", "Fri, 99 Nov 2026 09:00:00 GMT", "0x10"])
def test_what_cannot_be_read_asks_for_nothing(text: str) -> None:
    assert retry_after(retry_after=text) is None
    assert retry_after() is None


def test_a_pause_is_read_as_seconds() -> None:
    assert retry_after(retry_after=" 120 ") == timedelta(minutes=2)
    assert retry_after(retry_after="0") == timedelta()


def test_a_moment_is_meant_by_the_receivers_own_clock() -> None:
    later = format_datetime(NOW + timedelta(minutes=5), usegmt=True)
    assert retry_after(retry_after=later, date=format_datetime(NOW, usegmt=True)) == timedelta(minutes=5)
    assert retry_after(retry_after=format_datetime(NOW, usegmt=True), date=later) == timedelta()


def test_a_moment_without_a_clock_is_meant_by_ours() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    pause = retry_after(retry_after=later)
    assert pause is not None
    assert timedelta(hours=1, minutes=59) < pause <= timedelta(hours=2)


def test_an_excerpt_holds_nothing_that_disturbs_what_stands_around_it() -> None:
    assert excerpt_of(b"  \xff\xfe no text \r\n") == "\ufffd\ufffd no text"
    assert excerpt_of("safe\u202etxt.exe\u2028\x07\x9b".encode()) == "safe\ufffdtxt.exe\ufffd\ufffd\ufffd"
    assert excerpt_of("naïve — 文字 🎉".encode()) == "naïve — 文字 🎉"
    assert len(excerpt_of("🎉".encode() * 5000)) == 500
