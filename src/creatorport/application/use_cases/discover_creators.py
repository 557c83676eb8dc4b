import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from creatorport.application.cursors import cursor, position
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.tiktok_one import Access, CreatorQuery, CreatorSearch, FoundCreator
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.views import CreatorView, Page, Slice, creator_view
from creatorport.domain.creator import Creator
from creatorport.domain.errors import InvalidValue, MarketplaceNotConnected
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.texts import maybe_text, text
from creatorport.domain.workspace import Member

TIKTOK_PAGE = 100
KEYWORD_MAX = 100
WORD_MAX = 64


@dataclass(frozen=True, slots=True)
class DiscoverCreatorsQuery:
    member: Member
    query: CreatorQuery
    part: Slice


@dataclass(frozen=True, slots=True)
class DiscoverCreators:
    """Search TikTok One, keep what was found, and return the part asked for, in TikTok's order.

    Costs one call to TikTok per hundred places, two where the part straddles a hundred. Raises NotAllowed,
    InvalidValue, MarketplaceNotConnected, TikTokError.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    search: CreatorSearch
    fresh_for: timedelta

    async def __call__(self, asked: DiscoverCreatorsQuery) -> Page[CreatorView]:
        authorize(asked.member, Action.DISCOVER_CREATORS)
        if not asked.query.country_codes:
            raise InvalidValue("countries", "name at least one country")
        query = _tidy(asked.query)
        scope = _scope(query)
        start = 0 if asked.part.after is None else position(scope, asked.part.after)
        access = await self._access(asked.member.workspace_id)
        found, total = await self._found(access, query, start, start + asked.part.first)
        creators = await self._keep(asked.member.workspace_id, found)
        return Page(
            nodes=[creator_view(creator) for creator in creators],
            cursors=[cursor(scope, start + index + 1) for index in range(len(creators))],
            total=total,
            has_next=start + len(creators) < total,
            has_previous=start > 0,
        )

    async def _access(self, workspace_id: WorkspaceId) -> Access:
        async with self.units() as uow:
            marketplace = await uow.marketplaces.find(workspace_id)
        if marketplace is None or marketplace.cause is not None:
            raise MarketplaceNotConnected
        return Access(marketplace.tto_account_id, marketplace.token)

    async def _found(
        self, access: Access, query: CreatorQuery, start: int, end: int
    ) -> tuple[Sequence[FoundCreator], int]:
        found: list[FoundCreator] = []
        total = 0
        first_page = start // TIKTOK_PAGE
        for page in range(first_page, (max(end, start + 1) - 1) // TIKTOK_PAGE + 1):
            answer = await self.search.discover(access, query, page=page + 1, size=TIKTOK_PAGE)
            found.extend(answer.creators)
            total = answer.total
            if (page + 1) * TIKTOK_PAGE >= total:
                break
        offset = start - first_page * TIKTOK_PAGE
        return found[offset : offset + end - start], total

    async def _keep(self, workspace_id: WorkspaceId, found: Sequence[FoundCreator]) -> Sequence[Creator]:
        now = self.clock.now()
        pedigree = Pedigree(Source.TIKTOK_ONE_DISCOVER, now, now + self.fresh_for)
        async with self.units() as uow:
            known = await uow.creators.find_by_handles(workspace_id, [one.handle for one in found])
            seen = [
                known[one.handle].seen_again(
                    display_name=one.display_name, avatar=one.avatar, reach=one.reach, pedigree=pedigree
                )
                if one.handle in known
                else Creator(
                    CreatorId(self.identities.new()),
                    workspace_id,
                    one.handle,
                    one.display_name,
                    one.avatar,
                    one.reach,
                    pedigree,
                    now,
                )
                for one in found
            ]
            stored = await uow.creators.put(seen)
            await uow.commit()
        return [stored[one.handle] for one in found]


def _tidy(query: CreatorQuery) -> CreatorQuery:
    """Return the query with every text checked. Raises InvalidValue."""

    def each(texts: tuple[str, ...], field: str) -> tuple[str, ...]:
        return tuple(text(one, f"{field}.{index}", WORD_MAX) for index, one in enumerate(texts))

    return replace(
        query,
        country_codes=each(query.country_codes, "countries"),
        keyword=maybe_text(query.keyword, "keyword", KEYWORD_MAX),
        languages=each(query.languages, "languages"),
        content_label_ids=each(query.content_label_ids, "contentLabelIds"),
        industry_label_ids=each(query.industry_label_ids, "industryLabelIds"),
        follower_country=maybe_text(query.follower_country, "followerCountry", WORD_MAX),
    )


def _scope(query: CreatorQuery) -> str:
    # A cursor of one search must not be taken for a place in another.
    return f"discover-{hashlib.sha256(repr(query).encode()).hexdigest()[:16]}"
