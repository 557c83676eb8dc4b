from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from creatorport.application.discovery import places
from creatorport.application.discovery.answer import Discovered, Origin, StaleReason, reason_of, retry_of
from creatorport.application.discovery.question import Question, tidy, to_stored, unapplied
from creatorport.application.discovery.walking import Walked, WalkOn
from creatorport.application.marketplace_access import working_access
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.jobs import EnrichCreators
from creatorport.application.ports.reads import CreatorReads
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.views import CreatorView, Slice, creator_view
from creatorport.domain.errors import SearchExpired, TikTokError
from creatorport.domain.found_list import FoundList
from creatorport.domain.found_list import Place as ListPlace
from creatorport.domain.ids import CreatorId, FoundListId, WorkspaceId
from creatorport.domain.regions import Regions
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class DiscoverCreatorsQuery:
    """`anew` makes the search again, although its result is fresh."""

    member: Member
    question: Question
    part: Slice
    anew: bool = False


@dataclass(frozen=True, slots=True)
class ListLife:
    """For how long the same search is answered by the same list, and for how long its cursors hold."""

    fresh_for: timedelta
    kept_for: timedelta


@dataclass(frozen=True, slots=True)
class DiscoverCreators:
    """Search TikTok One, keep what was found, and return the part asked for, in TikTok's order.

    The list is kept with its places, so that pages neither repeat nor skip anybody. While TikTok is away, or the budget
    is spent, an older list of the same search answers, or the store, and the answer says so. Raises NotAllowed,
    InvalidValue, MarketplaceNotConnected, SearchExpired, and TikTokError: whatever does not pass, and what does where
    a list was begun and cannot be walked further now.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    walk_on: WalkOn
    stored: CreatorReads
    regions: Regions
    life: ListLife

    async def __call__(self, asked: DiscoverCreatorsQuery) -> Discovered:
        authorize(asked.member, Action.DISCOVER_CREATORS)
        question = tidy(asked.question)
        workspace_id = asked.member.workspace_id
        if asked.part.after is None:
            return await self._first(workspace_id, question, asked.part.first, anew=asked.anew)
        place = places.place(question.scope, asked.part.after)
        if isinstance(place, places.InStore):
            return await self._from_store(workspace_id, question, Slice(asked.part.first, place.after), place.reason)
        found = await self._find(workspace_id, place.list_id)
        walked = await self._walk(workspace_id, found, question, place.position + asked.part.first)
        if walked.stopped is not None and len(walked.found.merged().places) <= place.position:
            raise walked.stopped
        return await self._page(walked, question, place.position, asked.part.first)

    async def _first(self, workspace_id: WorkspaceId, question: Question, first: int, *, anew: bool) -> Discovered:
        now = self.clock.now()
        async with self.units() as uow:
            known = await uow.found_lists.newest(workspace_id, question.scope)
        if known is not None and now >= known.expires_at:
            known = None
        is_fresh = known is not None and not anew and now < known.made_at + self.life.fresh_for
        begun = known if known is not None and is_fresh else self._new(workspace_id, question, now)
        walked = await self._walk(workspace_id, begun, question, first)
        if walked.stopped is None or walked.found.merged().places:
            return await self._page(walked, question, 0, first)
        if known is not None and known.merged().places:
            older = replace(walked, found=known)
            return await self._page(older, question, 0, first, origin=Origin.STORE)
        return await self._from_store(
            workspace_id, question, Slice(first), reason_of(walked.stopped), walked.stopped, walked.tiktok_calls
        )

    async def _walk(self, workspace_id: WorkspaceId, found: FoundList, question: Question, until: int) -> Walked:
        async def access() -> Access:
            return await working_access(self.units, workspace_id)

        return await self.walk_on(found, question, until, access)

    async def _find(self, workspace_id: WorkspaceId, list_id: FoundListId) -> FoundList:
        async with self.units() as uow:
            found = await uow.found_lists.find(workspace_id, list_id)
        if found is None or self.clock.now() >= found.expires_at:
            raise SearchExpired
        return found

    def _new(self, workspace_id: WorkspaceId, question: Question, now: datetime) -> FoundList:
        return FoundList.begin(
            FoundListId(self.identities.new()),
            workspace_id,
            scope=question.scope,
            by_key=question.by_key,
            ascending=question.ascending,
            groups=self.regions.split(question.countries),
            now=now,
            kept_for=self.life.kept_for,
        )

    async def _page(
        self, walked: Walked, question: Question, start: int, first: int, *, origin: Origin = Origin.TIKTOK
    ) -> Discovered:
        found = walked.found
        merged = found.merged()
        shown = merged.places[start : start + first]
        creators = await self._show(found.workspace_id, [place.creator_id for place in shown])
        end = start + len(shown)
        known = [number for number, one in enumerate(shown) if one.creator_id in creators]
        return Discovered(
            nodes=[creators[shown[number].creator_id] for number in known],
            cursors=[places.in_list(question.scope, found.id, start + number + 1) for number in known],
            total=found.total,
            has_next=end < len(merged.places) or merged.waits_for is not None,
            has_previous=start > 0,
            origin=origin,
            searched_at=found.made_at,
            stale_reason=None if walked.stopped is None else reason_of(walked.stopped),
            retry_at=retry_of(walked.stopped, self.clock.now()),
            unapplied=(),
            tiktok_calls=walked.tiktok_calls,
            saved_calls=walked.saved_calls + _earlier(shown, found.calls - walked.steps),
        )

    async def _from_store(
        self,
        workspace_id: WorkspaceId,
        question: Question,
        part: Slice,
        reason: StaleReason,
        error: TikTokError | None = None,
        tiktok_calls: int = 0,
    ) -> Discovered:
        kept = await self.walk_on.categories.kept(workspace_id)
        names = tuple(name.lower() for name in question.content_categories)
        content = kept.content_below(question.content_categories) if kept else names
        page = await self.stored.page(workspace_id, part, to_stored(question, content))
        return Discovered(
            nodes=page.nodes,
            cursors=[places.in_store(question.scope, reason, cursor) for cursor in page.cursors],
            total=page.total,
            has_next=page.has_next,
            has_previous=page.has_previous,
            origin=Origin.STORE,
            searched_at=None,
            stale_reason=reason,
            retry_at=retry_of(error, self.clock.now()),
            unapplied=unapplied(question),
            tiktok_calls=tiktok_calls,
            saved_calls=0,
        )

    async def _show(self, workspace_id: WorkspaceId, ids: Sequence[CreatorId]) -> dict[CreatorId, CreatorView]:
        """Return the creators as they are known now, and see to it that their pages are read soon."""
        if not ids:
            return {}
        async with self.units() as uow:
            found = await uow.creators.find_many(workspace_id, ids)
            await uow.creators.want(workspace_id, ids)
            await uow.jobs.ensure(EnrichCreators(workspace_id))
            await uow.commit()
        return {creator_id: creator_view(creator) for creator_id, creator in found.items()}


def _earlier(shown: Sequence[ListPlace], calls: int) -> int:
    """How many of the first `calls` brought these places: as many would have been needed now."""
    return len({place.call for place in shown if place.call <= calls})
