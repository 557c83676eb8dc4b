from datetime import datetime

import strawberry

from creatorport.application.insight_views import BusinessConnectionView
from creatorport.domain.account_trouble import AccountTrouble as Trouble
from creatorport.domain.account_trouble import LossCause, ending, let_go, limited, lost
from creatorport.graphql.account.states import AccountState, AccountTrouble
from creatorport.graphql.fields import at_now, attribute, derived


def _trouble(connection: BusinessConnectionView) -> Trouble | None:
    match connection.state:
        case "needs_reauth":
            return lost(LossCause(connection.loss or LossCause.TOKEN_REJECTED))
        case "limited":
            return limited(connection.missing_scopes)
        case "disconnected":
            return let_go()
        case _:
            return None


def _warning(connection: BusinessConnectionView, now: datetime) -> Trouble | None:
    return None if connection.refresh_expires_at is None else ending(connection.refresh_expires_at, now)


@strawberry.type(
    description="What a creator granted the app at TikTok API for Business: insights, and acting in campaigns. It is a "
    "consent of its own, beside the account's."
)
class BusinessConnection:
    handle: str | None = attribute("What TikTok called the creator at the consent.")
    state: AccountState = attribute("Whether the grant can be used.")
    cause: str | None = attribute("Why a new consent is needed, in TikTok's words; null while it is not.")
    trouble: AccountTrouble | None = derived(_trouble, "What is wrong with the connection; null while nothing is.")
    warning: AccountTrouble | None = at_now(
        _warning, "What will be wrong soon: the grant lives for a year, which no renewing prolongs."
    )
    scopes: list[str] = attribute("What was granted, in TikTok's words.")
    missing_scopes: list[str] = attribute(
        "What was asked for and not granted. What needs it is null with NOT_PERMITTED, or refused with that code."
    )
    connected_at: datetime = attribute("When it was connected, last.")
    access_expires_at: datetime | None = attribute(
        "When the access token expires; it is renewed before. Null without a grant."
    )
    refresh_expires_at: datetime | None = attribute(
        "When the grant ends for good, and a new consent is needed. Null without a grant."
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, BusinessConnectionView)
