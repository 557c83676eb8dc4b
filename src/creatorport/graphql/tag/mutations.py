from typing import Annotated

import strawberry

from creatorport.application.use_cases.tag_creators import TagCreatorsCommand
from creatorport.application.use_cases.untag_creators import UntagCreatorsCommand
from creatorport.graphql.context import Info
from creatorport.graphql.creator.naming import CREATOR_IDS, DONE_FOR, ERRORS_BY_CREATOR, creator_ids, named
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.error.types import UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation

_TAGS = "1 to 20 tags of up to 40 characters. `Hair Care`, `#hair care` and `hair  care` are the same one."


@strawberry.input(description="Whom to give which tags.")
class TagCreatorsInput:
    creator_ids: list[strawberry.ID] = strawberry.field(description=CREATOR_IDS)
    tags: list[str] = strawberry.field(description=_TAGS)


@strawberry.input(description="Off whom to take which tags.")
class UntagCreatorsInput:
    creator_ids: list[strawberry.ID] = strawberry.field(description=CREATOR_IDS)
    tags: list[str] = strawberry.field(description=_TAGS)


@strawberry.type(description="Who got the tags, and who could not.")
class TagCreatorsPayload:
    creators: list[Creator] = derived(lambda outcome: outcome.shown or (), DONE_FOR)
    errors: list[UserError] = attribute(ERRORS_BY_CREATOR)


@strawberry.type(description="Who lost the tags, and who could not.")
class UntagCreatorsPayload:
    creators: list[Creator] = derived(lambda outcome: outcome.shown or (), DONE_FOR)
    errors: list[UserError] = attribute(ERRORS_BY_CREATOR)


@strawberry.type
class TagMutations:
    @mutation(
        "Give creators tags. A creator has at most 20; one who would have more gets none of these, and does not hold "
        "up the others.",
        TagCreatorsPayload,
    )
    async def tag_creators(
        self,
        info: Info,
        input: Annotated[TagCreatorsInput, strawberry.argument(description="The tags.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = TagCreatorsCommand(info.context.member, creator_ids(input.creator_ids), tuple(input.tags))
        return await named(info, await info.context.use_cases.lists.tag_creators(command))

    @mutation("Take tags off creators. Who does not have them stays as they are.", UntagCreatorsPayload)
    async def untag_creators(
        self,
        info: Info,
        input: Annotated[UntagCreatorsInput, strawberry.argument(description="The tags.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = UntagCreatorsCommand(info.context.member, creator_ids(input.creator_ids), tuple(input.tags))
        return await named(info, await info.context.use_cases.lists.untag_creators(command))
