from datetime import UTC, datetime, timedelta

import pytest

from creatorport.domain.account_trouble import LossCause, ending, lost

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (timedelta(days=14, seconds=1), None),
        (timedelta(days=14), "The grant ends in 14 days, and renewing it did not move its end."),
        (timedelta(days=1, hours=5), "The grant ends in 1 day, and renewing it did not move its end."),
        (timedelta(hours=5), "The grant ends in 0 days, and renewing it did not move its end."),
        (-timedelta(days=3), "The grant ends in 0 days, and renewing it did not move its end."),
    ],
)
def test_the_end_of_a_grant_is_told_two_weeks_before(left: timedelta, told: str | None) -> None:
    trouble = ending(NOW + left, NOW)
    assert (trouble and trouble.message) == told
    assert trouble is None or trouble.code == "GRANT_ENDS_SOON"


@pytest.mark.parametrize("loss", LossCause)
def test_every_way_to_lose_a_grant_tells_what_to_do(loss: LossCause) -> None:
    trouble = lost(loss)
    assert trouble.code == loss.value
    assert trouble.remedy
