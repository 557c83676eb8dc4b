from enum import Enum

import strawberry

from creatorport.graphql.enums import value


@strawberry.enum(description="Why a call is next, or is not yet.")
class PlanReason(Enum):
    PROMISE = value("PROMISE", description="It must be made now, or a promise will be broken.")
    LONG_UNSEEN = value("LONG_UNSEEN", description="Never looked at, or not for so long that its rate is uncertain.")
    WORTH_MOST = value("WORTH_MOST", description="It is worth its price.")
    WAITS_ITS_TURN = value("WAITS_ITS_TURN", description="It will be made, see `dueAt`.")
    NEVER_WORTH_A_CALL = value(
        "NEVER_WORTH_A_CALL", description="It changes too often for its weight. Promise a bound, or raise the budget."
    )


@strawberry.enum(description="Why an account or a video is as old as it is. New reasons may be added.")
class StaleReason(Enum):
    PROMISE = value("PROMISE", description="It is refreshed next, for a promise.")
    LONG_UNSEEN = value("LONG_UNSEEN", description="It is refreshed next, since it was not for long.")
    WORTH_MOST = value("WORTH_MOST", description="It is refreshed next.")
    WAITS_ITS_TURN = value("WAITS_ITS_TURN", description="Other calls buy more freshness now.")
    NEVER_WORTH_A_CALL = value("NEVER_WORTH_A_CALL", description="It changes too often for its weight.")
    UNDER_WAY = value("UNDER_WAY", description="A refresh was asked for a moment ago.")
    QUOTA_SPENT = value("QUOTA_SPENT", description="It is due, and its quota is spent or rests.")
    PLANNER_OFF = value("PLANNER_OFF", description="The operator has turned the planner off.")
    LEFT_TO_SYNCS = value("LEFT_TO_SYNCS", description="Too old to be planned for; the daily sync refreshes it.")
    NOT_VISIBLE = value("NOT_VISIBLE", description="TikTok does not show it.")
    NOT_CONNECTED = value("NOT_CONNECTED", description="Its account is not connected.")
    NOT_PERMITTED = value("NOT_PERMITTED", description="The creator did not grant the scope.")
    LAST_CALL_FAILED = value("LAST_CALL_FAILED", description="The last call failed; it is tried again.")


@strawberry.enum(description="What a limit counts over.")
class QuotaWindow(Enum):
    MINUTE = value("minute", description="A sliding minute.")
    DAY = value("day", description="A UTC day.")
