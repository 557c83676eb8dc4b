"""The gateway's publishing over HTTP against a simulated TikTok in the same process, both at the same virtual time."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from creatorport.adapters.oauth.tiktok_login import AuthlibTikTokLogin
from creatorport.adapters.tiktok.open.posting import HttpPosting
from creatorport.adapters.tiktok.open.profiles import DisplayProfiles
from creatorport.adapters.tiktok.open.uploads import HttpUploads
from creatorport.adapters.tiktok.transport import Api, Transport
from creatorport.adapters.webhooks.reader import JsonWebhookReader
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.ports.inbox import Channel, Delivery
from creatorport.application.ports.notices import AuthorizationRemoved, PublicationTold
from creatorport.application.publishing.asking import AskTikTok
from creatorport.application.publishing.drive import DrivePublications
from creatorport.application.publishing.holding import let_go_on
from creatorport.application.publishing.keeping import Keep
from creatorport.application.publishing.rules import PublishingRules
from creatorport.application.publishing.uploading import UploadBytes
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.webhooks.about_accounts import remove_authorization
from creatorport.application.webhooks.about_publications import hear_publication
from creatorport.domain.account import TikTokAccount, TokenGrant
from creatorport.domain.ids import AccountId, MediaId, WorkspaceId
from creatorport.domain.secret import Secret
from tests.fakes.budget import UnlimitedBudget
from tests.fakes.leases import InMemoryLeases
from tests.fakes.media import InMemoryMediaStore
from tests.fakes.vault import InMemoryVault
from tests.integration.simulator.film import film
from tests.integration.simulator.receiver import Receiver
from tests.integration.simulator.visitor import CALLBACK, HANDLE, Visitor
from tests.unit.application.publishing_stage import ACCOUNT, PublishingStage
from tests.unit.application.stage import CREATOR, LUMEN, Stage

TIKTOK = "http://tiktok.test"
SCOPES = ("user.info.basic", "user.info.profile", "user.info.stats", "video.list", "video.publish")
SMALL = 20_000


class FilmStore(InMemoryMediaStore):
    """Every file is a small film, made as long as it says by zeros at its end, which nobody keeps."""

    def __init__(self) -> None:
        super().__init__()
        self.film = film(moov_last=False)

    async def read(self, workspace_id: WorkspaceId, media_id: MediaId, first: int, last: int) -> AsyncIterator[bytes]:
        if first < len(self.film):
            yield self.film[first : last + 1]
        left = last + 1 - max(first, len(self.film))
        while left > 0:
            yield bytes(min(left, 1_000_000))
            left -= 1_000_000


class House(PublishingStage):
    """A PublishingStage whose TikTok is the simulator."""

    def __init__(self, visitor: Visitor, receiver: Receiver, rules: PublishingRules) -> None:
        stage = Stage()
        super().__init__(stage, rules)
        self.visitor, self.receiver, self.store = visitor, receiver, FilmStore()
        transport = Transport(
            visitor.http,
            open_api=Api(f"{TIKTOK}/open", visitor.app["client_key"]),
            business_api=Api(f"{TIKTOK}/business", "none"),
            budget=UnlimitedBudget(),
            clock=self.clock,
            sleep=_at_once,
        )
        self.login = AuthlibTikTokLogin(
            transport,
            www_origin=f"{TIKTOK}/www",
            client_key=visitor.app["client_key"],
            client_secret=Secret(visitor.app["client_secret"]),
            redirect_uri=CALLBACK,
            clock=self.clock,
        )
        self.profiles = DisplayProfiles(transport)
        self.posting = HttpPosting(transport)  # type: ignore[assignment]  # the real one in the fake's place
        self.uploads = HttpUploads(visitor.http, [TIKTOK])  # type: ignore[assignment]  # the real one in the fake's place
        self.asked: list[str] = []
        self.reader = JsonWebhookReader(client_key=visitor.app["client_key"], app_id="none")

    @property
    def as_account(self) -> AsAccount:
        return AsAccount(FreshTokens(self.units, self.clock, InMemoryLeases(), self.login, InMemoryVault()))

    def drive(self, *_: Any) -> DrivePublications:
        keep = Keep(self.units, self.clock)
        ask = AskTikTok(keep, self.as_account, self.posting)
        upload = UploadBytes(keep, self.uploads, self.store, ask)
        return DrivePublications(keep, self.as_account, self.posting, upload, ask, self.rules, timedelta(seconds=60))

    async def grant(self, handle: str = HANDLE) -> TokenGrant:
        answer = await self.visitor.exchange(await self.visitor.code(handle, SCOPES, scope=",".join(SCOPES)))
        pair, now = answer.json(), self.clock.now()
        return TokenGrant(
            Secret(pair["access_token"]),
            Secret(pair["refresh_token"]),
            now + timedelta(seconds=pair["expires_in"]),
            now + timedelta(seconds=pair["refresh_expires_in"]),
            now,
            frozenset(SCOPES),
        )

    async def connect(self, handle: str = HANDLE, name: AccountId = ACCOUNT) -> None:
        """The creator consents; a second time, to the same account again."""
        grant = await self.grant(handle)
        profile = await self.profiles.read(grant.access_token, grant.scopes, on_behalf_of=LUMEN)
        known = [one for one in self.stage.kept(TikTokAccount) if one.id == name]
        facts: dict[str, Any] = {"profile": profile, "grant": grant, "requested": frozenset(SCOPES)}
        async with self.units() as uow:
            if known:
                await uow.accounts.save(known[0].reconnect(**facts, now=self.clock.now()))
                await let_go_on(uow, LUMEN, name, self.clock.now())
            else:
                account = TikTokAccount.connected(name, LUMEN, owner=CREATOR.id, **facts, now=self.clock.now())
                await uow.accounts.add(account)
            await uow.commit()

    async def hand_in(self, by: Any = CREATOR, size: int = SMALL) -> MediaId:
        return await super().hand_in(by, size)

    async def wait(self, by: timedelta) -> None:
        """Let the same time pass on both sides, and have done what is due then here."""
        await self.visitor.advance(by.total_seconds())
        await self.later(by)

    async def settled(self, *, within: timedelta = timedelta(hours=8)) -> None:
        """Wait until the newest publication wants nothing any more."""
        left = within
        while self.it.next_at is not None and left > timedelta(0):
            pause = max(self.it.next_at - self.clock.now(), timedelta(seconds=1))
            await self.wait(pause)
            left -= pause

    async def hear(self) -> list[str]:
        """Take every webhook that came, in order, and return what came of each."""
        heard, self.receiver.received = self.receiver.received, []
        outcomes = []
        for number, one in enumerate(heard):
            delivery = Delivery(str(number), Channel.OPEN, one.body, self.clock.now())
            for notice in self.reader.read(delivery):
                async with self.units() as uow:
                    if isinstance(notice, PublicationTold):
                        outcomes.append(await hear_publication(uow, notice, self.clock.now()))
                    elif isinstance(notice, AuthorizationRemoved):
                        outcomes.append(await remove_authorization(uow, notice, self.clock.now()))
                    await uow.commit()
        return outcomes

    async def note(self, request: httpx.Request) -> None:
        self.asked.append(request.url.path)

    async def posts(self) -> list[dict[str, Any]]:
        """Every post that TikTok has taken."""
        return await self.visitor.ledger("publish_started")

    async def set(self, **settings: Any) -> None:
        await self.visitor.control("POST", f"accounts/{HANDLE}/posting", settings)


async def house(http: httpx.AsyncClient, receiver: Receiver, rules: PublishingRules | None = None) -> House:
    visitor = Visitor(http)
    await visitor.choose_app("desktop")
    if rules is None:
        rules = PublishingRules(audited=True, verified_hosts=frozenset({"gateway.example"}))
    made = House(visitor, receiver, rules)
    world = await visitor.control("GET", "world")
    await visitor.advance((made.clock.now() - datetime.fromtimestamp(world["now"], UTC)).total_seconds())
    http.event_hooks["request"].append(made.note)
    await made.connect()
    return made


async def _at_once(_: float) -> None:
    return


def with_rules(made: House, **facts: Any) -> None:
    made.rules = replace(made.rules, **facts)
