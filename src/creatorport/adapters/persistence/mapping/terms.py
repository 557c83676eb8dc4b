from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from creatorport.adapters.persistence.rows import TermsRow
from creatorport.domain.invitation import Invitation
from creatorport.domain.money import Money
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer, ProposedBy, Terms


class OfferColumns(Protocol):
    """The columns of an offer, as a row object or as the row of a plain statement."""

    fee_amount: Decimal | None
    fee_currency: str | None
    commission_rate: Decimal | None
    product_gift: bool
    deliverables: list[dict[str, Any]]
    usage_rights_days: int
    exclusivity_days: int
    guidelines: str


def to_row(invitation: Invitation, terms: Terms) -> TermsRow:
    offer = terms.offer
    return TermsRow(
        workspace_id=invitation.workspace_id,
        invitation_id=invitation.id,
        number=terms.number,
        fee_amount=offer.fee.amount if offer.fee else None,
        fee_currency=offer.fee.currency if offer.fee else None,
        commission_rate=offer.commission_rate,
        product_gift=offer.product_gift,
        deliverables=[_written(asked) for asked in offer.deliverables],
        usage_rights_days=offer.usage_rights_days,
        exclusivity_days=offer.exclusivity_days,
        guidelines=offer.guidelines,
        proposed_by=terms.proposed_by.value,
        proposed_at=terms.proposed_at,
        remark=terms.remark,
    )


def from_row(row: TermsRow) -> Terms:
    return Terms(row.number, offer_of(row), ProposedBy(row.proposed_by), row.proposed_at, row.remark)


def offer_of(row: OfferColumns) -> Offer:
    return Offer(
        None if row.fee_amount is None else Money(row.fee_amount, row.fee_currency or ""),
        row.commission_rate,
        row.product_gift,
        tuple(_read(asked) for asked in row.deliverables),
        row.usage_rights_days,
        row.exclusivity_days,
        row.guidelines,
    )


def offer_to_json(offer: Offer) -> dict[str, Any]:
    """Return an offer as an object that JSON can hold to the digit."""
    return {
        "fee": [str(offer.fee.amount), offer.fee.currency] if offer.fee else None,
        "commission_rate": None if offer.commission_rate is None else str(offer.commission_rate),
        "product_gift": offer.product_gift,
        "deliverables": [_written(asked) for asked in offer.deliverables],
        "usage_rights_days": offer.usage_rights_days,
        "exclusivity_days": offer.exclusivity_days,
        "guidelines": offer.guidelines,
    }


def offer_from_json(kept: Mapping[str, Any]) -> Offer:
    """Rebuild what `offer_to_json` made."""
    return Offer(
        None if kept["fee"] is None else Money(Decimal(kept["fee"][0]), kept["fee"][1]),
        None if kept["commission_rate"] is None else Decimal(kept["commission_rate"]),
        kept["product_gift"],
        tuple(_read(asked) for asked in kept["deliverables"]),
        kept["usage_rights_days"],
        kept["exclusivity_days"],
        kept["guidelines"],
    )


def _written(asked: AskedDeliverable) -> dict[str, Any]:
    return {
        "kind": asked.kind.value,
        "count": asked.count,
        "due_on": asked.due_on.isoformat() if asked.due_on else None,
        "due_after_days": asked.due_after_days,
    }


def _read(kept: Mapping[str, Any]) -> AskedDeliverable:
    """Terms of an older release name no days."""
    due_on = None if kept["due_on"] is None else date.fromisoformat(kept["due_on"])
    return AskedDeliverable(DeliverableKind(kept["kind"]), kept["count"], due_on, kept.get("due_after_days"))
