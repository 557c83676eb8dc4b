"""An operator changes the key under a gateway that runs, by the commands of the manual."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from creatorport.domain.workspace import Role
from tests.e2e.stage.gateway import ENCRYPTION_KEYS, KEY, Gateway
from tests.e2e.stage.processes import run

pytestmark = pytest.mark.process

START = "mutation { startTiktokConnect(input: {}) { authorizeUrl errors { code } } }"


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    with tempfile.TemporaryDirectory(prefix="creatorport-keys-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL, which drops root's rights, has to pass through
        gateway = Gateway("gateway", Path(folder), {f"TIKTOK_{name}": "x" for name in TIKTOK})
        gateway.start()
        try:
            yield gateway
        finally:
            gateway.stop()


TIKTOK = ("CLIENT_KEY", "CLIENT_SECRET", "APP_ID", "APP_SECRET")


def keys(gateway: Gateway, *arguments: str) -> tuple[int, list[str]]:
    done = run(["creatorport", "keys", *arguments], gateway.environment)
    return done.returncode, [line.strip() for line in done.stdout.splitlines()]


def begin(gateway: Gateway, token: str) -> int:
    """Begin to connect an account, which seals a verifier; return the HTTP status."""
    headers = {"Authorization": f"Bearer {token}"}
    answer = httpx.post(gateway.graph, json={"query": START}, headers=headers, trust_env=False, timeout=30)
    if answer.status_code == 200:
        assert answer.json()["data"]["startTiktokConnect"]["errors"] == []
    return answer.status_code


def test_a_key_is_changed_and_dropped_under_a_running_gateway(gateway: Gateway) -> None:
    before = gateway.token(Role.OWNER)
    assert begin(gateway, before) == 200
    assert keys(gateway, "status") == (0, ["local: 1 connect attempts (seals)"])
    code, told = keys(gateway, "rotate", "--new")
    new = told[0].removeprefix("The new key is ").partition(". ")[0]
    assert (code, told[-1]) == (0, f"Sealed under {new}: 1 connect attempts")
    assert keys(gateway, "status") == (0, [f"{new}: 1 connect attempts (seals)", "local: nothing (can be dropped)"])
    assert begin(gateway, before) == 200
    assert begin(gateway, gateway.token(Role.OWNER)) == 200
    assert keys(gateway, "status")[1][0] == f"{new}: 3 connect attempts (seals)"
    assert keys(gateway, "drop", new)[0] == 78
    assert keys(gateway, "drop", "local")[0] == 0
    assert keys(gateway, "status") == (0, [f"{new}: 3 connect attempts (seals)"])
    assert begin(gateway, gateway.token(Role.OWNER)) == 200
    assert begin(gateway, before) == 401
    assert keys(gateway, "rotate") == (0, [f"Sealed under {new}: nothing"])


def test_a_key_that_is_still_needed_is_not_dropped(gateway: Gateway) -> None:
    assert begin(gateway, gateway.token(Role.OWNER)) == 200
    path = gateway.folder / "data" / "encryption-keys"
    path.write_text(f"{ENCRYPTION_KEYS},{path.read_text()}")
    assert keys(gateway, "drop", "local") == (
        1,
        ["local is still needed: 1 connect attempts. Run `creatorport keys rotate` first."],
    )
    assert path.read_text().startswith(f"tests:{KEY},local:")


def test_seals_of_a_key_that_is_gone_are_told_and_end_with_1(gateway: Gateway) -> None:
    assert begin(gateway, gateway.token(Role.OWNER)) == 200
    gateway.environment["CREATORPORT_ENCRYPTION_KEYS"] = ENCRYPTION_KEYS
    gone = "local: 1 connect attempts (NOT CONFIGURED: these cannot be opened)"
    assert keys(gateway, "status") == (1, ["tests: nothing (seals)", gone])
    code, told = keys(gateway, "rotate")
    assert (code, told[-1]) == (
        1,
        "Left as they were, because no configured key opens them: 1 connect attempts",
    )
    assert keys(gateway, "rotate", "--new")[0] == 78
