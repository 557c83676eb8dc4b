from enum import Enum

import strawberry

from creatorport.graphql.enums import value


@strawberry.enum(description="Where a deliverable stands.")
class DeliverableState(Enum):
    DUE = value("due", description="The creator has handed nothing in yet.")
    SUBMITTED = value("submitted", description="Handed in; the brand looks at it.")
    CHANGES_REQUESTED = value("changes_requested", description="The brand wants something else; see the comments.")
    APPROVED = value("approved", description="The brand is content. A draft is to be followed by its video.")
    LINKED = value("linked", description="Its video counts for the campaign.")
    MISSED = value("missed", description="Not handed in in time. It can still be.")
    WAIVED = value("waived", description="Not asked for any more.")


@strawberry.enum(description="Where the request to link a video stands at TikTok.")
class LinkRequestState(Enum):
    ASKING = value("asking", description="On its way to TikTok.")
    IN_REVIEW = value("in_review", description="The creator has not answered it on TikTok yet.")
    APPROVED = value("approved", description="The creator said yes.")
    REJECTED = value("rejected", description="The creator said no.")
    REVOKED = value("revoked", description="It was taken back.")
    FAILED = value("failed", description="TikTok did not take it; see `failure`.")
    UNANSWERED = value(
        "unanswered",
        description="The campaign is over, and for 30 days the creator did not answer. TikTok is not asked any more.",
    )


@strawberry.enum(description="What about a link request is under way at TikTok.")
class LinkRequestAction(Enum):
    ASK = value("ask", description="The request itself.")
    REMIND = value("remind", description="A reminder.")
    REVOKE = value("revoke", description="Its revocation.")
