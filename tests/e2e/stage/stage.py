"""A simulated TikTok and a gateway that belong together, and what must stay between them."""

import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack, asynccontextmanager, contextmanager
from pathlib import Path

import psycopg
import pytest

from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.vault import SealedTokenVault, VaultKey
from creatorport.domain.workspace import Role
from tests.e2e.stage import documents
from tests.e2e.stage.browser import Browser
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.gateway import WORKSPACE, Gateway, register
from tests.e2e.stage.simulator import Simulator
from tests.e2e.stage.waiting import eventually
from tests.secrecy.plugin import SCANNER
from tests.secrecy.scanner import SHORTEST


class Stage:
    """Both processes, on a folder. `secrets` are all that were alive at any time it was asked to remember them.

    `kept` is what several tests of a module share.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self._settings = settings or {}
        self._known = 100
        self.simulator = Simulator(folder)
        self.secrets: set[str] = set()
        self.kept: dict[str, dict[str, str]] = {}
        self._gateway: Gateway | None = None

    @property
    def gateway(self) -> Gateway:
        assert self._gateway is not None
        return self._gateway

    def start(self) -> None:
        self.simulator.start()
        # Videos are published soon after they are linked, and every figure is there: what is counted can be compared.
        self.simulator.do("market", review_delay=60, null_share=0, rotation=1)
        gateway = Gateway("gateway", self.folder / "gateway", {})
        gateway.environment |= register(self.simulator, gateway.url)
        gateway.environment |= {"CREATORPORT_ALLOWED_ORIGINS": "https://app.example", **self._settings}
        self._gateway = gateway
        gateway.start()

    def stop(self) -> None:
        try:
            if self._gateway is not None and self._gateway.program is not None:
                self._gateway.stop()
        finally:
            self.simulator.close()

    async def leap(self, seconds: float) -> None:
        """Let simulated time pass, and wait until the gateway's clock has followed."""
        self.simulator.advance(seconds)
        probe = self.caller(Role.CREATOR, workspace="clock")

        async def followed() -> bool:
            # Ten minutes are what a sign-in has.
            started = await probe.change(documents.START_ACCOUNT)
            now: float = self.simulator.see("clock")["now"]
            return documents.instant(started["expiresAt"]) - 600 > now - 5

        await eventually(followed, "the gateway's clock follows TikTok's")

    async def end_campaigns(self) -> None:
        """End what was launched: nobody looks at it any more, and each would be captured every second."""
        while self.gateway.launched:
            brand, campaign_id = self.gateway.launched.pop()
            await brand.change(documents.COMPLETE, campaignId=campaign_id)

    def caller(self, role: Role = Role.OWNER, *, workspace: str = WORKSPACE, member: str = "brand") -> Caller:
        token = self.gateway.token(role, workspace=workspace, member=member)
        self.secrets.add(token)
        return Caller(self.gateway, token)

    def somebody(self) -> str:
        """The handle of a creator whose account no test has connected so far."""
        self._known += 1
        handle: str = self.simulator.see(f"world/creators?offset={self._known}&limit=1")["creators"][0]["handle"]
        return handle

    def browser(self) -> Browser:
        return Browser(self.gateway.recording)

    def database(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection to the gateway's embedded database."""
        own = self.gateway.environment.get("DATABASE_URL")
        if own is not None:
            return psycopg.connect(conninfo(own), autocommit=True)
        pid_file = self.gateway.folder / "data" / "postgres" / "data" / "postmaster.pid"
        socket_folder = pid_file.read_text().splitlines()[4].strip()
        return psycopg.connect(host=socket_folder, user="postgres", dbname="creatorport", autocommit=True)

    def remember_secrets(self, *codes: str) -> None:
        """Note what is secret now: tokens and codes at TikTok, the apps' secrets, verifiers, our key."""
        self.secrets |= self.simulator.secrets() | set(codes)
        key = self.gateway.environment.get("CREATORPORT_ENCRYPTION_KEYS")
        key = key or (self.gateway.folder / "data" / "encryption-keys").read_text()
        self.secrets.add(key.partition(":")[2])
        vault = SealedTokenVault([VaultKey.parse(key)])
        with self.database() as connection:
            sealed = connection.execute(
                "SELECT state_hash, sealed_verifier FROM connect_attempts WHERE sealed_verifier IS NOT NULL"
            ).fetchall()
        self.secrets |= {vault.open(str(seal), f"connect-attempt/{state}").reveal() for state, seal in sealed}
        SCANNER.lasting |= {secret for secret in self.secrets if len(secret) >= SHORTEST}


_SHARED = pytest.StashKey[Stage]()
_LEFT = pytest.StashKey[ExitStack]()


@asynccontextmanager
async def performing(config: pytest.Config) -> AsyncIterator[Stage]:
    """The shared stage for one test, which leaves no armed fault and no campaign behind, however it ends."""
    stage = shared_stage(config)
    yield stage
    stage.simulator.disarm()
    await stage.end_campaigns()


def shared_stage(config: pytest.Config) -> Stage:
    """The one stage of this test process, started when first asked for and stopped with the process at the latest."""
    if _SHARED not in config.stash:
        left = config.stash[_LEFT] = ExitStack()
        config.add_cleanup(left.close)
        config.stash[_SHARED] = stage = Stage(left.enter_context(temporary_folder()))
        left.callback(stage.stop)
        stage.start()
    return config.stash[_SHARED]


def close_shared_stage(config: pytest.Config) -> None:
    """Stop it, if it was started: it works on even where nobody asks it anything."""
    if _SHARED in config.stash:
        del config.stash[_SHARED]
        config.stash[_LEFT].close()


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that PostgreSQL can work in: it drops root's rights and has to pass through."""
    with tempfile.TemporaryDirectory(prefix="creatorport-e2e-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
