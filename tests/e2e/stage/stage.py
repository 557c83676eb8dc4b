"""A simulated TikTok and a gateway that belong together, and what must stay between them."""

import tempfile
from pathlib import Path

import psycopg
import pytest

from creatorport.adapters.settings.keys import keys_of
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.vault import SealedTokenVault
from creatorport.domain.workspace import Role
from tests.e2e.stage.browser import Browser
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.gateway import WORKSPACE, Gateway, register
from tests.e2e.stage.simulator import Simulator


class Stage:
    """Both processes, on a folder. `secrets` are all that were alive at any time it was asked to remember them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.simulator = Simulator(folder)
        self.secrets: set[str] = set()
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
        gateway.environment["CREATORPORT_ALLOWED_ORIGINS"] = "https://app.example"
        self._gateway = gateway
        gateway.start()

    def stop(self) -> None:
        if self._gateway is not None and self._gateway.program is not None:
            self._gateway.stop()
        self.simulator.close()

    def caller(self, role: Role = Role.OWNER, *, workspace: str = WORKSPACE, member: str = "brand") -> Caller:
        token = self.gateway.token(role, workspace=workspace, member=member)
        self.secrets.add(token)
        return Caller(self.gateway, token)

    def browser(self) -> Browser:
        return Browser(self.gateway.recording)

    def database(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection to the gateway's embedded database."""
        pid_file = self.gateway.folder / "data" / "postgres" / "data" / "postmaster.pid"
        socket_folder = pid_file.read_text().splitlines()[4].strip()
        return psycopg.connect(host=socket_folder, user="postgres", dbname="creatorport", autocommit=True)

    def remember_secrets(self, *codes: str) -> None:
        """Note what is secret now: tokens and codes at TikTok, the apps' secrets, verifiers, our key."""
        self.secrets |= self.simulator.secrets() | set(codes)
        keys = keys_of(Settings(data_dir=self.gateway.folder / "data"))
        self.secrets.add((self.gateway.folder / "data" / "encryption-keys").read_text().partition(":")[2])
        vault = SealedTokenVault(keys)
        with self.database() as connection:
            sealed = connection.execute(
                "SELECT state_hash, sealed_verifier FROM connect_attempts WHERE sealed_verifier IS NOT NULL"
            ).fetchall()
        self.secrets |= {vault.open(str(seal), f"connect-attempt/{state}").reveal() for state, seal in sealed}


_SHARED = pytest.StashKey[Stage]()


def shared_stage(config: pytest.Config) -> Stage:
    """The one stage of this test process, started when first asked for and stopped with the process."""
    if _SHARED not in config.stash:
        folder = tempfile.TemporaryDirectory(prefix="creatorport-e2e-")
        Path(folder.name).chmod(0o755)  # PostgreSQL, which drops root's rights, has to pass through
        config.stash[_SHARED] = stage = Stage(Path(folder.name))
        config.add_cleanup(folder.cleanup)
        config.add_cleanup(stage.stop)
        stage.start()
    return config.stash[_SHARED]
