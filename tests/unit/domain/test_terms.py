from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from creatorport.domain.errors import InvalidValue
from creatorport.domain.invitation import AgreedBy, Delivery
from creatorport.domain.money import Money
from creatorport.domain.terms import AskedDeliverable, DeliverableKind, Offer, ProposedBy, Terms
from tests.unit.domain.specimens import NOW, invitation, later

OFFER = Offer(
    Money(Decimal("450.00"), "EUR"),
    Decimal("0.15"),
    product_gift=True,
    deliverables=(AskedDeliverable(DeliverableKind.VIDEO, 2, date(2026, 12, 1)),),
    usage_rights_days=90,
    exclusivity_days=30,
    guidelines="Say that it is an ad.",
)


def test_an_offer_that_says_nothing_promises_nothing() -> None:
    nothing = Offer()
    assert (nothing.fee, nothing.commission_rate, nothing.product_gift, nothing.deliverables) == (None, None, False, ())


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"fee": Money(Decimal(-1), "EUR")}, "fee"),
        ({"fee": Money(Decimal(10**9 + 1), "EUR")}, "fee"),
        ({"commission_rate": Decimal("1.01")}, "commissionRate"),
        ({"commission_rate": Decimal("-0.1")}, "commissionRate"),
        ({"commission_rate": Decimal("NaN")}, "commissionRate"),
        ({"commission_rate": Decimal("0.1234567")}, "commissionRate"),
        ({"deliverables": (AskedDeliverable(DeliverableKind.LIVE),) * 11}, "deliverables"),
        ({"usage_rights_days": -1}, "usageRightsDays"),
        ({"usage_rights_days": 3651}, "usageRightsDays"),
        ({"exclusivity_days": 731}, "exclusivityDays"),
        ({"guidelines": "a\0b"}, "guidelines"),
        ({"guidelines": "g" * 5001}, "guidelines"),
    ],
)
def test_an_offer_that_cannot_be_meant_names_its_field(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        replace(OFFER, **wrong)
    assert refused.value.field == field


@pytest.mark.parametrize("count", [0, 11])
def test_one_to_ten_of_a_kind_are_asked_for(count: int) -> None:
    with pytest.raises(InvalidValue) as refused:
        AskedDeliverable(DeliverableKind.VIDEO, count)
    assert refused.value.field == "count"


def test_texts_lose_the_space_around_them() -> None:
    terms = Terms(1, Offer(guidelines=" Be kind.\n"), ProposedBy.CREATOR, NOW, "  Please. ")
    assert (terms.offer.guidelines, terms.remark) == ("Be kind.", "Please.")


def test_a_draft_has_the_brands_first_version() -> None:
    assert invitation(offer=OFFER).terms == (Terms(1, OFFER, ProposedBy.BRAND, NOW),)
    assert invitation().current_terms == Terms(1, Offer(), ProposedBy.BRAND, NOW)


@pytest.mark.parametrize("numbers", [(), (2,), (1, 3), (1, 1)])
def test_versions_are_counted_without_a_gap(numbers: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="numbered from 1"):
        replace(invitation(), terms=tuple(Terms(number, OFFER, ProposedBy.BRAND, NOW) for number in numbers))


def test_nothing_is_agreed_before_the_creator_says_yes() -> None:
    sent = invitation(offer=OFFER).send(NOW).deliver(Delivery.NOTIFICATION_ONLY, NOW)
    for one in (sent, sent.decline(later(1)), sent.expire(later(1))):
        assert (one.agreed_terms, one.agreed_by) == (None, None)


def test_a_yes_without_a_version_means_the_terms_that_stand() -> None:
    accepted = invitation(offer=OFFER).send(NOW).accept(later(1))
    assert accepted.agreed_terms == Terms(1, OFFER, ProposedBy.BRAND, NOW)
    assert accepted.agreed_by is AgreedBy.TIKTOK_SIGNAL
