"""The process dies at every moment there is, one after another. Nothing is lost, nothing happens twice."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import pytest

from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.streams import campaign_activity
from creatorport.application.use_cases.invite_creators import InviteCreators, InviteCreatorsCommand
from creatorport.application.use_cases.launch_campaign import LaunchCampaign, LaunchCampaignCommand
from creatorport.application.writing import Words
from creatorport.domain.campaign import CampaignState
from creatorport.domain.effect import EffectState
from creatorport.domain.ids import CampaignId
from creatorport.domain.invitation import Delivery, Invitation, InvitationState
from tests.unit.application.mortality import (
    Fate,
    LedgerCampaigns,
    MortalUnitsOfWork,
    insist,
    mortal_campaigns,
    mortal_messages,
    work_until_quiet,
)
from tests.unit.application.stage import LUMEN, MANAGER, Stage

AT_ONCE = timedelta(0)
LOSABLE = ("campaigns.create", "campaigns.add_creators", "invitations.send", "campaigns.find_by_name", "campaigns.read")


@dataclass(frozen=True)
class Weather:
    """What else goes wrong while processes die."""

    personal: bool
    lost: str
    visible_after: timedelta

    def strike(self, stage: Stage) -> None:
        stage.one.visible_after = self.visible_after
        for name in LOSABLE:
            if self.lost == "answers":
                stage.one.troubles.lose_answer(name)
            elif self.lost == "requests":
                stage.one.troubles.lose_request(name)


WEATHERS = [
    Weather(personal, lost, timedelta(seconds=delay))
    for personal in (False, True)
    for lost in ("nothing", "answers", "requests")
    # What TikTok shows late matters to those who look whether it is there.
    for delay in ((0,) if lost == "nothing" else (100,))
]


@pytest.mark.parametrize("weather", WEATHERS, ids=str)
async def test_a_launch_survives_the_death_of_the_process_at_every_moment(weather: Weather) -> None:
    for moment in count(1):
        if await launch(weather, {moment}) < moment:
            break
    assert moment > 10


@pytest.mark.parametrize("weather", WEATHERS, ids=str)
async def test_adding_creators_survives_the_death_of_the_process_at_every_moment(weather: Weather) -> None:
    for moment in count(1):
        if await add_creators(weather, {moment}) < moment:
            break
    assert moment > 10


@pytest.mark.parametrize("seed", range(20))
async def test_dying_again_and_again_makes_no_difference(seed: int) -> None:
    chance = random.Random(seed)
    weather = chance.choice(WEATHERS)
    deaths = {chance.randint(1, 10), *chance.sample(range(1, 60), k=chance.randint(1, 5))}
    scenario = chance.choice((launch, add_creators))
    # A worker that comes after a dead one finds its job stalled only after a while.
    assert await scenario(weather, deaths, stalled_for=timedelta(seconds=30)) > min(deaths)


async def launch(weather: Weather, deaths: set[int], *, stalled_for: timedelta = AT_ONCE) -> int:
    """Launch a draft with two creators and one whom TikTok One does not have; return the moments it took."""
    stage, fate = Stage(), Fate(deaths)
    ledger = LedgerCampaigns(stage.one)
    await stage.connect_marketplace()
    campaign_id = await stage.draft()
    invited = [*await stage.know("mara", "ben"), *await stage.know("ghost", abroad=True)]
    await stage.invite(campaign_id, invited)
    weather.strike(stage)
    units = MortalUnitsOfWork(stage.units, fate)
    use_case = LaunchCampaign(units, stage.clock, stage.identities)
    await insist(lambda: use_case(LaunchCampaignCommand(MANAGER, campaign_id, "key-1")))
    await drive_to_rest(stage, ledger, fate, weather, stalled_for)
    assert stage.jobs == [CaptureCampaign(LUMEN, campaign_id)]
    assert_done_once(stage, ledger, campaign_id, weather, ["ben", "mara"])
    return fate.moments


async def add_creators(weather: Weather, deaths: set[int], *, stalled_for: timedelta = AT_ONCE) -> int:
    """Invite two creators and a ghost into a running campaign; return the moments it took."""
    stage, fate = Stage(), Fate(deaths)
    campaign_id = await stage.active_campaign("mara", personal=weather.personal)
    ledger = LedgerCampaigns(stage.one)
    invited = (*await stage.know("ben", "cleo"), *await stage.know("ghost", abroad=True))
    weather.strike(stage)
    units = MortalUnitsOfWork(stage.units, fate)
    use_case = InviteCreators(units, stage.clock, stage.identities, stage.standings)
    command = InviteCreatorsCommand(MANAGER, campaign_id, invited, Words(message="Join us."), "key-2")
    outcome = await insist(lambda: use_case(command))
    assert outcome.refusals == ()
    await drive_to_rest(stage, ledger, fate, weather, stalled_for)
    ledger.added.append("mara")  # who came with the launch, before the ledger was opened
    assert_done_once(stage, ledger, campaign_id, weather, ["ben", "cleo", "mara"])
    return fate.moments


async def drive_to_rest(
    stage: Stage, ledger: LedgerCampaigns, fate: Fate, weather: Weather, stalled_for: timedelta
) -> None:
    drive = stage.drive(
        personal=weather.personal,
        units=MortalUnitsOfWork(stage.units, fate),
        campaigns=mortal_campaigns(ledger, fate),
        messages=mortal_messages(stage.one.invitations, fate),
    )
    await work_until_quiet(stage, drive, stalled_for=stalled_for)


def assert_done_once(
    stage: Stage, ledger: LedgerCampaigns, campaign_id: CampaignId, weather: Weather, handles: list[str]
) -> None:
    (made,) = stage.one.made.values()
    campaign = stage.campaign(campaign_id)
    assert campaign.state is CampaignState.ACTIVE
    assert campaign.at_tiktok is not None
    assert campaign.at_tiktok.campaign_id == made.id
    assert sorted(ledger.added) == handles
    notified = sorted(handle.key for handle in made.notified)
    written_to = sorted(sent.facts.handle.key for sent in stage.one.sent.values())
    assert (notified, written_to) == (([], handles) if weather.personal else (handles, []))
    assert {effect.state for effect in stage.effects()} == {EffectState.DONE}
    assert_every_invitation_has_its_verdict(stage, weather)
    assert_every_move_is_logged_once(stage, campaign_id, handles)


def assert_every_invitation_has_its_verdict(stage: Stage, weather: Weather) -> None:
    how = Delivery.PERSONAL_MESSAGE if weather.personal else Delivery.NOTIFICATION_ONLY
    for invitation in stage.kept(Invitation):
        if invitation.handle.key == "ghost":
            assert (invitation.state, invitation.delivery) == (InvitationState.UNDELIVERABLE, None)
        else:
            assert (invitation.state, invitation.delivery) == (InvitationState.SENT, how)
            assert (invitation.tiktok_id in stage.one.sent) is weather.personal


def assert_every_move_is_logged_once(stage: Stage, campaign_id: CampaignId, handles: list[str]) -> None:
    entries = stage.storage.entries(campaign_activity(campaign_id))
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    verbs = Counter(entry.payload["verb"] for entry in entries)
    assert verbs == {
        "launch": 1,
        "confirm": 1,
        "send": len(handles) + 1,
        "deliver": len(handles),
        "fail": 1,
    }
