from datetime import UTC, timedelta

import pytest

from creatorport.adapters.simulated_clock import SimulatedClock
from creatorport.adapters.system import SystemClock
from creatorport.application.ports.clock import Clock
from tests.fakes.clock import START, MovableClock


@pytest.fixture(params=["fake", "machine", "simulator"])
def clock(request: pytest.FixtureRequest) -> Clock:
    clocks: dict[str, Clock] = {
        "fake": MovableClock(),
        "machine": SystemClock(),
        "simulator": SimulatedClock("http://127.0.0.1:1"),
    }
    return clocks[request.param]


def test_a_clock_tells_aware_times_in_utc(clock: Clock) -> None:
    assert clock.now().tzinfo is UTC


def test_a_clock_never_goes_backwards(clock: Clock) -> None:
    seen = []
    for _ in range(200):
        seen.append(clock.now())
        if isinstance(clock, MovableClock):
            clock.advance(timedelta(milliseconds=1))
    assert seen == sorted(seen)


def test_the_fake_refuses_to_be_set_back() -> None:
    clock = MovableClock()
    with pytest.raises(ValueError, match="never goes backwards"):
        clock.advance(timedelta(seconds=-1))
    assert clock.now() == START
