"""From a refusal to what a batch keeps of it."""

from creatorport.domain.batch_item import Hindrance
from creatorport.domain.errors import Refusal
from creatorport.domain.remedies import remedy_for


def hindrance(refusal: Refusal) -> Hindrance:
    return Hindrance(refusal.code, refusal.message, refusal.fixable_by, remedy_for(refusal.code))
