"""What several creators are offered at once: the same to everybody, except those who have an offer of their own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from creatorport.application.currencies import settle
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.terms import Offer


@dataclass(frozen=True, slots=True)
class Offers:
    """The fields that errors name are those of the graph's input: `terms`, and `termsOf` for `own`."""

    everybody: Offer | None = None
    own: tuple[tuple[CreatorId, Offer], ...] = ()
    _by_creator: Mapping[CreatorId, Offer] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Once: a thousand creators, each with terms of their own, are asked for one after the other.
        object.__setattr__(self, "_by_creator", dict(self.own))

    def to(self, creator_id: CreatorId, campaign: Campaign) -> Offer | None:
        """Return what a creator is offered; where it names no deliverables, those of the campaign's plan are asked."""
        offer, planned = self._by_creator.get(creator_id, self.everybody), campaign.plan.deliverables
        if not planned or (offer is not None and offer.deliverables):
            return offer
        return replace(offer or Offer(), deliverables=planned)

    def check(self, creator_ids: Collection[CreatorId]) -> None:
        """Raises InvalidValue for an offer to somebody else, and for a second one."""
        seen: set[CreatorId] = set()
        for index, (creator_id, _) in enumerate(self.own):
            if creator_id not in creator_ids:
                raise InvalidValue(f"termsOf.{index}.creatorId", "is not among the creators who are invited")
            if creator_id in seen:
                raise InvalidValue(f"termsOf.{index}.creatorId", "has terms of their own twice")
            seen.add(creator_id)

    async def settle_currency(self, uow: UnitOfWork, workspace_id: WorkspaceId) -> None:
        """See to it that all fees are of the workspace's currency. Raises CurrencyMismatch."""
        if self.everybody is not None:
            await settle(uow, workspace_id, self.everybody.fee, "terms.fee.currency")
        for index, (_, offer) in enumerate(self.own):
            await settle(uow, workspace_id, offer.fee, f"termsOf.{index}.terms.fee.currency")


NO_OFFERS = Offers()
