from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

from creatorport import domain
from creatorport.domain.account import AccountState
from creatorport.domain.batch_item import ItemState
from creatorport.domain.campaign import CAMPAIGN_MACHINE, CampaignState, CampaignVerb
from creatorport.domain.deliverable_states import DeliverableState, DeliverableVerb
from creatorport.domain.effect import EFFECT_MACHINE, EffectState, EffectVerb
from creatorport.domain.errors import WrongState
from creatorport.domain.handling import HandlingState, HandlingVerb
from creatorport.domain.hooks.delivery import DeliveryState, DeliveryVerb
from creatorport.domain.invitation_batch import BatchState
from creatorport.domain.invitation_states import LIVE_STATES, InvitationState
from creatorport.domain.joining import JoiningState
from creatorport.domain.link_request import LinkState
from creatorport.domain.machine import REFUSE, STAY, Decision, Machine
from creatorport.domain.message_template import TemplateState, TemplateVerb
from creatorport.domain.negotiation import NegotiationState, NegotiationVerb
from creatorport.domain.publishing.states import PublicationState
from creatorport.domain.spark_states import SparkState
from creatorport.domain.sync import SyncState


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


class Hand(StrEnum):
    PRESS = "press"
    SMASH = "smash"


LAMP: Machine[Lamp, Hand] = Machine(
    "lamp",
    {
        Lamp.OFF: {Hand.PRESS: Lamp.ON, Hand.SMASH: Lamp.BROKEN},
        Lamp.ON: {Hand.PRESS: Lamp.OFF, Hand.SMASH: Lamp.BROKEN},
        Lamp.BROKEN: {Hand.PRESS: REFUSE, Hand.SMASH: STAY},
    },
)


def machines() -> Iterator[tuple[str, Machine[Any, Any]]]:
    """Every table of the domain, by the name of what it is of."""
    for module in walk_packages(domain.__path__, "creatorport.domain."):
        for name, found in vars(import_module(module.name)).items():
            if isinstance(found, Machine):
                yield name.removesuffix("_MACHINE").lower(), found


MACHINES: Mapping[str, Machine[Any, Any]] = dict(sorted(machines()))

TERMINAL: Mapping[str, set[StrEnum]] = {
    "account": set(),
    "batch": {BatchState.DONE, BatchState.CANCELLED},
    "campaign": {CampaignState.COMPLETED, CampaignState.CANCELLED, CampaignState.REJECTED},
    "deliverable": {DeliverableState.LINKED, DeliverableState.WAIVED},
    "delivery": set(),
    "effect": {EffectState.DONE, EffectState.FAILED},
    "handling": set(),
    "hook": set(),
    "invitation": {
        InvitationState.ACCEPTED,
        InvitationState.DECLINED,
        InvitationState.EXPIRED,
        InvitationState.WITHDRAWN,
    },
    "item": {ItemState.INVITED, ItemState.REFUSED, ItemState.CANCELLED},
    "joining": {JoiningState.JOINED},
    "link": {
        LinkState.APPROVED,
        LinkState.REJECTED,
        LinkState.REVOKED,
        LinkState.FAILED,
        LinkState.UNANSWERED,
    },
    "negotiation": {NegotiationState.AGREED},
    "publication": {PublicationState.PUBLISHED, PublicationState.FAILED, PublicationState.CANCELLED},
    "spark": {SparkState.ACCEPTED},
    "sync": {SyncState.DONE, SyncState.FAILED},
    "template": {TemplateState.ARCHIVED},
    "video": set(),
}

# What is repeated there is news, though it leads nowhere else: another offer, file, address or attempt.
MEANT_TO_STAY: Mapping[str, list[tuple[StrEnum, StrEnum]]] = {
    "deliverable": [(DeliverableState.SUBMITTED, DeliverableVerb.SUBMIT)],
    "delivery": [(DeliveryState.PENDING, DeliveryVerb.REDIRECT), (DeliveryState.RETRYING, DeliveryVerb.FAIL)],
    "handling": [(HandlingState.WAITING, HandlingVerb.FAIL)],
    "negotiation": [(NegotiationState.COUNTERED, NegotiationVerb.COUNTER)],
    "template": [(TemplateState.ACTIVE, TemplateVerb.REVISE)],
}

# Where an aggregate begins, if it is not where its table does.
FIRST: Mapping[str, StrEnum] = {"account": AccountState.DISCONNECTED}


def test_a_move_is_a_next_state_a_harmless_repeat_or_a_refusal() -> None:
    assert LAMP.move(Lamp.OFF, Hand.PRESS) is Lamp.ON
    assert LAMP.move(Lamp.BROKEN, Hand.SMASH) is None
    with pytest.raises(WrongState) as refused:
        LAMP.move(Lamp.BROKEN, Hand.PRESS)
    assert (refused.value.kind, refused.value.state, refused.value.verb) == ("lamp", "broken", "press")
    assert refused.value.message == "A lamp that is broken cannot press."


def test_the_words_of_a_refusal_are_a_sentence() -> None:
    said = [
        WrongState("invitation", "accepted", "decline").message,
        WrongState("campaign", "completed", "invite creators").message,
    ]
    assert said == [
        "An invitation that is accepted cannot be declined.",
        "A campaign that is completed cannot invite creators.",
    ]


def test_a_state_is_terminal_when_nothing_leads_out_of_it() -> None:
    assert [LAMP.terminal(state) for state in Lamp] == [False, False, True]


def test_a_table_with_an_undecided_pair_cannot_be_built() -> None:
    with pytest.raises(TypeError, match="the row on does not decide every verb"):
        Machine[Lamp, Hand](
            "lamp", {Lamp.OFF: {Hand.PRESS: Lamp.ON, Hand.SMASH: STAY}, Lamp.ON: {Hand.PRESS: Lamp.OFF}}
        )


def test_a_table_that_leads_out_of_itself_cannot_be_built() -> None:
    with pytest.raises(TypeError, match="the row off leads out of the table"):
        Machine[Lamp, Hand]("lamp", {Lamp.OFF: {Hand.PRESS: Lamp.ON}})


def test_every_table_of_the_domain_is_known_here_and_walked_by_a_test_of_its_own() -> None:
    assert set(TERMINAL) == set(MACHINES)
    assert len({id(machine) for machine in MACHINES.values()}) == len(MACHINES) == 18
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.rglob("test_*.py")]
    walks = [text for text in texts if "(RuleBasedStateMachine)" in text]
    states = {name: type(next(iter(machine.table))).__name__ for name, machine in MACHINES.items()}
    assert {name for name, state in states.items() if not any(state in text for text in walks)} == set()


@pytest.mark.parametrize("name", MACHINES)
def test_every_pair_of_state_and_verb_is_decided(name: str) -> None:
    table = MACHINES[name].table
    states = type(next(iter(table)))
    verbs = type(next(iter(table[next(iter(table))])))
    assert {(state, verb) for state, row in table.items() for verb in row} == {
        (state, verb) for state in states for verb in verbs
    }
    assert all(isinstance(move, states | Decision) for row in table.values() for move in row.values())


@pytest.mark.parametrize("name", MACHINES)
def test_the_terminal_states_are_the_ones_that_are_meant(name: str) -> None:
    machine = MACHINES[name]
    assert {state for state in machine.table if machine.terminal(state)} == TERMINAL[name]


@pytest.mark.parametrize("name", MACHINES)
def test_every_state_can_be_reached(name: str) -> None:
    table = MACHINES[name].table
    first = FIRST.get(name, next(iter(table)))
    reached, edge = {first}, {first}
    while edge:
        edge = {move for state in edge for move in table[state].values() if not isinstance(move, Decision)} - reached
        reached |= edge
    assert reached == set(table)


@pytest.mark.parametrize("name", MACHINES)
def test_no_move_leads_back_to_where_it_started(name: str) -> None:
    table = MACHINES[name].table
    back = [(state, verb) for state, row in table.items() for verb, move in row.items() if move is state]
    assert back == MEANT_TO_STAY.get(name, [])


def test_an_invitation_is_live_until_it_ends_without_a_yes() -> None:
    ended = TERMINAL["invitation"] - {InvitationState.ACCEPTED}
    # What was not delivered is not live, though a link can still make it so.
    assert set(InvitationState) - LIVE_STATES == ended | {InvitationState.UNDELIVERABLE}


def test_nothing_of_an_unknown_effect_can_be_called_again_before_its_absence_is_proved() -> None:
    leads_to_a_call = {
        state for state, row in EFFECT_MACHINE.table.items() if row[EffectVerb.CALL] is EffectState.CALLING
    }
    assert leads_to_a_call == {EffectState.INTENDED}
    out_of_unknown = {
        verb: move for verb, move in EFFECT_MACHINE.table[EffectState.UNKNOWN].items() if not isinstance(move, Decision)
    }
    assert out_of_unknown == {
        EffectVerb.PROVE_ABSENT: EffectState.INTENDED,
        EffectVerb.SUCCEED: EffectState.DONE,
        EffectVerb.FAIL: EffectState.FAILED,
    }


def test_a_campaign_that_tiktok_may_have_cannot_be_cancelled_here() -> None:
    assert CAMPAIGN_MACHINE.table[CampaignState.SUBMITTING][CampaignVerb.CANCEL] is REFUSE
