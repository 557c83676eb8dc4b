"""A yes in the graph joins at the simulated TikTok, over HTTP, in the creator's name."""

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from creatorport.application.as_creator import AsCreator
from creatorport.application.effects.drive import Drive
from creatorport.application.effects.join_campaign import JoinCampaign
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.grant_holders import BusinessGrants
from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE
from creatorport.application.ports.tiktok_one import NewCampaign
from creatorport.application.use_cases.accept_invitation import AcceptInvitation, AcceptInvitationCommand
from creatorport.domain.account import AccountState, TikTokAccount
from creatorport.domain.business_connection import BusinessConnection
from creatorport.domain.campaign import Campaign
from creatorport.domain.effect import EffectKind
from creatorport.domain.handle import Handle
from creatorport.domain.ids import AccountId
from creatorport.domain.joining import Joining, JoiningState, JoiningWay
from creatorport.domain.secret import Secret
from tests.contract.tiktok.conftest import fresh
from tests.contract.tiktok.simulated import SimulatedTikTok
from tests.contract.tiktok.stages import VERIFIER, brand_access
from tests.fakes.vault import InMemoryVault
from tests.unit.application.stage import CREATOR, LUMEN, OWNER, SETTLE_AFTER, Stage
from tests.unit.domain.specimens import SCOPES, grant, profile
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator


class House:
    """A campaign at the simulated TikTok, and what the gateway knows of it: somebody is invited and connected."""

    def __init__(self, simulator: Simulator, http: httpx.AsyncClient, tiktok: SimulatedTikTok) -> None:
        self.simulator, self.http, self.tiktok = simulator, http, tiktok
        self.handle = tiktok.handles[0]
        self.stage = Stage()

    async def furnish(self) -> None:
        tiktok, stage = self.tiktok, self.stage
        access, invited = await brand_access(tiktok), Handle.of(self.handle)
        made = await tiktok.campaigns.create(access, NewCampaign("Glow", "Lumen", "", (invited,), notify=True))
        campaign_id = await stage.active_campaign(self.handle)
        async with stage.units() as uow:
            campaign = await uow.campaigns.lock(LUMEN, campaign_id)
            await uow.campaigns.save(replace(campaign, at_tiktok=made.at_tiktok))
            market = await uow.marketplaces.find(LUMEN)
            assert market is not None
            await uow.marketplaces.save(
                market.reconnect(name="Lumen", token=access.token, by=OWNER.id, now=stage.clock.now())
            )
            account = TikTokAccount.connected(
                AccountId("account-1"),
                LUMEN,
                owner=CREATOR.id,
                profile=profile("open-1", self.handle),
                grant=grant(),
                requested=SCOPES,
                now=stage.clock.now(),
            )
            await uow.accounts.add(account)
            await uow.business.add(await self._connection(account))
            await uow.commit()

    async def _connection(self, account: TikTokAccount) -> BusinessConnection:
        login, scopes = self.tiktok.creator_login, frozenset({ORDERS_SCOPE})
        url = login.authorize_url(state=Secret("s"), verifier=VERIFIER, scopes=scopes, always_ask=True)
        code, _ = await self.tiktok.creator_consent(url, self.handle)
        granted = await login.exchange(Secret(code), VERIFIER)
        return BusinessConnection.connected(
            account.id,
            LUMEN,
            open_id=granted.open_id,
            handle=None,
            grant=granted.grant,
            requested=scopes,
            now=self.stage.clock.now(),
        )

    async def accept(self) -> Joining | None:
        """The creator says yes in the graph, and the effects are driven to rest."""
        stage = self.stage
        command = AcceptInvitationCommand(CREATOR, stage.invitation(self.handle).id, 1)
        await AcceptInvitation(stage.answering)(command)
        login = self.tiktok.creator_login
        tokens = FreshTokens(stage.units, stage.clock, stage.leases, login, InMemoryVault(), BusinessGrants())
        as_creator = AsCreator(stage.units, tokens)
        join = JoinCampaign(stage.units, stage.clock, self.tiktok.creator_campaigns, as_creator)
        await stage.work(Drive(stage.units, stage.clock, {EffectKind.JOIN_CAMPAIGN: join}, SETTLE_AFTER))
        return stage.invitation(self.handle).joining

    def joined(self) -> int:
        """How many joinings TikTok's books tell of."""
        return len(self.simulator.ledger.entries(kind="joined"))


@pytest.fixture
async def house() -> AsyncIterator[House]:
    simulator = Simulator(Settings(size=600))
    transport = httpx.ASGITransport(create_app(simulator))
    async with httpx.AsyncClient(transport=transport, base_url="http://tiktok.test") as http:
        house = House(simulator, http, await fresh(http, "http://tiktok.test"))
        await house.furnish()
        yield house


@pytest.mark.parametrize("trouble", ["none", "lost_answer", "lost_request"])
async def test_a_yes_joins_the_creator_once_also_when_an_answer_is_lost(house: House, trouble: str) -> None:
    if trouble == "lost_answer":
        await house.tiktok.lose_answer("creator_campaigns.join")
    elif trouble == "lost_request":
        await house.tiktok.lose_request("creator_campaigns.join")
    told = await house.accept()
    assert told is not None
    assert (told.way, told.state) == (JoiningWay.IN_CREATORS_NAME, JoiningState.JOINED)
    assert house.joined() == 1


async def test_whoever_joined_by_the_link_before_is_in_and_joined_once(house: House) -> None:
    at_tiktok = house.stage.kept(Campaign)[-1].at_tiktok
    assert at_tiktok is not None
    await house.tiktok.link_video(at_tiktok, house.handle)
    told = await house.accept()
    assert told is not None
    assert (told.state, house.joined()) == (JoiningState.JOINED, 1)


async def test_a_creator_who_took_the_consent_back_joins_by_the_link(house: House) -> None:
    await house.tiktok.control(f"accounts/{house.handle}/revoke", {})
    told = await house.accept()
    assert told is not None
    assert (told.way, told.state, house.joined()) == (JoiningWay.JOIN_LINK, JoiningState.OPEN, 0)
    assert told.failure is not None
    (connection,) = house.stage.kept(BusinessConnection)
    assert connection.state is AccountState.NEEDS_REAUTH
    assert house.stage.marketplace().cause is None
