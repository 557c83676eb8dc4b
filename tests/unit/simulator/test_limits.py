from tiktok_simulator.limits import RateLevel, RateLevels, SlidingWindows


def test_a_sliding_window_admits_again_as_its_oldest_calls_leave() -> None:
    windows = SlidingWindows(limit=2, seconds=60)
    assert windows.admit("a", 0)
    assert windows.admit("a", 30)
    assert not windows.admit("a", 59.9)
    assert windows.admit("a", 60)
    assert not windows.admit("a", 89)
    assert windows.admit("a", 90)


def test_keys_do_not_share_a_window() -> None:
    windows = SlidingWindows(limit=1, seconds=60)
    assert windows.admit("a", 0)
    assert windows.admit("b", 0)


def test_a_restored_window_remembers_the_calls() -> None:
    windows = SlidingWindows(limit=1, seconds=60)
    windows.admit("a", 0)
    restored = SlidingWindows(limit=1, seconds=60)
    restored.restore(windows.snapshot())
    assert not restored.admit("a", 59)


def test_levels_name_the_budget_that_is_spent() -> None:
    level = RateLevel(qps=2, qpm=4, qpd=5)
    levels = RateLevels()
    answers = [levels.breach("app", level, now) for now in (0, 0, 0, 10, 10, 20, 70, 80)]
    assert answers == [None, None, "qps", None, None, "qpm", None, "qpd"]
    assert levels.breach("app", level, 86_400) is None


def test_a_breach_of_the_minute_rests_as_long_as_asked() -> None:
    level = RateLevel(qps=9, qpm=1, qpd=99)
    levels = RateLevels(rest=300)
    assert levels.breach("app", level, 0) is None
    assert levels.breach("app", level, 1) == "qpm"
    assert levels.breach("app", level, 300) == "qpm"
    assert levels.breach("app", level, 301) is None
