"""Whether a grant can be used, and what is wrong where it cannot."""

from enum import Enum

import strawberry

from creatorport.graphql.enums import value
from creatorport.graphql.error.types import FixableBy
from creatorport.graphql.fields import attribute


@strawberry.enum(description="Whether an account's grant can be used.", name="TikTokAccountState")
class AccountState(Enum):
    CONNECTED = value("connected", description="Everything asked for was granted.")
    LIMITED = value("limited", description="Connected, with fewer scopes than asked for.")
    NEEDS_REAUTH = value("needs_reauth", description="The grant is dead; see `cause`.")
    DISCONNECTED = value("disconnected", description="We let go of it.")


@strawberry.type(description="Something that is wrong with an account's connection.")
class AccountTrouble:
    code: str = attribute("What is wrong, for programs. Codes are added, and never change their meaning.")
    message: str = attribute("What is wrong, for people.")
    fixable_by: FixableBy = attribute("Who can do something about it.")
    remedy: str = attribute("What they can do.")
