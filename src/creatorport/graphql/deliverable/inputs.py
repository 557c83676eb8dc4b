import strawberry

from creatorport.graphql.idempotency import IDEMPOTENCY_KEY

DELIVERABLE = "The deliverable."
COMMENT = "Words that go into the conversation about it, 1 to 2000 characters."


@strawberry.input
class Decision:
    """What is decided of a deliverable, perhaps with words."""

    deliverable_id: strawberry.ID = strawberry.field(description=DELIVERABLE)
    comment: str | None = strawberry.field(default=None, description=COMMENT)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input
class LinkRequestStep:
    """Of which deliverable the link request is meant."""

    deliverable_id: strawberry.ID = strawberry.field(description=DELIVERABLE)
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="What is handed in: a video, or a link to a draft.")
class SubmitDeliverableInput:
    deliverable_id: strawberry.ID = strawberry.field(description="The deliverable, which must be the caller's own.")
    video: str | None = strawberry.field(
        default=None,
        description="A video of the creator: the address of its page, or TikTok's id of one that was synced.",
    )
    draft_url: str | None = strawberry.field(
        default=None, description="Where a draft lies, which is not on TikTok yet: an https address."
    )
    note: str | None = strawberry.field(default=None, description="Words to the brand, 1 to 2000 characters.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The deliverable to approve.")
class ApproveDeliverableInput(Decision):
    pass


@strawberry.input(description="What should be different.")
class RequestChangesInput:
    deliverable_id: strawberry.ID = strawberry.field(description=DELIVERABLE)
    comment: str = strawberry.field(description="What should be different, 1 to 2000 characters.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The deliverable that is not asked for any more.")
class WaiveDeliverableInput(Decision):
    pass


@strawberry.input(description="What to say about a deliverable.")
class CommentOnDeliverableInput:
    deliverable_id: strawberry.ID = strawberry.field(description=DELIVERABLE)
    comment: str = strawberry.field(description="The words, 1 to 2000 characters.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="The deliverable whose pending link request is meant.")
class RemindLinkRequestInput(LinkRequestStep):
    pass


@strawberry.input(description="The deliverable whose pending link request is taken back.")
class RevokeLinkRequestInput(LinkRequestStep):
    pass
