from collections.abc import Sequence

import strawberry

from creatorport.application.offers import Offers
from creatorport.domain.ids import CreatorId
from creatorport.domain.terms import Offer
from creatorport.graphql.global_ids import local_id
from creatorport.graphql.terms.inputs import TermsInput, offer_of

TERMS = (
    "What everybody is offered; without it, nothing is promised. Where it names no deliverables, those of the "
    "campaign's plan are asked."
)
TERMS_OF = "Who is offered something else, and what: each creator at most once."


@strawberry.input(description="What one of the creators is offered instead.")
class CreatorTermsInput:
    creator_id: strawberry.ID = strawberry.field(description="One of the creators who are invited.")
    terms: TermsInput = strawberry.field(description="What this creator is offered.")


def offers_of(terms: TermsInput | None, terms_of: Sequence[CreatorTermsInput]) -> Offers:
    """Return what a request offers, to everybody and to some. Raises InvalidValue with the path in the input."""
    own = tuple(_terms_of(one, f"termsOf.{index}") for index, one in enumerate(terms_of))
    return Offers(offer_of(terms, "terms"), own)


def _terms_of(given: CreatorTermsInput, field: str) -> tuple[CreatorId, Offer]:
    creator_id = CreatorId(local_id("Creator", given.creator_id, f"{field}.creatorId"))
    return creator_id, offer_of(given.terms, f"{field}.terms") or Offer()
