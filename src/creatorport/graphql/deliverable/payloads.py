import strawberry

from creatorport.graphql.deliverable.types import Deliverable
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import attribute, derived

_SHOWN = "The deliverable; null where it was refused."


@strawberry.type(description="What was handed in, or why it was not.")
class SubmitDeliverablePayload:
    deliverable: Deliverable | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The approved deliverable, or why it is not.")
class ApproveDeliverablePayload:
    deliverable: Deliverable | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The deliverable that is to be different, or why not.")
class RequestChangesPayload:
    deliverable: Deliverable | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The waived deliverable, or why it is not.")
class WaiveDeliverablePayload:
    deliverable: Deliverable | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The deliverable that was commented on, or why not.")
class CommentOnDeliverablePayload:
    deliverable: Deliverable | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The deliverable whose creator is reminded, or why not.")
class RemindLinkRequestPayload:
    deliverable: Deliverable | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The deliverable whose request is taken back, or why not.")
class RevokeLinkRequestPayload:
    deliverable: Deliverable | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)
