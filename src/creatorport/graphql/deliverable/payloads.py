import strawberry

from creatorport.graphql.deliverable.types import Deliverable
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import attribute, derived

_SHOWN = "The deliverable; null where it was refused."


@strawberry.type
class _Shown:
    deliverable: Deliverable | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="What was handed in, or why it was not.")
class SubmitDeliverablePayload(_Shown):
    pass


@strawberry.type(description="The approved deliverable, or why it is not.")
class ApproveDeliverablePayload(_Shown):
    pass


@strawberry.type(description="The deliverable that is to be different, or why not.")
class RequestChangesPayload(_Shown):
    pass


@strawberry.type(description="The waived deliverable, or why it is not.")
class WaiveDeliverablePayload(_Shown):
    pass


@strawberry.type(description="The deliverable that was commented on, or why not.")
class CommentOnDeliverablePayload(_Shown):
    pass


@strawberry.type(description="The deliverable whose creator is reminded, or why not.")
class RemindLinkRequestPayload(_Shown):
    pass


@strawberry.type(description="The deliverable whose request is taken back, or why not.")
class RevokeLinkRequestPayload(_Shown):
    pass
