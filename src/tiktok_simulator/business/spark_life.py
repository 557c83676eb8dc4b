"""The creator's decision on a brand's wish to advertise a post."""

from typing import TYPE_CHECKING

from tiktok_simulator.business.moments import DAY
from tiktok_simulator.business.spark_records import SparkAuthorization

if TYPE_CHECKING:
    from tiktok_simulator.simulator import Simulator


def decide(simulator: "Simulator", known: SparkAuthorization, *, accept: bool) -> None:
    """Acceptance makes a code, or lets the one there is live longer. A no to more days leaves it as it was."""
    now = simulator.clock.now()
    known.status = "ACCEPTED" if accept or known.extends else "REJECTED"
    known.updated_at = now
    if accept:
        if known.extends and known.ends_at is not None:
            known.ends_at += known.requested_days * DAY
        else:
            known.code = "#" + simulator.token("spark.")
            known.starts_at, known.ends_at = now, now + known.requested_days * DAY
            known.advertiser_ids = []
    known.extends = False
    simulator.ledger.record("spark_accepted" if accept else "spark_rejected", video_id=known.video_id)
