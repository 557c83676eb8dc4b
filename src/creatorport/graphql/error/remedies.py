from enum import Enum

import strawberry

from creatorport.graphql.enums import value


@strawberry.enum(description="What helps with a creator who cannot be invited.")
class Remedy(Enum):
    JOIN_LINK = value("JOIN_LINK", description="Send them the campaign's `inviteLink`.")
    FIND_CREATOR = value("FIND_CREATOR", description="Find them first: `discoverCreators`.")
    CHANGE_MESSAGE = value("CHANGE_MESSAGE", description="Write them a message of their own.")
    READMIT = value("READMIT", description="Take them off the exclusion list.")
    WAIT = value("WAIT", description="Wait, and ask again.")
    OTHER_CAMPAIGN = value("OTHER_CAMPAIGN", description="Invite them to another campaign.")
