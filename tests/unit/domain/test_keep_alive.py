"""Idle grants are renewed in time and seldom, and their end is announced once for each of the days that count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.domain.account import TikTokAccount
from creatorport.domain.events import GrantEnding
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.keep_alive import GrantLife, KeepAlive, warning_level
from tests.unit.domain.test_account import connected

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def life(days: float, *, account: str = "a", issued: datetime = NOW) -> GrantLife:
    return GrantLife(WorkspaceId("lumen"), AccountId(account), issued, issued + days * DAY)


@given(st.floats(min_value=1, max_value=400), st.floats(min_value=1, max_value=100))
def test_a_grant_is_renewed_well_before_its_end(days: float, before: float) -> None:
    policy = KeepAlive(before * DAY)
    due = policy.due_at(life(days))
    lead = min(before, days / 2) * DAY
    assert NOW + timedelta(hours=12) <= due <= max(NOW + timedelta(hours=12), NOW + days * DAY - lead * 0.75)
    assert due >= NOW + days * DAY - lead


def test_accounts_that_were_connected_together_are_spread() -> None:
    dues = [KeepAlive().due_at(life(180, account=str(number))) for number in range(500)]
    assert NOW + 135 * DAY <= min(dues) < NOW + 136 * DAY
    assert NOW + 145 * DAY < max(dues) <= NOW + (180 - 45 * 0.75) * DAY
    assert KeepAlive().due_at(life(180, account="7")) == dues[7]


@pytest.mark.parametrize("prolongs", [True, False])
def test_an_idle_account_is_never_renewed_more_than_twice_a_day_in_two_years(prolongs: bool) -> None:
    policy, grant, now, renewals = KeepAlive(), life(180), NOW, list[datetime]()
    while now < min(NOW + 730 * DAY, grant.refresh_expires_at):
        if policy.due_at(grant) <= now:
            renewals.append(now)
            end = now + 180 * DAY if prolongs else grant.refresh_expires_at
            grant = GrantLife(grant.workspace_id, grant.account_id, now, end)
        now += timedelta(hours=1)
    for moment in renewals:
        assert sum(moment <= other < moment + DAY for other in renewals) <= 2
    assert (len(renewals) == 5) if prolongs else (6 <= len(renewals) <= 14)


@pytest.mark.parametrize(
    ("left", "level"), [(15, None), (14, 14), (7.1, 14), (7, 7), (3, 3), (1.5, 3), (1, 1), (0, 1), (-5, 1)]
)
def test_what_is_left_decides_the_warning(left: float, level: int | None) -> None:
    assert warning_level(NOW + left * DAY, NOW) == level


def test_each_warning_is_given_once() -> None:
    account: TikTokAccount = connected()
    assert account.grant is not None
    end = account.grant.refresh_expires_at
    now, told = end - 20 * DAY, list[int]()
    while now < end:
        warned = account.warn(now)
        told += [event.days for event in warned.events[len(account.events) :] if isinstance(event, GrantEnding)]
        account = warned
        now += timedelta(hours=1)
    assert told == [14, 7, 3, 1]


def test_a_renewal_that_moves_the_end_takes_the_warning_back_and_one_that_does_not_keeps_it() -> None:
    account = connected()
    assert account.grant is not None
    late = account.grant.refresh_expires_at - 2 * DAY
    warned = account.warn(late)
    assert warned.warned == 3
    assert warned.renew(account.grant, late).warned == 3
    moved = life(180, issued=late)

    assert warned.renew(replace(account.grant, refresh_expires_at=moved.refresh_expires_at), late).warned is None
