from copy import copy

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.account import ACCOUNT_MACHINE, AccountState, AccountVerb
from creatorport.domain.account_trouble import LossCause
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.errors import WrongAccount
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId
from creatorport.domain.machine import STAY
from tests.unit.domain.specimens import LUMEN, NOW, SCOPES, grant, later

FEWER = frozenset({"user.info.basic"})
MARA = Handle.of("mara.cooks")


def connected(scopes: frozenset[str] = SCOPES) -> BusinessConnection:
    return BusinessConnection.connected(
        AccountId("account-1"),
        LUMEN,
        open_id="biz-mara",
        handle=MARA,
        grant=grant(scopes=scopes),
        requested=SCOPES,
        now=NOW,
    )


class ConnectionWalk(RuleBasedStateMachine):
    """Walks random verbs on a connection, with the account's table as the naive model."""

    def __init__(self) -> None:
        super().__init__()
        self.connection = connected()
        self.serial = 1

    @rule(verb=st.sampled_from(AccountVerb))
    def attempt(self, verb: AccountVerb) -> None:
        before, untouched = self.connection, copy(self.connection)
        self.serial += 1
        decision = ACCOUNT_MACHINE.table[before.state][verb]
        self.connection = self._do(verb)
        assert self.connection.state is (before.state if decision is STAY else decision)
        assert before == untouched

    @rule()
    def renew(self) -> None:
        if self.connection.grant is not None:
            begun = self.connection.begin_renewal(later(self.serial))
            assert begun.renewing_since is not None
            self.connection = begun.renew(grant(self.serial, self.connection.grant.scopes), later(self.serial))
            assert self.connection.renewing_since is None

    @invariant()
    def there_are_tokens_exactly_while_it_works(self) -> None:
        works = self.connection.state in {AccountState.CONNECTED, AccountState.LIMITED}
        assert (self.connection.grant is not None) is works
        assert (self.connection.loss is not None) is (self.connection.state is AccountState.NEEDS_REAUTH)

    def _do(self, verb: AccountVerb) -> BusinessConnection:
        now, one = later(self.serial), self.connection
        match verb:
            case AccountVerb.CONNECT | AccountVerb.CONNECT_LIMITED:
                scopes = SCOPES if verb is AccountVerb.CONNECT else FEWER
                fresh = grant(self.serial, scopes)
                return one.reconnect(open_id="biz-mara", handle=MARA, grant=fresh, requested=SCOPES, now=now)
            case AccountVerb.LOSE_GRANT:
                return one.lose_grant("revoked", now, loss=LossCause.REMOVED_BY_CREATOR)
            case AccountVerb.DISCONNECT:
                return one.disconnect(now)


TestConnectionWalk = ConnectionWalk.TestCase
TestConnectionWalk.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)


def test_another_person_does_not_take_it_over() -> None:
    with pytest.raises(WrongAccount):
        connected().reconnect(open_id="biz-ben", handle=MARA, grant=grant(), requested=SCOPES, now=later(1))


def test_what_was_granted_is_compared_as_sets() -> None:
    limited = connected(FEWER)
    assert limited.state is AccountState.LIMITED
    assert limited.missing_scopes == SCOPES - FEWER
    assert limited.allows("user.info.basic")
    assert not limited.allows(*SCOPES)
    assert not limited.disconnect(later(1)).allows()
