from copy import copy, deepcopy
from dataclasses import replace

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.account import ACCOUNT_MACHINE, AccountState, AccountVerb, TikTokAccount
from creatorport.domain.errors import WrongAccount
from creatorport.domain.events import AccountMoved
from creatorport.domain.ids import AccountId, MemberId
from creatorport.domain.machine import REFUSE, STAY
from creatorport.domain.retention import DropReason
from tests.unit.domain.specimens import LUMEN, NOW, SCOPES, grant, later, profile

FEWER = frozenset({"user.info.basic"})


def connected(scopes: frozenset[str] = SCOPES) -> TikTokAccount:
    return TikTokAccount.connected(
        AccountId("account-1"),
        LUMEN,
        owner=MemberId("mara"),
        profile=profile(),
        grant=grant(scopes=scopes),
        requested=SCOPES,
        now=NOW,
    )


class AccountWalk(RuleBasedStateMachine):
    """Walks random verbs on an account, with the table as the naive model."""

    def __init__(self) -> None:
        super().__init__()
        self.account = connected()
        self.serial = 1

    @rule(verb=st.sampled_from(AccountVerb))
    def attempt(self, verb: AccountVerb) -> None:
        before, untouched = self.account, copy(self.account)
        self.serial += 1
        decision = ACCOUNT_MACHINE.table[before.state][verb]
        assert decision is not REFUSE  # there is nothing an account refuses: consent always mends it
        self.account = self._do(verb)
        if decision is STAY:
            assert (self.account.state, self.account.events) == (before.state, before.events)
            if verb in {AccountVerb.LOSE_GRANT, AccountVerb.DISCONNECT}:
                assert self.account is before
        else:
            assert isinstance(decision, AccountState)
            cause = "revoked" if verb is AccountVerb.LOSE_GRANT else None
            event = AccountMoved(later(self.serial), before.id, verb.value, decision.value, cause)
            assert self.account.state is decision
            assert self.account.events == (*before.events, event)
        assert before == untouched

    @rule()
    def renew(self) -> None:
        before = self.account
        self.serial += 1
        if before.grant is not None:
            self.account = before.renew(grant(self.serial, before.grant.scopes), later(self.serial))
            assert (self.account.state, self.account.events) == (before.state, before.events)

    def _do(self, verb: AccountVerb) -> TikTokAccount:
        now = later(self.serial)
        if verb is AccountVerb.LOSE_GRANT:
            return self.account.lose_grant("revoked", now)
        if verb is AccountVerb.DISCONNECT:
            return self.account.disconnect(now)
        scopes = SCOPES if verb is AccountVerb.CONNECT else FEWER
        fresh = grant(self.serial, scopes)
        again = self.account.reconnect(profile=profile(), grant=fresh, requested=SCOPES, now=now)
        assert (again.grant, again.cause, again.connected_at) == (fresh, None, now)
        return again

    @invariant()
    def tokens_are_there_exactly_while_they_work(self) -> None:
        works = self.account.state in {AccountState.CONNECTED, AccountState.LIMITED}
        assert self.account.is_at_work is works
        assert (self.account.grant is not None) is works

    @invariant()
    def a_cause_is_there_exactly_while_a_consent_is_needed(self) -> None:
        assert (self.account.cause == "revoked") is (self.account.state is AccountState.NEEDS_REAUTH)
        if self.account.state is not AccountState.NEEDS_REAUTH:
            assert self.account.cause is None

    @invariant()
    def it_is_limited_exactly_while_scopes_are_missing(self) -> None:
        if self.account.grant is not None:
            assert bool(self.account.missing_scopes) is (self.account.state is AccountState.LIMITED)

    @invariant()
    def identity_and_owner_stay(self) -> None:
        assert (self.account.id, self.account.owner, self.account.profile.open_id) == ("account-1", "mara", "open-mara")


TestAccountWalk = AccountWalk.TestCase
TestAccountWalk.settings = settings(stateful_step_count=25)


def test_a_first_consent_makes_a_connected_account_and_one_event() -> None:
    account = connected()
    assert (account.state, account.connected_at, account.missing_scopes) == (AccountState.CONNECTED, NOW, frozenset())
    assert account.events == (AccountMoved(NOW, AccountId("account-1"), "connect", "connected", None),)


def test_fewer_scopes_than_asked_make_a_limited_account_that_names_them() -> None:
    account = connected(FEWER)
    assert account.state is AccountState.LIMITED
    assert account.missing_scopes == {"user.info.profile", "user.info.stats"}


def test_more_scopes_than_asked_are_no_limit() -> None:
    account = connected(SCOPES | {"video.list"})
    assert (account.state, account.missing_scopes) == (AccountState.CONNECTED, frozenset())


def test_a_disconnected_account_misses_every_scope() -> None:
    assert connected().disconnect(later(1)).missing_scopes == SCOPES


def test_another_persons_consent_is_refused_and_changes_nothing() -> None:
    lost = connected().lose_grant("revoked", later(1))
    untouched = deepcopy(lost)
    with pytest.raises(WrongAccount) as refused:
        lost.reconnect(profile=profile("open-ben"), grant=grant(2), requested=SCOPES, now=later(2))
    assert (refused.value.expected, refused.value.actual) == ("open-mara", "open-ben")
    assert lost == untouched


def test_a_good_reconnect_takes_every_mark_away_that_stood_in_the_way() -> None:
    account = connected().begin_renewal(later(1)).fail("TIKTOK_REFUSED", "No.", later(2))
    assert account.grant is not None
    account = account.warn(account.grant.refresh_expires_at)
    marked = replace(account.lose_grant("revoked", later(3)), renewing_since=later(1), warned=1)
    marked = marked.forget_person(DropReason.GRANT_LOST, later(4))
    assert None not in (marked.cause, marked.loss, marked.failure, marked.dropped)
    again = marked.reconnect(profile=profile(), grant=grant(2), requested=SCOPES, now=later(5))
    assert (again.state, again.id, again.cause, again.loss, again.failure, again.dropped) == (
        AccountState.CONNECTED, marked.id, None, None, None, None,
    )  # fmt: skip
    assert (again.renewing_since, again.warned) == (None, None)


def test_a_new_handle_of_the_same_person_is_taken_over() -> None:
    again = connected().reconnect(profile=profile(handle="mara.bakes"), grant=grant(2), requested=SCOPES, now=later(1))
    assert str(again.profile.handle) == "mara.bakes"
    assert again.id == "account-1"


def test_a_profile_is_as_old_as_its_reading_whatever_else_changes() -> None:
    account = connected()
    assert account.profile_at == NOW
    assert account.renew(grant(2), later(5)).profile_at == NOW
    assert account.lose_grant("revoked", later(5)).profile_at == NOW
    assert account.disconnect(later(5)).profile_at == NOW
    assert account.see(profile(), later(5)).profile_at == later(5)
    assert account.reconnect(profile=profile(), grant=grant(2), requested=SCOPES, now=later(6)).profile_at == later(6)


def test_seeing_a_profile_leaves_the_grant_alone() -> None:
    seen = connected().see(profile(handle="mara.bakes"), later(5))
    assert (str(seen.profile.handle), seen.grant, seen.updated_at) == ("mara.bakes", grant(), later(5))
    assert seen.events == connected().events
