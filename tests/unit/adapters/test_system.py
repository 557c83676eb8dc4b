import re
import uuid
from datetime import UTC, datetime
from unittest.mock import patch

from creatorport.adapters.system import SystemClock, SystemIdentities


def test_the_clock_tells_the_machines_time_in_utc() -> None:
    before = datetime.now(UTC)
    now = SystemClock().now()
    assert before <= now <= datetime.now(UTC)
    assert now.tzinfo is UTC


def test_the_clock_stands_still_while_the_machine_is_set_back() -> None:
    clock = SystemClock()
    latest = clock.now()
    with patch("creatorport.adapters.system.datetime") as machine:
        machine.now.return_value = datetime(2020, 1, 1, tzinfo=UTC)
        assert clock.now() == latest


def test_ids_are_unique_and_sort_by_the_time_of_their_making() -> None:
    identities = SystemIdentities()
    made = [identities.new() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == 20_000


def test_ids_are_uuids_of_version_7_that_carry_the_time() -> None:
    with patch("creatorport.adapters.system.time.time_ns", return_value=0x0123_4567_89AB * 1_000_000):
        text = SystemIdentities().new()
    made = uuid.UUID(text)
    assert text.startswith("01234567-89ab-7")
    assert (made.version, made.variant) == (7, uuid.RFC_4122)


def test_ids_go_on_rising_while_the_machine_is_set_back() -> None:
    identities = SystemIdentities()
    first = identities.new()
    with patch("creatorport.adapters.system.time.time_ns", return_value=0):
        made = [identities.new() for _ in range(5_000)]
    assert [first, *made] == sorted({first, *made})


def test_unguessable_names_fit_pkce_and_never_repeat() -> None:
    identities = SystemIdentities()
    made = {identities.unguessable() for _ in range(1000)}
    assert len(made) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43,128}", name) for name in made)
