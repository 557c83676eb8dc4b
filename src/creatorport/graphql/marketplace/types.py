from datetime import datetime
from enum import Enum

import strawberry

from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived


@strawberry.enum(description="Whether the workspace's TikTok One account can be used.")
class MarketplaceState(Enum):
    CONNECTED = value("CONNECTED", description="It works.")
    NEEDS_REAUTH = value("NEEDS_REAUTH", description="TikTok no longer accepts its token; see `cause`.")


@strawberry.type(description="The workspace's own account at TikTok One, on whose behalf campaigns run.")
class Marketplace:
    tto_account_id: str = attribute("TikTok's id of the account.")
    name: str = attribute("The account's name at TikTok.")
    state: MarketplaceState = derived(
        lambda shown: "CONNECTED" if shown.cause is None else "NEEDS_REAUTH", "Whether it can be used."
    )
    cause: str | None = attribute("Why it stopped working; null while it works.")
    connected_by: str = attribute("The id of the member who connected it.")
    connected_at: datetime = attribute("When it was connected, last.")
