"""Who may do what, said a second time: a change of the policy has to be meant twice."""

import pytest

from creatorport.application.policy import POLICY, Action, authorize, may
from creatorport.domain.errors import FixableBy, NotAllowed
from creatorport.domain.ids import MemberId
from creatorport.domain.workspace import Member, Role
from tests.unit.application.stage import LUMEN

#                             owner  manager viewer creator
TABLE = {
    "SEE_SELF":             ("yes", "yes",  "yes", "yes"),
    "SEE_CAMPAIGNS":        ("yes", "yes",  "yes", "no"),
    "SEE_CREATORS":         ("yes", "yes",  "yes", "no"),
    "SEE_PERFORMANCE":      ("yes", "yes",  "yes", "no"),
    "SEE_MARKETPLACE":      ("yes", "yes",  "yes", "no"),
    "SEE_ALL_ACCOUNTS":     ("yes", "yes",  "yes", "no"),
    "SEE_OWN_ACCOUNTS":     ("yes", "yes",  "yes", "yes"),
    "DISCOVER_CREATORS":    ("yes", "yes",  "no",  "no"),
    "PLAN_CAMPAIGNS":       ("yes", "yes",  "no",  "no"),
    "RUN_CAMPAIGNS":        ("yes", "yes",  "no",  "no"),
    "CONNECT_OWN_ACCOUNT":  ("yes", "yes",  "no",  "yes"),
    "SYNC_OWN_ACCOUNT":     ("yes", "yes",  "no",  "yes"),
    "MANAGE_ALL_ACCOUNTS":  ("yes", "yes",  "no",  "no"),
    "INVITE_TO_CONNECT":    ("yes", "yes",  "no",  "no"),
    "SEE_READINESS":        ("yes", "yes",  "no",  "no"),
    "SEE_SYNC_PLAN":        ("yes", "yes",  "no",  "no"),
    "PROMISE_FRESHNESS":    ("yes", "yes",  "no",  "no"),
    "CONNECT_MARKETPLACE":  ("yes", "no",   "no",  "no"),
    "SEE_PURGES":           ("yes", "no",   "no",  "no"),
    "SET_CURRENCY":         ("yes", "no",   "no",  "no"),
    "SEE_OWN_INVITATIONS":  ("yes", "yes",  "yes", "yes"),
    "ANSWER_INVITATIONS":   ("no",  "no",   "no",  "yes"),
    "KEEP_LISTS":           ("yes", "yes",  "no",  "no"),
    "SEE_WEBHOOKS":         ("yes", "no",   "no",  "no"),
    "REPAIR_WEBHOOKS":      ("yes", "no",   "no",  "no"),
    "SEE_OUTGOING_WEBHOOKS": ("yes", "yes", "yes", "no"),
    "MANAGE_OUTGOING_WEBHOOKS": ("yes", "yes", "no", "no"),
    "SEE_OWN_DELIVERABLES": ("yes", "yes",  "yes", "yes"),
    "SUBMIT_DELIVERABLES":  ("no",  "no",   "no",  "yes"),
    "DISCUSS_DELIVERABLES": ("yes", "yes",  "no",  "yes"),
    "USE_SPARK_CODES":      ("yes", "yes",  "no",  "no"),
    "REVIEW_DELIVERABLES":  ("yes", "yes",  "no",  "no"),
    "SEE_OWN_PUBLICATIONS": ("yes", "yes",  "yes", "yes"),
    "PUBLISH_VIDEOS":       ("yes", "yes",  "no",  "yes"),
}  # fmt: skip

PAIRS = [
    (action, role, answer == "yes")
    for action, answers in TABLE.items()
    for role, answer in zip(("owner", "manager", "viewer", "creator"), answers, strict=True)
]


def member(role: str) -> Member:
    return Member(MemberId("somebody"), LUMEN, Role(role))


def test_the_table_knows_every_action_and_every_role() -> None:
    assert {(action, role) for action, role, _ in PAIRS} == {
        (action.value, role.value) for action in Action for role in Role
    }


@pytest.mark.parametrize(("action", "role", "allowed"), PAIRS)
def test_a_role_may_do_what_the_table_says(action: str, role: str, allowed: bool) -> None:
    assert may(member(role), Action(action)) is allowed
    if allowed:
        authorize(member(role), Action(action))
    else:
        with pytest.raises(NotAllowed) as refused:
            authorize(member(role), Action(action))
        assert (refused.value.action, refused.value.role) == (action, role)
        assert refused.value.fixable_by is FixableBy.MEMBER


@pytest.mark.parametrize("role", Role)
def test_what_is_not_listed_is_denied(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    unlisted = {action: roles for action, roles in POLICY.items() if action is not Action.SEE_SELF}
    monkeypatch.setattr("creatorport.application.policy.POLICY", unlisted)
    assert not may(member(role), Action.SEE_SELF)
