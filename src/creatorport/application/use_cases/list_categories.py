from dataclasses import dataclass
from datetime import datetime

from creatorport.application.discovery.categories import KnowCategories
from creatorport.application.marketplace_access import working_access
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.creator_profile import Label
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CategoriesView:
    content: tuple[Label, ...]
    industry: tuple[Label, ...]
    read_at: datetime


@dataclass(frozen=True, slots=True)
class ListCategories:
    """Return the categories that creators are searched by, by name. At most one call to TikTok a week.

    Raises NotAllowed, MarketplaceNotConnected, TikTokError.
    """

    units: UnitsOfWork
    categories: KnowCategories

    async def __call__(self, member: Member) -> CategoriesView:
        authorize(member, Action.SEE_CREATORS)

        async def access() -> Access:
            return await working_access(self.units, member.workspace_id)

        known = (await self.categories(member.workspace_id, access)).categories
        return CategoriesView(_sorted(known.content), _sorted(known.industry), known.read_at)


def _sorted(labels: tuple[Label, ...]) -> tuple[Label, ...]:
    return tuple(sorted(labels, key=lambda label: (label.name.casefold(), label.id)))
