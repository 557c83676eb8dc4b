from typing import Annotated

import strawberry

from creatorport.application.creators_named import Named
from creatorport.application.use_cases.add_to_shortlist import AddToShortlistCommand
from creatorport.application.use_cases.create_shortlist import CreateShortlistCommand
from creatorport.application.use_cases.delete_shortlist import DeleteShortlistCommand
from creatorport.application.use_cases.remove_from_shortlist import RemoveFromShortlistCommand
from creatorport.application.use_cases.rename_shortlist import RenameShortlistCommand
from creatorport.application.use_cases.reorder_shortlist import ReorderShortlistCommand
from creatorport.domain.ids import CreatorId, ShortlistId
from creatorport.graphql.context import Info
from creatorport.graphql.creator.naming import creator_ids
from creatorport.graphql.fields import Outcome, mutation
from creatorport.graphql.global_ids import global_id, local_id
from creatorport.graphql.shortlist import inputs, payloads
from creatorport.graphql.shortlist.loaders import ShortlistByIdLoader


@strawberry.type
class ShortlistMutations:
    @mutation("Start an empty shortlist.", payloads.CreateShortlistPayload)
    async def create_shortlist(
        self,
        info: Info,
        input: Annotated[inputs.CreateShortlistInput, strawberry.argument(description="The shortlist.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        command = CreateShortlistCommand(info.context.member, input.name, input.idempotency_key)
        return await _shown(info, await info.context.use_cases.lists.create_shortlist(command))

    @mutation("Give a shortlist another name.", payloads.RenameShortlistPayload)
    async def rename_shortlist(
        self,
        info: Info,
        input: Annotated[inputs.RenameShortlistInput, strawberry.argument(description="The name.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        shortlist_id = _id(input.shortlist_id)
        command = RenameShortlistCommand(info.context.member, shortlist_id, input.name)
        await info.context.use_cases.lists.rename_shortlist(command)
        return await _shown(info, shortlist_id)

    @mutation(
        "Put creators at the end of a shortlist. Who is on it already stays in place; who is not known here does not "
        "hold up the others.",
        payloads.AddToShortlistPayload,
    )
    async def add_to_shortlist(
        self,
        info: Info,
        input: Annotated[inputs.AddToShortlistInput, strawberry.argument(description="The creators.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        shortlist_id = _id(input.shortlist_id)
        command = AddToShortlistCommand(info.context.member, shortlist_id, creator_ids(input.creator_ids))
        return await _shown(info, shortlist_id, await info.context.use_cases.lists.add_to_shortlist(command))

    @mutation("Take creators off a shortlist. Who is not on it stays off.", payloads.RemoveFromShortlistPayload)
    async def remove_from_shortlist(
        self,
        info: Info,
        input: Annotated[inputs.RemoveFromShortlistInput, strawberry.argument(description="The creators.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        shortlist_id = _id(input.shortlist_id)
        command = RemoveFromShortlistCommand(info.context.member, shortlist_id, creator_ids(input.creator_ids))
        return await _shown(info, shortlist_id, await info.context.use_cases.lists.remove_from_shortlist(command))

    @mutation(
        "Move creators on a shortlist: in the order given, right behind another one, or to the top. The others keep "
        "their order.",
        payloads.ReorderShortlistPayload,
    )
    async def reorder_shortlist(
        self,
        info: Info,
        input: Annotated[inputs.ReorderShortlistInput, strawberry.argument(description="The move.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        shortlist_id = _id(input.shortlist_id)
        behind = None if input.after is None else CreatorId(local_id("Creator", input.after, "after"))
        command = ReorderShortlistCommand(info.context.member, shortlist_id, creator_ids(input.creator_ids), behind)
        await info.context.use_cases.lists.reorder_shortlist(command)
        return await _shown(info, shortlist_id)

    @mutation("Delete a shortlist. The creators on it stay.", payloads.DeleteShortlistPayload)
    async def delete_shortlist(
        self,
        info: Info,
        input: Annotated[inputs.DeleteShortlistInput, strawberry.argument(description="The shortlist.")],  # noqa: A002  Relay's word
    ) -> Outcome:
        shortlist_id = _id(input.shortlist_id)
        await info.context.use_cases.lists.delete_shortlist(DeleteShortlistCommand(info.context.member, shortlist_id))
        return Outcome(global_id("Shortlist", shortlist_id))


def _id(text: str) -> ShortlistId:
    return ShortlistId(local_id("Shortlist", text, "shortlistId"))


async def _shown(info: Info, shortlist_id: ShortlistId, done: Named | None = None) -> Outcome:
    shown = await info.context.loaders.get(ShortlistByIdLoader).load(shortlist_id)
    return Outcome(shown, () if done is None else done.refusals)
