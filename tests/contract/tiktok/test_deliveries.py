"""What the simulator sends, our webhook door believes and our reader understands."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from creatorport.adapters.webhooks.delivery_keys import delivery_key
from creatorport.adapters.webhooks.reader import JsonWebhookReader
from creatorport.adapters.webhooks.rejections import SignatureWrong
from creatorport.adapters.webhooks.signatures import WebhookSignatures
from creatorport.application.ports.inbox import Channel, Delivery
from creatorport.application.ports.notices import (
    AuthorizationRemoved,
    CampaignVideoChanged,
    InvitationAnswered,
    Notice,
)
from creatorport.application.ports.tiktok_one import AnswerStatus, NewCampaign, NewPersonalInvitation
from creatorport.domain.handle import Handle
from creatorport.domain.secret import Secret
from tests.contract.tiktok.conftest import fresh
from tests.contract.tiktok.simulated import SimulatedTikTok
from tests.contract.tiktok.stages import HOME, brand_access, connected

pytestmark = pytest.mark.process


class Doorstep:
    """An address that takes everything and keeps it, byte for byte."""

    def __init__(self) -> None:
        self.arrived: list[tuple[dict[str, str], bytes]] = []
        self.url = ""

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")[1:]
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head if line)}
        self.arrived.append((headers, await reader.readexactly(int(headers["content-length"]))))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        await writer.drain()
        writer.close()


@pytest.fixture
async def doorstep() -> AsyncIterator[Doorstep]:
    made = Doorstep()
    server = await asyncio.start_server(made.take, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    yield made
    server.close()


@pytest.fixture
async def simulated(simulator: str) -> AsyncIterator[SimulatedTikTok]:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        yield await fresh(client, simulator)


def told(tiktok: SimulatedTikTok, channel: Channel, secret: str, doorstep: Doorstep) -> list[Notice]:
    """Verify, name and read everything that arrived."""
    signatures = WebhookSignatures(channel, [Secret(secret)], tiktok.clock)
    reader = JsonWebhookReader(client_key=tiktok.client_key, app_id=tiktok.app_id)
    for headers, body in doorstep.arrived:
        signatures.verify(body, headers)
        with pytest.raises(SignatureWrong):
            signatures.verify(body + b" ", headers)
    bodies = {delivery_key(channel, body): body for _, body in doorstep.arrived}
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return [notice for body in bodies.values() for notice in reader.read(Delivery("d", channel, body, at))]


async def test_a_linked_video_and_an_answer_arrive_signed(simulated: SimulatedTikTok, doorstep: Doorstep) -> None:
    access = await brand_access(simulated)
    await simulated.webhooks.subscribe(access, doorstep.url)
    ana = Handle.of(simulated.handles[2])
    made = await simulated.campaigns.create(
        access, NewCampaign(f"Hook {simulated.mark}", "Lumen", "", (ana,), notify=False)
    )
    campaign_id = made.at_tiktok.campaign_id
    sent = await simulated.invitations.send(access, NewPersonalInvitation(campaign_id, ana, "Hello", "inv-1"))
    await simulated.link_video(made.at_tiktok, ana.text)
    await simulated.pass_time(timedelta(hours=1))

    notices = told(simulated, Channel.BUSINESS, simulated.app_secret, doorstep)
    assert CampaignVideoChanged(access.tto_account_id, campaign_id) in notices
    answers = [notice for notice in notices if isinstance(notice, InvitationAnswered)]
    assert [(one.tiktok_id, one.handle, one.status) for one in answers] == [
        (sent.tiktok_id, ana, AnswerStatus.ACCEPTED)
    ]


async def test_a_disconnected_account_arrives_signed(simulated: SimulatedTikTok, doorstep: Doorstep) -> None:
    await simulated.control(f"apps/{simulated.client_key}", {"webhook_url": doorstep.url})
    grant = await connected(simulated)
    profile = await simulated.profiles.read(grant.access_token, grant.scopes, on_behalf_of=HOME)
    await simulated.control(f"accounts/{simulated.handles[0]}/revoke", {"client_key": simulated.client_key})
    await simulated.pass_time(timedelta(seconds=1))
    await simulated.control(f"apps/{simulated.client_key}", {"webhook_url": None})

    (notice,) = told(simulated, Channel.OPEN, simulated.client_secret, doorstep)
    assert isinstance(notice, AuthorizationRemoved)
    assert (notice.open_id, notice.reason) == (profile.open_id, "the person disconnected the app")
    assert grant.issued_at - timedelta(seconds=1) <= notice.at <= grant.issued_at + timedelta(hours=1)
