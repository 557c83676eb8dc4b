"""Who may do what: the one place where it is decided. What is not listed is denied."""

from collections.abc import Mapping
from enum import StrEnum

from creatorport.domain.errors import NotAllowed
from creatorport.domain.workspace import Member, Role


class Action(StrEnum):
    """Everything a member can ask for."""

    SEE_SELF = "SEE_SELF"
    SEE_CAMPAIGNS = "SEE_CAMPAIGNS"
    SEE_CREATORS = "SEE_CREATORS"
    SEE_PERFORMANCE = "SEE_PERFORMANCE"
    SEE_MARKETPLACE = "SEE_MARKETPLACE"
    SEE_ALL_ACCOUNTS = "SEE_ALL_ACCOUNTS"
    SEE_OWN_ACCOUNTS = "SEE_OWN_ACCOUNTS"
    DISCOVER_CREATORS = "DISCOVER_CREATORS"
    PLAN_CAMPAIGNS = "PLAN_CAMPAIGNS"
    RUN_CAMPAIGNS = "RUN_CAMPAIGNS"
    CONNECT_OWN_ACCOUNT = "CONNECT_OWN_ACCOUNT"
    SYNC_OWN_ACCOUNT = "SYNC_OWN_ACCOUNT"
    MANAGE_ALL_ACCOUNTS = "MANAGE_ALL_ACCOUNTS"
    INVITE_TO_CONNECT = "INVITE_TO_CONNECT"
    SEE_READINESS = "SEE_READINESS"
    SEE_SYNC_PLAN = "SEE_SYNC_PLAN"
    PROMISE_FRESHNESS = "PROMISE_FRESHNESS"
    CONNECT_MARKETPLACE = "CONNECT_MARKETPLACE"
    SEE_PURGES = "SEE_PURGES"
    SET_CURRENCY = "SET_CURRENCY"
    SEE_OWN_INVITATIONS = "SEE_OWN_INVITATIONS"
    ANSWER_INVITATIONS = "ANSWER_INVITATIONS"
    KEEP_LISTS = "KEEP_LISTS"
    SEE_WEBHOOKS = "SEE_WEBHOOKS"
    REPAIR_WEBHOOKS = "REPAIR_WEBHOOKS"
    SEE_OUTGOING_WEBHOOKS = "SEE_OUTGOING_WEBHOOKS"
    MANAGE_OUTGOING_WEBHOOKS = "MANAGE_OUTGOING_WEBHOOKS"
    SEE_OWN_DELIVERABLES = "SEE_OWN_DELIVERABLES"
    SUBMIT_DELIVERABLES = "SUBMIT_DELIVERABLES"
    DISCUSS_DELIVERABLES = "DISCUSS_DELIVERABLES"
    REVIEW_DELIVERABLES = "REVIEW_DELIVERABLES"
    USE_SPARK_CODES = "USE_SPARK_CODES"
    SEE_OWN_PUBLICATIONS = "SEE_OWN_PUBLICATIONS"
    PUBLISH_VIDEOS = "PUBLISH_VIDEOS"


_EVERYBODY = frozenset(Role)
_BRAND = frozenset({Role.OWNER, Role.MANAGER, Role.VIEWER})
_RUNNERS = frozenset({Role.OWNER, Role.MANAGER})

POLICY: Mapping[Action, frozenset[Role]] = {
    Action.SEE_SELF: _EVERYBODY,
    Action.SEE_CAMPAIGNS: _BRAND,
    Action.SEE_CREATORS: _BRAND,
    Action.SEE_PERFORMANCE: _BRAND,
    Action.SEE_MARKETPLACE: _BRAND,
    Action.SEE_ALL_ACCOUNTS: _BRAND,
    Action.SEE_OWN_ACCOUNTS: _EVERYBODY,
    # Discovery spends the workspace's quota at TikTok, so those who only look on may not.
    Action.DISCOVER_CREATORS: _RUNNERS,
    Action.PLAN_CAMPAIGNS: _RUNNERS,
    Action.RUN_CAMPAIGNS: _RUNNERS,
    Action.CONNECT_OWN_ACCOUNT: frozenset({Role.OWNER, Role.MANAGER, Role.CREATOR}),
    # A sync spends the app's quota at TikTok, too.
    Action.SYNC_OWN_ACCOUNT: frozenset({Role.OWNER, Role.MANAGER, Role.CREATOR}),
    Action.MANAGE_ALL_ACCOUNTS: _RUNNERS,
    Action.INVITE_TO_CONNECT: _RUNNERS,
    Action.SEE_READINESS: _RUNNERS,
    Action.SEE_SYNC_PLAN: _RUNNERS,
    Action.PROMISE_FRESHNESS: _RUNNERS,
    Action.CONNECT_MARKETPLACE: frozenset({Role.OWNER}),
    Action.SEE_PURGES: frozenset({Role.OWNER}),
    # It is settled once and for good, and everybody's amounts have to follow.
    Action.SET_CURRENCY: frozenset({Role.OWNER}),
    Action.SEE_OWN_INVITATIONS: _EVERYBODY,
    # What a creator promises is theirs: nobody does it in their name.
    Action.ANSWER_INVITATIONS: frozenset({Role.CREATOR}),
    Action.KEEP_LISTS: _RUNNERS,
    Action.SEE_WEBHOOKS: frozenset({Role.OWNER}),
    Action.REPAIR_WEBHOOKS: frozenset({Role.OWNER}),
    Action.SEE_OUTGOING_WEBHOOKS: _BRAND,
    Action.MANAGE_OUTGOING_WEBHOOKS: _RUNNERS,
    Action.SEE_OWN_DELIVERABLES: _EVERYBODY,
    # What a creator hands in is theirs: nobody does it in their name.
    Action.SUBMIT_DELIVERABLES: frozenset({Role.CREATOR}),
    Action.DISCUSS_DELIVERABLES: frozenset({Role.OWNER, Role.MANAGER, Role.CREATOR}),
    Action.REVIEW_DELIVERABLES: _RUNNERS,
    Action.USE_SPARK_CODES: _RUNNERS,
    Action.SEE_OWN_PUBLICATIONS: _EVERYBODY,
    # On accounts of their own; those who manage all accounts may on any.
    Action.PUBLISH_VIDEOS: frozenset({Role.OWNER, Role.MANAGER, Role.CREATOR}),
}


def may(member: Member, action: Action) -> bool:
    return member.role in POLICY.get(action, frozenset())


def authorize(member: Member, action: Action) -> None:
    """Raises NotAllowed unless the member's role may do this."""
    if not may(member, action):
        raise NotAllowed(action.value, member.role.value, who=_who_may(action))


def _who_may(action: Action) -> str:
    """Return the roles that may, in words: `owner, manager or viewer`."""
    *others, last = [role.value for role in Role if role in POLICY.get(action, frozenset())] or ["nobody"]
    return f"{', '.join(others)} or {last}" if others else last
