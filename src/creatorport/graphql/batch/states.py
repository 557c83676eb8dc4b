from enum import Enum

import strawberry

from creatorport.graphql.enums import value


@strawberry.enum(description="How far a batch of invitations is.")
class InvitationBatchState(Enum):
    WORKING = value("working", description="Creators are being invited, slice by slice.")
    WAITING = value("waiting", description="Everybody is handed over; some of TikTok's answers are still to come.")
    CANCELLING = value("cancelling", description="Cancelled; TikTok's answers about those handed over are to come.")
    DONE = value("done", description="Everybody has a result.")
    CANCELLED = value("cancelled", description="Cancelled, and everybody who was handed over has a result.")


@strawberry.enum(description="What came of inviting one creator of a batch.")
class InvitationResult(Enum):
    QUEUED = value("queued", description="Not yet their turn.")
    WAITING_FOR_LAUNCH = value("waiting", description="The invitation is written, and goes out with the launch.")
    SENDING = value("sending", description="On its way to TikTok.")
    UNKNOWN = value("unknown", description="TikTok's answer was lost; what became of it is being found out.")
    SENT = value("sent", description="TikTok has it. The invitation tells how it went on.")
    REFUSED = value("refused", description="Not invited; see `code`, `reason` and `remedy`.")
    UNDELIVERABLE = value("undeliverable", description="TikTok did not take it; see `reason`.")
    CANCELLED = value("cancelled", description="The batch was cancelled before it was their turn.")
