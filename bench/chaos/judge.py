"""The judgement: TikTok's own books beside ours."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from creatorport.adapters.persistence.rows.invitations import LIVE
from tests.e2e.crash.market import Market
from tests.e2e.crash.places import rows

_ANSWERS = {"invitation_accepted": "accepted", "invitation_rejected": "declined"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of it.

    `doubled` are invitations that were sent twice or more by TikTok's books, or live beside another one of the same
    creator and campaign; somebody who said no may be asked again. `lost` were never sent although they had to be, or
    are known to one of the two only. `open` have no verdict here, `contradicted` have another answer here than the
    creator gave at TikTok.
    """

    sent: int
    refused: int
    undeliverable: int
    answered: int
    campaigns: int
    doubled: int
    added_twice: int
    lost: int
    open: int
    contradicted: int

    @property
    def is_clean(self) -> bool:
        return not (self.doubled or self.added_twice or self.lost or self.open or self.contradicted)


def judge(market: Market, url: str, wanted: Collection[tuple[str, str]]) -> Verdict:
    """Compare the books. `wanted` are the pairs of a campaign here and a creator of TikTok One, each asked for."""
    campaigns = {str(there): str(here) for here, there in rows(url, "SELECT id, tiktok_campaign_id FROM campaigns")}
    entries = market.ledger("invitation_sent")
    sent = Counter((campaigns[one["campaign_id"]], one["handle_name"]) for one in entries)
    by_reference = Counter(str(one["external_id"]) for one in entries)
    added = Counter((campaigns[one["campaign_id"]], one["handle_name"]) for one in market.ledger("handles_added"))
    ours = Counter(
        (str(campaign), str(handle))
        for campaign, handle in rows(
            url,
            f"SELECT campaign_id, handle FROM invitations WHERE {LIVE}",
        )
    )
    made = {str(id_) for (id_,) in rows(url, "SELECT id FROM invitations WHERE state <> 'undeliverable'")}
    states = {str(id_): str(state) for id_, state in rows(url, "SELECT tiktok_id, state FROM invitations")}
    answers = [(one["invitation_id"], state) for kind, state in _ANSWERS.items() for one in market.ledger(kind)]
    items = Counter(str(state) for (state,) in rows(url, "SELECT state FROM invitation_batch_items"))
    ((unsettled,),) = rows(
        url,
        "SELECT (SELECT count(*) FROM effects WHERE state NOT IN ('done', 'failed'))"
        " + (SELECT count(*) FROM invitations WHERE state IN ('draft', 'sending'))"
        " + (SELECT count(*) FROM invitation_batch_items WHERE state = 'queued')"
        " + (SELECT count(*) FROM invitation_batches WHERE settled_at IS NULL)",
    )
    ((failed,),) = rows(url, "SELECT count(*) FROM invitations WHERE state = 'undeliverable'")
    return Verdict(
        sent=sent.total(),
        refused=items["refused"],
        undeliverable=int(str(failed)),
        answered=len(answers),
        campaigns=len(market.ledger("campaign_created")),
        doubled=sum(many > 1 for many in (*by_reference.values(), *ours.values())),
        added_twice=sum(many > 1 for many in added.values()),
        lost=len([pair for pair in wanted if not sent[pair]]) + len(made ^ by_reference.keys()),
        open=int(str(unsettled)),
        contradicted=sum(states.get(id_) != state for id_, state in answers),
    )
