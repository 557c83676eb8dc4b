from typing import Annotated

import strawberry

from creatorport.application.use_cases.cancel_publication import CancelPublicationCommand
from creatorport.application.use_cases.resolve_publication import ResolvePublicationCommand
from creatorport.domain.ids import PublicationId
from creatorport.graphql.context import Info
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.publication.inputs import PublishVideoInput, command_of
from creatorport.graphql.publication.loaders import PublicationByIdLoader
from creatorport.graphql.publication.types import Publication

_SHOWN = "The publication; null where it was refused."


@strawberry.input(description="A publication that is to be called off.")
class CancelPublicationInput:
    publication_id: strawberry.ID = strawberry.field(description="The publication, of which TikTok has not heard.")


@strawberry.input(description="What a person saw on TikTok of a publication whose verdict is not known.")
class ResolvePublicationInput:
    publication_id: strawberry.ID = strawberry.field(description="The publication, which is UNCONFIRMED.")
    posted: bool = strawberry.field(description="Whether it is there.")
    post_id: str | None = strawberry.field(
        default=None, description="The number at the end of the post's address, where it is there."
    )


@strawberry.type(description="The publication, or why there is none.")
class PublishVideoPayload:
    publication: Publication | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The publication that was called off, or why it was not.")
class CancelPublicationPayload:
    publication: Publication | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The publication with its verdict, or why it has none.")
class ResolvePublicationPayload:
    publication: Publication | None = derived(lambda outcome: outcome.shown, _SHOWN)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class PublicationMutations:
    @mutation(
        "Post a video on a connected account. What TikTok would refuse is refused here, before any byte is sent; where "
        "a cap is reached, the post waits for the next window. It takes some minutes: follow its `state`.",
        PublishVideoPayload,
    )
    async def publish_video(
        self,
        info: Info,
        input: Annotated[PublishVideoInput, strawberry.argument(description="The post.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = command_of(input, info.context.member)
        return await _shown(info, await info.context.use_cases.publishing.publish(command))

    @mutation("Call off a post of which TikTok has not heard yet.", CancelPublicationPayload)
    async def cancel_publication(
        self,
        info: Info,
        input: Annotated[CancelPublicationInput, strawberry.argument(description="The publication.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        publication_id = PublicationId(local_id("Publication", input.publication_id, "publicationId"))
        command = CancelPublicationCommand(info.context.member, publication_id)
        return await _shown(info, await info.context.use_cases.publishing.cancel(command))

    @mutation(
        "Say what became of an UNCONFIRMED publication, after a look on TikTok, where TikTok itself tells nothing.",
        ResolvePublicationPayload,
    )
    async def resolve_publication(
        self,
        info: Info,
        input: Annotated[ResolvePublicationInput, strawberry.argument(description="What was seen.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        publication_id = PublicationId(local_id("Publication", input.publication_id, "publicationId"))
        command = ResolvePublicationCommand(info.context.member, publication_id, input.posted, input.post_id)
        return await _shown(info, await info.context.use_cases.publishing.resolve(command))


async def _shown(info: Info, publication_id: PublicationId) -> Outcome:
    return Outcome(await info.context.loaders.get(PublicationByIdLoader).load(publication_id))
