from typing import Annotated

import strawberry

from creatorport.application.use_cases.delete_saved_search import DeleteSavedSearchCommand
from creatorport.application.use_cases.rename_saved_search import RenameSavedSearchCommand
from creatorport.application.use_cases.save_search import SaveSearchCommand
from creatorport.domain.ids import SavedSearchId
from creatorport.graphql.context import Info
from creatorport.graphql.creator.search import CreatorFilter, CreatorSort
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import Outcome, attribute, derived, mutation
from creatorport.graphql.global_ids import global_id, local_id
from creatorport.graphql.idempotency import IDEMPOTENCY_KEY
from creatorport.graphql.saved_search.asked import FORM, written
from creatorport.graphql.saved_search.loaders import SavedSearchByIdLoader
from creatorport.graphql.saved_search.types import SavedSearch

_NAME = "Its name, 1 to 100 characters."
_SEARCH = "The saved search; null where it was refused."


@strawberry.input(description="The search to keep.")
class SaveSearchInput:
    name: str = strawberry.field(description=_NAME)
    filter: CreatorFilter = strawberry.field(description="What creators to look for.")
    sort: CreatorSort | None = strawberry.field(default=None, description="Their order; TikTok's by default.")
    idempotency_key: str | None = strawberry.field(default=None, description=IDEMPOTENCY_KEY)


@strawberry.input(description="A saved search and its new name.")
class RenameSavedSearchInput:
    saved_search_id: strawberry.ID = strawberry.field(description="The saved search.")
    name: str = strawberry.field(description=_NAME)


@strawberry.input(description="The saved search to delete.")
class DeleteSavedSearchInput:
    saved_search_id: strawberry.ID = strawberry.field(description="The saved search.")


@strawberry.type(description="The search that was saved, or why none was.")
class SaveSearchPayload:
    saved_search: SavedSearch | None = derived(lambda outcome: outcome.shown, _SEARCH)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="The search with its new name, or why it has none.")
class RenameSavedSearchPayload:
    saved_search: SavedSearch | None = derived(lambda outcome: outcome.shown, _SEARCH)
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type(description="Which search was deleted, or why none was.")
class DeleteSavedSearchPayload:
    deleted_id: strawberry.ID | None = derived(
        lambda outcome: outcome.shown, "The id that the search had; null where it was not deleted."
    )
    errors: list[UserError] = attribute(ERRORS)


@strawberry.type
class SavedSearchMutations:
    @mutation("Keep a search under a name, to run it again by its id.", SaveSearchPayload)
    async def save_search(
        self,
        info: Info,
        input: Annotated[SaveSearchInput, strawberry.argument(description="The search.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        asked = written(info, input.filter, input.sort)
        command = SaveSearchCommand(info.context.member, input.name, asked, FORM, input.idempotency_key)
        return await _shown(info, await info.context.use_cases.lists.save_search(command))

    @mutation("Give a saved search another name.", RenameSavedSearchPayload)
    async def rename_saved_search(
        self,
        info: Info,
        input: Annotated[RenameSavedSearchInput, strawberry.argument(description="The name.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        search_id = _id(input.saved_search_id)
        command = RenameSavedSearchCommand(info.context.member, search_id, input.name)
        await info.context.use_cases.lists.rename_saved_search(command)
        return await _shown(info, search_id)

    @mutation("Delete a saved search. Whoever it found stays.", DeleteSavedSearchPayload)
    async def delete_saved_search(
        self,
        info: Info,
        input: Annotated[DeleteSavedSearchInput, strawberry.argument(description="The saved search.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        search_id = _id(input.saved_search_id)
        await info.context.use_cases.lists.delete_saved_search(DeleteSavedSearchCommand(info.context.member, search_id))
        return Outcome(global_id("SavedSearch", search_id))


def _id(text: str) -> SavedSearchId:
    return SavedSearchId(local_id("SavedSearch", text, "savedSearchId"))


async def _shown(info: Info, search_id: SavedSearchId) -> Outcome:
    return Outcome(await info.context.loaders.get(SavedSearchByIdLoader).load(search_id))
