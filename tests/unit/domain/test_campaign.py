from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from creatorport.domain.campaign import (
    BRAND_MAX,
    BRIEF_MAX,
    CAMPAIGN_MACHINE,
    NAME_MAX,
    AtTikTok,
    Campaign,
    CampaignState,
    CampaignVerb,
)
from creatorport.domain.campaign_state import ARCHIVABLE
from creatorport.domain.errors import InvalidValue, WrongState
from creatorport.domain.events import CampaignMoved
from creatorport.domain.machine import REFUSE, STAY
from tests.unit.domain.specimens import AT_TIKTOK, LUMEN, NOW, campaign, later

VERBS: Final[dict[CampaignVerb, Callable[[Campaign, datetime], Campaign]]] = {
    CampaignVerb.LAUNCH: Campaign.launch,
    CampaignVerb.CONFIRM: lambda it, now: it.confirm(AT_TIKTOK, now),
    CampaignVerb.REJECT: lambda it, now: it.reject("policy", now),
    CampaignVerb.PAUSE: Campaign.pause,
    CampaignVerb.RESUME: Campaign.resume,
    CampaignVerb.COMPLETE: Campaign.complete,
    CampaignVerb.CANCEL: Campaign.cancel,
}


class CampaignWalk(RuleBasedStateMachine):
    """Walks random verbs on a campaign, with the table as the naive model."""

    def __init__(self) -> None:
        super().__init__()
        self.campaign = campaign()
        self.minutes = 0
        self.ended: CampaignState | None = None

    @rule(verb=st.sampled_from(CampaignVerb))
    def attempt(self, verb: CampaignVerb) -> None:
        before, untouched = self.campaign, copy(self.campaign)
        self.minutes += 1
        if before.archived_at is not None:
            with pytest.raises(WrongState) as away:
                VERBS[verb](before, later(self.minutes))
            assert (away.value.state, away.value.verb) == ("archived", verb.value)
            return
        decision = CAMPAIGN_MACHINE.table[before.state][verb]
        if decision is REFUSE:
            with pytest.raises(WrongState) as refused:
                VERBS[verb](before, later(self.minutes))
            facts = refused.value.kind, refused.value.state, refused.value.verb
            assert facts == ("campaign", before.state.value, verb.value)
        else:
            self.campaign = VERBS[verb](before, later(self.minutes))
            if decision is STAY:
                assert self.campaign is before
            else:
                assert isinstance(decision, CampaignState)
                event = CampaignMoved(later(self.minutes), before.id, verb.value, decision.value)
                assert self.campaign.state is decision
                assert self.campaign.events == (*before.events, event)
        assert before == untouched

    @rule(away=st.booleans())
    def put_away_or_take_out(self, away: bool) -> None:
        before = self.campaign
        self.minutes += 1
        if away and before.archived_at is None and before.state not in ARCHIVABLE:
            with pytest.raises(WrongState):
                before.archive(later(self.minutes))
            return
        self.campaign = before.archive(later(self.minutes)) if away else before.unarchive(later(self.minutes))
        assert (self.campaign.archived_at is not None) is away
        assert self.campaign.state is before.state
        assert len(self.campaign.events) - len(before.events) == (away is (before.archived_at is None))

    @invariant()
    def what_has_ended_stays_ended(self) -> None:
        if self.ended is not None:
            assert self.campaign.state is self.ended
        elif CAMPAIGN_MACHINE.terminal(self.campaign.state):
            self.ended = self.campaign.state

    @invariant()
    def what_runs_is_known_at_tiktok(self) -> None:
        if self.campaign.is_measured or self.campaign.state is CampaignState.COMPLETED:
            assert self.campaign.at_tiktok == AT_TIKTOK

    @invariant()
    def a_rejection_has_its_reason(self) -> None:
        assert (self.campaign.rejection == "policy") == (self.campaign.state is CampaignState.REJECTED)


TestCampaignWalk = CampaignWalk.TestCase
TestCampaignWalk.settings = settings(stateful_step_count=25)


def test_a_draft_has_no_history_and_nothing_at_tiktok() -> None:
    draft = campaign()
    assert (draft.state, draft.workspace_id, draft.created_at) == (CampaignState.DRAFT, LUMEN, NOW)
    assert (draft.at_tiktok, draft.rejection, draft.version, draft.events) == (None, None, 0, ())


def test_texts_of_the_greatest_length_are_taken() -> None:
    longest = campaign(name="n" * NAME_MAX, brand_name="b" * BRAND_MAX, brief="x" * BRIEF_MAX)
    assert (len(longest.name), len(longest.brand_name), len(longest.brief)) == (100, 60, 1000)
    assert campaign(brief="").brief == ""


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": ""}),
        ("name", {"name": "  \t"}),
        ("name", {"name": "n" * 101}),
        ("brandName", {"brand_name": ""}),
        ("brandName", {"brand_name": "b" * 61}),
        ("brief", {"brief": "x" * 1001}),
    ],
)
def test_a_text_that_tiktok_would_not_take_names_its_field(field: str, changes: dict[str, str]) -> None:
    with pytest.raises(InvalidValue) as refused:
        campaign(**changes)
    assert refused.value.field == field


def test_a_second_confirmation_keeps_what_the_first_said() -> None:
    active = campaign().launch(later(1)).confirm(AT_TIKTOK, later(2))
    other = AtTikTok("7500000000000000002", "https://www.tiktok.com/t/other/", ("FR",))
    assert active.confirm(other, later(3)).at_tiktok == AT_TIKTOK


@pytest.mark.parametrize("state", CampaignState)
def test_creators_are_invited_into_drafts_and_running_campaigns_only(state: CampaignState) -> None:
    reached = _in(state)
    assert reached.accepts_invitations == (state in {CampaignState.DRAFT, CampaignState.ACTIVE})
    assert reached.is_measured == (state in {CampaignState.ACTIVE, CampaignState.PAUSED})


def _in(state: CampaignState) -> Campaign:
    draft = campaign()
    submitting = draft.launch(NOW)
    active = submitting.confirm(AT_TIKTOK, NOW)
    every = (
        draft,
        submitting,
        active,
        active.pause(NOW),
        active.complete(NOW),
        draft.cancel(NOW),
        submitting.reject("no", NOW),
    )
    return {one.state: one for one in every}[state]


def test_the_countries_at_tiktok_grow_and_never_shrink() -> None:
    active = campaign().launch(NOW).confirm(AtTikTok("75", "https://t/1", ("US",)), NOW)
    grown = active.see(AtTikTok("75", "https://t/1", ("CA", "US")))
    assert grown.at_tiktok == AtTikTok("75", "https://t/1", ("US", "CA"))
    assert grown.see(AtTikTok("75", "https://t/1", ())) is grown
    assert grown.see(AtTikTok("76", "https://t/2", ("GB",))) is grown
