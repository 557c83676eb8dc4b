"""What an invitation offers (assumed contract): terms of use and payment."""

from typing import Any

from tiktok_simulator.business.money import money
from tiktok_simulator.business.parameters import Parameters
from tiktok_simulator.business.refusals import invalid

_MOST_DAYS = 3650
_MOST_COUNT = 100


def terms(section: Parameters | None) -> dict[str, Any] | None:
    if section is None:
        return None
    return {
        "usage_rights_days": section.whole("usage_rights_days", 0, _MOST_DAYS, 0),
        "exclusivity_days": section.whole("exclusivity_days", 0, _MOST_DAYS, 0),
        "deliverables": [
            {"type": one.choice("type", {"VIDEO", "LIVE"}), "count": one.whole("count", 1, _MOST_COUNT, 1)}
            for one in section.sections("deliverables", most=10)
        ],
        "content_guidelines": section.maybe_text("content_guidelines", most=2000),
    }


def payment(section: Parameters) -> dict[str, Any]:
    """Fixed needs an amount, commission a rate between 0 and 1, hybrid both, product neither."""
    kind = section.choice("type", {"FIXED", "COMMISSION", "HYBRID", "PRODUCT"})
    rate = section.number("commission_rate", 0, 1)
    if kind in {"COMMISSION", "HYBRID"} and rate is None:
        raise invalid("payment.commission_rate is required.")
    amount = money(section, "payment") if kind in {"FIXED", "HYBRID"} else {}
    return {"type": kind, **amount, **({} if rate is None else {"commission_rate": rate})}
