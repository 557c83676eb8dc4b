import pytest

from tiktok_simulator.clock import VirtualClock
from tiktok_simulator.faults import Fault, Faults, UnknownFaultError
from tiktok_simulator.identifiers import Identifiers


def faults(seed: int = 1) -> Faults:
    return Faults(Identifiers(seed, VirtualClock(0)))


def strikes(armed: Faults, times: int, endpoint: str = "/open/v2/user/info/") -> list[bool]:
    return [armed.strike("html_500", endpoint) is not None for _ in range(times)]


def test_a_fault_with_a_count_strikes_so_often_and_then_rests() -> None:
    armed = faults()
    armed.arm(Fault("html_500", count=2))
    assert strikes(armed, 4) == [True, True, False, False]


def test_a_script_decides_call_by_call() -> None:
    armed = faults()
    armed.arm(Fault("html_500", script=[False, True, False, True]))
    assert strikes(armed, 5) == [False, True, False, True, False]


def test_a_fault_for_one_endpoint_spares_the_others() -> None:
    armed = faults()
    armed.arm(Fault("html_500", endpoint="/open/v2/oauth/*"))
    assert strikes(armed, 1) == [False]
    assert strikes(armed, 1, "/open/v2/oauth/token/") == [True]


def test_dice_fall_the_same_for_the_same_seed_and_otherwise_for_another() -> None:
    rolls = []
    for seed in (1, 1, 2):
        armed = faults(seed)
        armed.arm(Fault("html_500", probability=0.5))
        rolls.append(strikes(armed, 64))
    assert rolls[0] == rolls[1] != rolls[2]
    assert 16 < sum(rolls[0]) < 48


def test_a_restored_fault_has_not_forgotten_how_often_it_struck() -> None:
    armed, restored = faults(), faults()
    armed.arm(Fault("html_500", count=2))
    strikes(armed, 1)
    restored.restore(armed.snapshot())
    assert strikes(restored, 2) == [True, False]


@pytest.mark.parametrize(
    "fault", [Fault("no such fault"), Fault("html_500", probability=1.1), Fault("html_500", count=0)]
)
def test_a_fault_that_could_never_strike_as_described_is_refused(fault: Fault) -> None:
    with pytest.raises(UnknownFaultError):
        faults().arm(fault)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault("html_500", options={"status": "abc"}), "status is an HTTP status"),
        (Fault("slow_answer", options={"seconds": float("inf")}), "seconds is a number of seconds"),
        (Fault("slow_answer", options={"seconds": True}), "seconds is a number of seconds"),
        (Fault("http_429", options={"seconds": 1}), "http_429 has no option 'seconds'"),
    ],
)
def test_an_option_that_the_fault_cannot_use_is_refused_in_words(fault: Fault, words: str) -> None:
    with pytest.raises(UnknownFaultError, match=words):
        faults().arm(fault)
