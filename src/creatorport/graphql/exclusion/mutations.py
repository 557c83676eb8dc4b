from typing import Annotated

import strawberry

from creatorport.application.use_cases.exclude_creators import ExcludeCreatorsCommand
from creatorport.application.use_cases.readmit_creators import ReadmitCreatorsCommand
from creatorport.graphql.context import Info
from creatorport.graphql.creator.naming import CREATOR_IDS, DONE_FOR, ERRORS_BY_CREATOR, creator_ids, named
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.error.types import UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation


@strawberry.input(description="Whom not to invite any more, and why.")
class ExcludeCreatorsInput:
    creator_ids: list[strawberry.ID] = strawberry.field(description=CREATOR_IDS)
    reason: str = strawberry.field(description="Why, for the others of the workspace: 1 to 500 characters.")


@strawberry.input(description="Who may be invited again.")
class ReadmitCreatorsInput:
    creator_ids: list[strawberry.ID] = strawberry.field(description=CREATOR_IDS)


@strawberry.type(description="Who was excluded, and who could not be.")
class ExcludeCreatorsPayload:
    creators: list[Creator] = derived(lambda outcome: outcome.shown or (), DONE_FOR)
    errors: list[UserError] = attribute(ERRORS_BY_CREATOR)


@strawberry.type(description="Who was readmitted, and who could not be.")
class ReadmitCreatorsPayload:
    creators: list[Creator] = derived(lambda outcome: outcome.shown or (), DONE_FOR)
    errors: list[UserError] = attribute(ERRORS_BY_CREATOR)


@strawberry.type
class ExclusionMutations:
    @mutation(
        "Exclude creators: they cannot be invited any more. Invitations that they have stay. Who is excluded already "
        "gets the new reason.",
        ExcludeCreatorsPayload,
    )
    async def exclude_creators(
        self,
        info: Info,
        input: Annotated[ExcludeCreatorsInput, strawberry.argument(description="The creators.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = ExcludeCreatorsCommand(info.context.member, creator_ids(input.creator_ids), input.reason)
        return await named(info, await info.context.use_cases.lists.exclude_creators(command))

    @mutation("Take creators off the exclusion list. Who is not on it stays off.", ReadmitCreatorsPayload)
    async def readmit_creators(
        self,
        info: Info,
        input: Annotated[ReadmitCreatorsInput, strawberry.argument(description="The creators.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = ReadmitCreatorsCommand(info.context.member, creator_ids(input.creator_ids))
        return await named(info, await info.context.use_cases.lists.readmit_creators(command))
