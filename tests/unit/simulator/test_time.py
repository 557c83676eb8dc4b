from collections.abc import Callable
from typing import Any

import pytest

from tiktok_simulator.agenda import Agenda
from tiktok_simulator.clock import VirtualClock


def running_clock(speed: float) -> tuple[VirtualClock, Callable[[float], None]]:
    real = [0.0]

    def pass_time(seconds: float) -> None:
        real[0] += seconds

    return VirtualClock(1000.0, speed, real_seconds=lambda: real[0]), pass_time


def test_a_clock_of_speed_zero_moves_by_advance_alone() -> None:
    clock, pass_time = running_clock(0)
    pass_time(50)
    clock.advance(7)
    assert clock.now() == 1007.0


def test_a_clock_keeps_its_time_when_its_speed_changes() -> None:
    clock, pass_time = running_clock(60)
    pass_time(2)
    clock.set_speed(1)
    pass_time(5)
    assert clock.now() == 1125.0


@pytest.mark.parametrize(
    "move", [lambda clock: clock.advance(-1), lambda clock: clock.set_speed(-1)], ids=["advance", "speed"]
)
def test_time_never_moves_back(move: Callable[[VirtualClock], None]) -> None:
    with pytest.raises(ValueError, match="forward"):
        move(running_clock(1)[0])


def test_appointments_run_in_order_and_each_sees_its_own_time() -> None:
    clock = VirtualClock(1000.0)
    agenda = Agenda(clock)
    seen: list[tuple[str, float]] = []
    agenda.on("note", lambda facts: seen.append((facts["name"], clock.now())))
    agenda.at(1030, "note", name="late")
    agenda.at(1010, "note", name="early")
    agenda.at(1010, "note", name="second of the same time")
    clock.advance(20)
    assert agenda.run_due() == 2
    assert seen == [("early", 1010.0), ("second of the same time", 1010.0)]
    assert agenda.next_due() == 1030


def test_an_appointment_made_while_catching_up_still_runs_at_its_time() -> None:
    clock = VirtualClock(1000.0)
    agenda = Agenda(clock)
    seen: list[float] = []

    def again(facts: dict[str, Any]) -> None:
        seen.append(clock.now())
        if facts["left"]:
            agenda.at(clock.now() + 10, "again", left=facts["left"] - 1)

    agenda.on("again", again)
    agenda.at(1005, "again", left=2)
    clock.advance(100)
    agenda.run_due()
    assert seen == [1005.0, 1015.0, 1025.0]


def test_a_cancelled_appointment_never_runs() -> None:
    clock = VirtualClock(1000.0)
    agenda = Agenda(clock)
    seen: list[str] = []
    agenda.on("note", lambda facts: seen.append(facts["name"]))
    agenda.at(1010, "note", key="one", name="one")
    agenda.at(1010, "note", key="two", name="two")
    assert agenda.cancel("one") == 1
    clock.advance(60)
    agenda.run_due()
    assert seen == ["two"]


def test_a_restored_agenda_goes_on_where_it_was() -> None:
    clock = VirtualClock(1000.0)
    agenda = Agenda(clock)
    agenda.on("note", lambda _facts: None)
    agenda.at(1010, "note", name="kept")
    restored = Agenda(clock)
    seen: list[str] = []
    restored.on("note", lambda facts: seen.append(facts["name"]))
    restored.restore(agenda.snapshot())
    clock.advance(10)
    assert restored.run_due() == 1
    assert seen == ["kept"]


def test_an_appointment_of_a_kind_nobody_does_is_refused_when_it_is_made() -> None:
    with pytest.raises(KeyError, match="unheard"):
        Agenda(VirtualClock(0)).at(1, "unheard")


def test_a_saved_clock_goes_on_from_where_it_stood_although_making_its_simulator_took_longer() -> None:
    clock, pass_time = running_clock(1)
    pass_time(2)
    clock.continue_at(1000.5, 1)
    assert clock.now() == 1000.5
    pass_time(1)
    assert clock.now() == 1001.5
