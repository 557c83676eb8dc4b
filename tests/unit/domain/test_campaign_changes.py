"""What may be changed in which state, said a second time: a change of the rules has to be meant twice."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.campaign_changes import EDIT_RULES, CampaignChanges, Rule, not_at_tiktok
from creatorport.domain.campaign_plan import CampaignPlan, Collaboration, Targets, TeamMember
from creatorport.domain.errors import BudgetExceeded, CurrencyMismatch, FieldFrozen, InvalidValue, WrongState
from creatorport.domain.events import CampaignChanged
from creatorport.domain.ids import MemberId
from creatorport.domain.milestone import Milestone, MilestoneMetric
from creatorport.domain.money import Money
from creatorport.domain.product import Product
from creatorport.domain.product_link import LinkPlacement
from creatorport.domain.terms import AskedDeliverable, DeliverableKind
from creatorport.domain.timeline import Timeline
from tests.unit.domain.specimens import AT_TIKTOK, NOW, campaign, later

VALUES: dict[str, Any] = {
    "name": "Winter glow",
    "brand_name": "Umbra",
    "brief": "Show the moon.",
    "budget": Money.of(5000, "EUR"),
    "timeline": Timeline(date(2026, 12, 1), date(2026, 12, 24), "Europe/Berlin"),
    "collaboration": Collaboration.PAID,
    "products": (Product("Lamp"),),
    "deliverables": (AskedDeliverable(DeliverableKind.VIDEO),),
    "targets": Targets(views=1000),
    "milestones": (Milestone(MilestoneMetric.VIEWS, 1000),),
    "team": (TeamMember(MemberId("max"), "Lead"),),
    "placement": LinkPlacement("14000000000", "DE", "https://lumen.example/lamp.png"),
}
#                draft  submitting active paused ended
TABLE = {
    "name":          ("yes", "no",  "no",  "no",  "no"),
    "brand_name":    ("yes", "no",  "no",  "no",  "no"),
    "brief":         ("yes", "no",  "no",  "no",  "no"),
    "budget":        ("yes", "yes", "yes", "yes", "no"),
    "timeline":      ("yes", "no",  "yes", "yes", "no"),
    "collaboration": ("yes", "no",  "no",  "no",  "no"),
    "products":      ("yes", "no",  "yes", "yes", "no"),
    "deliverables":  ("yes", "no",  "yes", "yes", "no"),
    "targets":       ("yes", "yes", "yes", "yes", "no"),
    "milestones":    ("yes", "yes", "yes", "yes", "no"),
    "team":          ("yes", "yes", "yes", "yes", "no"),
    "placement":     ("yes", "no",  "no",  "no",  "no"),
}  # fmt: skip
STATES = {
    CampaignState.DRAFT: 0, CampaignState.SUBMITTING: 1, CampaignState.ACTIVE: 2, CampaignState.PAUSED: 3,
    CampaignState.COMPLETED: 4, CampaignState.CANCELLED: 4, CampaignState.REJECTED: 4,
}  # fmt: skip
PAIRS = [(name, state, row[place] == "yes") for name, row in TABLE.items() for state, place in STATES.items()]


def in_state(state: CampaignState) -> Campaign:
    linked = CampaignPlan(products=(Product("Bulb", "https://lumen.example/bulb"),))
    return replace(campaign(), state=state, at_tiktok=AT_TIKTOK, plan=linked)


def test_every_field_is_decided_in_every_state() -> None:
    assert EDIT_RULES.keys() == set(CampaignState)
    for rules in EDIT_RULES.values():
        assert rules.keys() == TABLE.keys() == VALUES.keys()


@pytest.mark.parametrize(("name", "state", "allowed"), PAIRS)
def test_a_field_is_changed_where_the_table_says_so(name: str, state: CampaignState, allowed: bool) -> None:
    before = in_state(state)
    changes = CampaignChanges(**{name: VALUES[name]})
    if not allowed:
        with pytest.raises(FieldFrozen) as refused:
            before.edit(changes, NOW, committed=None)
        assert (refused.value.field, refused.value.state) == (
            {"brand_name": "brandName"}.get(name, name),
            state.value,
        )
        return
    edited = before.edit(changes, later(1), committed=None)
    assert getattr(edited if name in {"name", "brand_name", "brief"} else edited.plan, name) == VALUES[name]
    assert edited.events == (CampaignChanged(later(1), before.id, ({"brand_name": "brandName"}.get(name, name),)),)


@pytest.mark.parametrize("state", CampaignState)
def test_what_would_be_no_other_than_it_is_changes_nothing_in_any_state(state: CampaignState) -> None:
    before = in_state(state)
    same = CampaignChanges(name=before.name, brief=before.brief, budget=None, team=())
    assert before.edit(same, NOW, committed=None) is before
    assert before.edit(CampaignChanges(), NOW, committed=None) is before


def test_one_field_that_is_refused_holds_up_all_of_them() -> None:
    active = in_state(CampaignState.ACTIVE)
    with pytest.raises(FieldFrozen):
        active.edit(CampaignChanges(targets=Targets(views=5), name="Other"), NOW, committed=None)


@pytest.mark.parametrize("state", [CampaignState.DRAFT, CampaignState.ACTIVE, CampaignState.PAUSED])
def test_a_budget_goes_up_and_down_but_not_below_what_is_committed(state: CampaignState) -> None:
    spent = Money.of("1200.50", "EUR")
    before = in_state(state).edit(CampaignChanges(budget=Money.of(5000, "EUR")), NOW, committed=spent)
    for amount in ("1200.50", "9000"):
        edited = before.edit(CampaignChanges(budget=Money.of(amount, "EUR")), NOW, committed=spent)
        assert edited.plan.budget == Money.of(amount, "EUR")
    with pytest.raises(BudgetExceeded) as refused:
        before.edit(CampaignChanges(budget=Money.of("1200.49", "EUR")), NOW, committed=spent)
    assert (refused.value.field, refused.value.budget, refused.value.committed) == (
        "budget.amount",
        "1200.49 EUR",
        "1200.50 EUR",
    )
    assert before.edit(CampaignChanges(budget=None), NOW, committed=spent).plan.budget is None
    with pytest.raises(CurrencyMismatch):
        before.edit(CampaignChanges(budget=Money.of(9000, "USD")), NOW, committed=spent)


def test_a_running_campaign_gets_another_end_to_come_and_keeps_its_beginning_and_zone() -> None:
    line: Timeline = VALUES["timeline"]
    active = in_state(CampaignState.ACTIVE).edit(CampaignChanges(timeline=line), NOW, committed=None)
    longer = replace(line, ends_on=date(2027, 1, 6))
    assert active.edit(CampaignChanges(timeline=longer), NOW, committed=None).plan.timeline == longer
    for moved in (replace(line, starts_on=date(2026, 12, 2)), replace(line, zone="UTC")):
        with pytest.raises(FieldFrozen) as frozen:
            active.edit(CampaignChanges(timeline=moved), NOW, committed=None)
        assert frozen.value.field == "timeline.startsOn"
    with pytest.raises(InvalidValue) as over:
        active.edit(CampaignChanges(timeline=longer), longer.ends_at, committed=None)
    assert over.value.field == "timeline.endsOn"


@pytest.mark.parametrize("state", [CampaignState.ACTIVE, CampaignState.PAUSED])
def test_a_timeline_of_which_only_the_end_may_move_is_not_taken_away(state: CampaignState) -> None:
    running = in_state(state).edit(CampaignChanges(timeline=VALUES["timeline"]), NOW, committed=None)
    with pytest.raises(FieldFrozen) as frozen:
        running.edit(CampaignChanges(timeline=None), NOW, committed=None)
    assert (frozen.value.field, frozen.value.state) == ("timeline", state.value)
    draft = replace(running, state=CampaignState.DRAFT)
    assert draft.edit(CampaignChanges(timeline=None), NOW, committed=None).plan.timeline is None


def test_a_draft_may_have_any_timeline_at_all() -> None:
    line = Timeline(date(2020, 1, 1), date(2020, 1, 2), "UTC")
    assert campaign().edit(CampaignChanges(timeline=line), NOW, committed=None).plan.timeline == line


def test_a_text_that_tiktok_would_not_take_is_refused_with_its_field() -> None:
    with pytest.raises(InvalidValue) as refused:
        campaign().edit(CampaignChanges(brand_name=" "), NOW, committed=None)
    assert refused.value.field == "brandName"
    assert campaign().edit(CampaignChanges(name=" Dusk "), NOW, committed=None).name == "Dusk"


def test_an_archived_campaign_is_left_alone_until_it_is_taken_out() -> None:
    away = campaign().archive(later(1))
    assert (away.archived_at, away.accepts_invitations) == (later(1), False)
    assert away.archive(later(2)) is away
    for verb in (Campaign.launch, Campaign.cancel):
        with pytest.raises(WrongState) as refused:
            verb(away, later(2))
        assert refused.value.state == "archived"
    with pytest.raises(WrongState):
        away.edit(CampaignChanges(name="Other"), NOW, committed=None)
    back = away.unarchive(later(3))
    assert (back.archived_at, back.state) == (None, CampaignState.DRAFT)
    assert [event.verb for event in back.events if hasattr(event, "verb")] == ["archive", "unarchive"]
    assert campaign().unarchive(NOW) == campaign()


@pytest.mark.parametrize("state", CampaignState)
def test_what_is_under_way_is_not_archived(state: CampaignState) -> None:
    if state in {CampaignState.SUBMITTING, CampaignState.ACTIVE, CampaignState.PAUSED}:
        with pytest.raises(WrongState) as refused:
            in_state(state).archive(NOW)
        assert (refused.value.state, refused.value.verb) == (state.value, "archive")
    else:
        assert in_state(state).archive(NOW).archived_at == NOW


def test_the_rules_that_are_bound_are_those_with_a_bound() -> None:
    bound = {(state, name) for state, rules in EDIT_RULES.items() for name, rule in rules.items() if rule is Rule.BOUND}
    assert bound == {
        (CampaignState.SUBMITTING, "budget"),
        (CampaignState.ACTIVE, "budget"),
        (CampaignState.ACTIVE, "timeline"),
        (CampaignState.PAUSED, "budget"),
        (CampaignState.PAUSED, "timeline"),
    }


@pytest.mark.parametrize(
    ("names", "ordered", "here_alone"),
    [
        (tuple(VALUES), True, {"collaboration", "products", "deliverables"}),
        (tuple(VALUES), False, {"budget", "timeline", "collaboration", "products", "deliverables"}),
        (("targets", "team", "milestones"), False, set()),
    ],
)
def test_what_tiktok_never_learns_is_named(names: tuple[str, ...], ordered: bool, here_alone: set[str]) -> None:
    changes = CampaignChanges(**{name: VALUES[name] for name in names})
    assert set(not_at_tiktok(changes, ordered=ordered)) == here_alone


def test_an_order_keeps_its_budget_where_the_plan_has_none_any_more() -> None:
    assert not_at_tiktok(CampaignChanges(budget=None), ordered=True) == ("budget",)
