from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import pytest

from creatorport.domain.account import ACCOUNT_MACHINE, AccountState, AccountVerb
from creatorport.domain.campaign import CAMPAIGN_MACHINE, CampaignState, CampaignVerb
from creatorport.domain.effect import EFFECT_MACHINE, EffectState, EffectVerb
from creatorport.domain.errors import WrongState
from creatorport.domain.invitation_states import INVITATION_MACHINE, LIVE_STATES, InvitationState, InvitationVerb
from creatorport.domain.joining import JOINING_MACHINE, JoiningState, JoiningVerb
from creatorport.domain.machine import REFUSE, STAY, Decision, Machine
from creatorport.domain.negotiation import NEGOTIATION_MACHINE, NegotiationState, NegotiationVerb


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

MACHINES: Mapping[str, tuple[Machine[Any, Any], type[StrEnum], type[StrEnum]]] = {
    "campaign": (CAMPAIGN_MACHINE, CampaignState, CampaignVerb),
    "invitation": (INVITATION_MACHINE, InvitationState, InvitationVerb),
    "account": (ACCOUNT_MACHINE, AccountState, AccountVerb),
    "effect": (EFFECT_MACHINE, EffectState, EffectVerb),
    "negotiation": (NEGOTIATION_MACHINE, NegotiationState, NegotiationVerb),
    "joining": (JOINING_MACHINE, JoiningState, JoiningVerb),
}

TERMINAL: Mapping[str, set[StrEnum]] = {
    "campaign": {CampaignState.COMPLETED, CampaignState.CANCELLED, CampaignState.REJECTED},
    "invitation": {
        InvitationState.ACCEPTED,
        InvitationState.DECLINED,
        InvitationState.EXPIRED,
        InvitationState.WITHDRAWN,
    },
    "account": set(),
    "effect": {EffectState.DONE, EffectState.FAILED},
    "negotiation": {NegotiationState.AGREED},
    "joining": {JoiningState.JOINED},
}

# A creator may better their own counter-offer: that is news, though the brand has to answer as before.
MEANT_TO_STAY: Mapping[str, list[tuple[StrEnum, StrEnum]]] = {
    "negotiation": [(NegotiationState.COUNTERED, NegotiationVerb.COUNTER)],
}

FIRST: Mapping[str, StrEnum] = {
    "campaign": CampaignState.DRAFT,
    "invitation": InvitationState.DRAFT,
    "account": AccountState.DISCONNECTED,
    "effect": EffectState.INTENDED,
    "negotiation": NegotiationState.OPEN,
    "joining": JoiningState.OPEN,
}


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


@pytest.mark.parametrize("name", MACHINES)
def test_every_pair_of_state_and_verb_is_decided(name: str) -> None:
    machine, states, verbs = MACHINES[name]
    assert {(state, verb) for state, row in machine.table.items() for verb in row} == {
        (state, verb) for state in states for verb in verbs
    }
    assert all(isinstance(move, states | Decision) for row in machine.table.values() for move in row.values())


@pytest.mark.parametrize("name", MACHINES)
def test_the_terminal_states_are_the_ones_that_are_meant(name: str) -> None:
    machine, states, _ = MACHINES[name]
    assert {state for state in states if machine.terminal(state)} == TERMINAL[name]


@pytest.mark.parametrize("name", MACHINES)
def test_every_state_can_be_reached(name: str) -> None:
    machine, states, _ = MACHINES[name]
    reached, edge = {FIRST[name]}, {FIRST[name]}
    while edge:
        edge = {
            move for state in edge for move in machine.table[state].values() if not isinstance(move, Decision)
        } - reached
        reached |= edge
    assert reached == set(states)


@pytest.mark.parametrize("name", MACHINES)
def test_no_move_leads_back_to_where_it_started(name: str) -> None:
    machine, _, _ = MACHINES[name]
    back = [(state, verb) for state, row in machine.table.items() for verb, move in row.items() if move is state]
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
