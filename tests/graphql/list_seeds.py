"""What tests put on a workspace's lists, through the domain."""

from dataclasses import dataclass

from creatorport.domain.ids import CreatorId, MemberId, NoteId, SavedSearchId, ShortlistId, WorkspaceId
from creatorport.domain.lists.exclusion import Exclusion
from creatorport.domain.lists.note import Note
from creatorport.domain.lists.saved_search import SavedSearch
from creatorport.domain.lists.shortlist import Shortlist
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import HOME
from tests.graphql.seeds import Place

ASKED = '{"filter":{"countries":["US"]}}'


@dataclass
class ListSeeds:
    """Puts things on one workspace's lists. Ids are the given names."""

    gateway: Place
    workspace: str = HOME

    async def exclusion(self, creator: str = "ana", reason: str = "Missed two dates.") -> None:
        excluded = Exclusion.of(
            WorkspaceId(self.workspace),
            CreatorId(creator),
            reason=reason,
            by=MemberId("manager-1"),
            now=self.gateway.clock.now(),
        )
        async with self.gateway.units() as uow:
            await uow.exclusions.put([excluded])
            await uow.commit()

    async def shortlist(self, name: str = "picks", *creators: str) -> str:
        now, by = self.gateway.clock.now(), MemberId("manager-1")
        shortlist = Shortlist.start(
            ShortlistId(name), WorkspaceId(self.workspace), name=f"The {name}", by=by, now=now
        ).add([CreatorId(one) for one in creators], by=by, now=now)
        async with self.gateway.units() as uow:
            await uow.shortlists.add(shortlist)
            await uow.commit()
        return global_id("Shortlist", name)

    async def note(self, name: str = "first", creator: str = "ana", words: str = "Answers within a day.") -> str:
        author = Member(MemberId("manager-1"), WorkspaceId(self.workspace), Role.MANAGER)
        note = Note.write(NoteId(name), CreatorId(creator), words=words, by=author, now=self.gateway.clock.now())
        async with self.gateway.units() as uow:
            await uow.notes.add(note)
            await uow.commit()
        return global_id("Note", name)

    async def tags(self, creator: str = "ana", *tags: str) -> None:
        async with self.gateway.units() as uow:
            await uow.tags.add(
                WorkspaceId(self.workspace),
                {CreatorId(creator): tags},
                by=MemberId("manager-1"),
                now=self.gateway.clock.now(),
            )
            await uow.commit()

    async def saved_search(self, name: str = "curls", asked: str = ASKED, form: int = 1) -> str:
        search = SavedSearch.keep(
            SavedSearchId(name),
            WorkspaceId(self.workspace),
            name=f"The {name}",
            asked=asked,
            form=form,
            by=MemberId("manager-1"),
            now=self.gateway.clock.now(),
        )
        async with self.gateway.units() as uow:
            await uow.saved_searches.add(search)
            await uow.commit()
        return global_id("SavedSearch", name)
