from typing import Annotated

import strawberry

from creatorport.application.use_cases.change_link_request import ChangeLinkRequestCommand
from creatorport.application.use_cases.comment_on_deliverable import CommentOnDeliverableCommand
from creatorport.application.use_cases.review_deliverable import Review, ReviewDeliverableCommand
from creatorport.application.use_cases.submit_deliverable import SubmitDeliverableCommand
from creatorport.domain.ids import DeliverableId
from creatorport.domain.link_request import LinkAction
from creatorport.graphql.context import Info
from creatorport.graphql.deliverable.inputs import (
    ApproveDeliverableInput,
    CommentOnDeliverableInput,
    Decision,
    LinkRequestStep,
    RemindLinkRequestInput,
    RequestChangesInput,
    RevokeLinkRequestInput,
    SubmitDeliverableInput,
    WaiveDeliverableInput,
)
from creatorport.graphql.deliverable.loaders import DeliverableByIdLoader
from creatorport.graphql.deliverable.payloads import (
    ApproveDeliverablePayload,
    CommentOnDeliverablePayload,
    RemindLinkRequestPayload,
    RequestChangesPayload,
    RevokeLinkRequestPayload,
    SubmitDeliverablePayload,
    WaiveDeliverablePayload,
)
from creatorport.graphql.fields import Outcome, mutation
from creatorport.graphql.global_ids import local_id


@strawberry.type
class DeliverableMutations:
    @mutation(
        "Hand in what is owed, as its creator. Handing in again replaces what was handed in before.",
        SubmitDeliverablePayload,
    )
    async def submit_deliverable(
        self,
        info: Info,
        input: Annotated[SubmitDeliverableInput, strawberry.argument(description="What is handed in.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = SubmitDeliverableCommand(
            info.context.member,
            _meant(input.deliverable_id),
            input.video,
            input.draft_url,
            input.note,
            input.idempotency_key,
        )
        return await _shown(info, await info.context.use_cases.deliverables.submit(command))

    @mutation(
        "Approve what was handed in. A video's creator is then asked, through TikTok, to link it to the campaign; the "
        "answer comes later, as the state of `linkRequest`.",
        ApproveDeliverablePayload,
    )
    async def approve_deliverable(
        self,
        info: Info,
        input: Annotated[ApproveDeliverableInput, strawberry.argument(description="The approval.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        return await _reviewed(info, Review.APPROVE, input)

    @mutation("Ask the creator for something different.", RequestChangesPayload)
    async def request_changes(
        self,
        info: Info,
        input: Annotated[RequestChangesInput, strawberry.argument(description="The wish.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        return await _reviewed(info, Review.REQUEST_CHANGES, input)

    @mutation("Ask for a deliverable no more.", WaiveDeliverablePayload)
    async def waive_deliverable(
        self,
        info: Info,
        input: Annotated[WaiveDeliverableInput, strawberry.argument(description="The waiver.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        return await _reviewed(info, Review.WAIVE, input)

    @mutation("Say something about a deliverable; creators may about their own.", CommentOnDeliverablePayload)
    async def comment_on_deliverable(
        self,
        info: Info,
        input: Annotated[CommentOnDeliverableInput, strawberry.argument(description="The comment.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        meant = _meant(input.deliverable_id)
        command = CommentOnDeliverableCommand(info.context.member, meant, input.comment, input.idempotency_key)
        return await _shown(info, await info.context.use_cases.deliverables.comment(command))

    @mutation(
        "Remind a creator, through TikTok, of a pending request to link a video. TikTok takes one 24 hours after the "
        "last, and two at most.",
        RemindLinkRequestPayload,
    )
    async def remind_link_request(
        self,
        info: Info,
        input: Annotated[RemindLinkRequestInput, strawberry.argument(description="The reminder.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        return await _changed(info, LinkAction.REMIND, input)

    @mutation("Take a pending request to link a video back.", RevokeLinkRequestPayload)
    async def revoke_link_request(
        self,
        info: Info,
        input: Annotated[RevokeLinkRequestInput, strawberry.argument(description="The revocation.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        return await _changed(info, LinkAction.REVOKE, input)


def _meant(given: strawberry.ID) -> DeliverableId:
    return DeliverableId(local_id("Deliverable", given, "deliverableId"))


async def _reviewed(info: Info, review: Review, given: Decision | RequestChangesInput) -> Outcome:
    meant = _meant(given.deliverable_id)
    command = ReviewDeliverableCommand(info.context.member, meant, review, given.comment, given.idempotency_key)
    return await _shown(info, await info.context.use_cases.deliverables.review(command))


async def _changed(info: Info, action: LinkAction, given: LinkRequestStep) -> Outcome:
    meant = _meant(given.deliverable_id)
    command = ChangeLinkRequestCommand(info.context.member, meant, action, given.idempotency_key)
    return await _shown(info, await info.context.use_cases.deliverables.change_link_request(command))


async def _shown(info: Info, deliverable_id: DeliverableId) -> Outcome:
    return Outcome(await info.context.loaders.get(DeliverableByIdLoader).load(deliverable_id))
