from typing import Annotated

import strawberry

from creatorport.application.use_cases.refresh_creators import REFRESH_MOST, RefreshCreatorsCommand
from creatorport.domain.ids import CreatorId
from creatorport.graphql.context import Info
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.error.types import UserError
from creatorport.graphql.errors import problem
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import local_id


@strawberry.input(description="Whose pages to read.")
class RefreshCreatorsInput:
    creator_ids: list[strawberry.ID] = strawberry.field(description=f"The creators: 1 to {REFRESH_MOST}.")


@strawberry.type(description="The creators as they are known now, and what it cost.")
class RefreshCreatorsPayload:
    creators: list[Creator] = derived(
        lambda outcome: outcome.shown[0] if outcome.shown else (),
        "All of the creators, in the order of their ids, also those whose pages were not read; see `page.attemptedAt`.",
    )
    tiktok_calls: int = derived(
        lambda outcome: outcome.shown[1] if outcome.shown else 0, "Calls to TikTok that were made: one per creator."
    )
    saved_calls: int = derived(
        lambda outcome: outcome.shown[2] if outcome.shown else 0,
        "Calls that were not needed, because the page was read less than five minutes ago.",
    )
    errors: list[UserError] = attribute("Why nothing was read, or what stopped the reading before its end.")


@strawberry.type
class CreatorMutations:
    @mutation(
        "Read creators' public pages from TikTok One now: bio, engagement rate, median views, price, categories. "
        "Spends one call of the quota per creator, but none for a page that was read in the last five minutes.",
        RefreshCreatorsPayload,
    )
    async def refresh_creators(
        self,
        info: Info,
        input: Annotated[RefreshCreatorsInput, strawberry.argument(description="The creators.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        ids = [
            CreatorId(local_id("Creator", one, f"creatorIds.{index}")) for index, one in enumerate(input.creator_ids)
        ]
        done = await info.context.use_cases.refresh_creators(RefreshCreatorsCommand(info.context.member, tuple(ids)))
        shown = await info.context.loaders.get(CreatorByIdLoader).load_many(ids)
        errors = () if done.stopped is None else (problem(done.stopped, info.context.now),)
        return Outcome((shown, done.tiktok_calls, done.saved_calls), errors)
