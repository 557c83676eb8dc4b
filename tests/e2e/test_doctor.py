"""The doctor, by command and in the graph, before the simulated TikTok."""

import pytest

from creatorport.domain.workspace import Role
from tests.e2e.stage.processes import free_port, run
from tests.e2e.stage.stage import Stage

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

READINESS = """{ appReadiness { isReady redirectUri findings { area subject standing remedy fixableBy } } }"""


def doctor(stage: Stage, **changed: str) -> tuple[int, list[str]]:
    done = run(["creatorport", "doctor"], {**stage.gateway.environment, **changed})
    return done.returncode, done.stdout.splitlines()


def test_what_works_is_told_line_by_line(stage: Stage) -> None:
    code, told = doctor(stage)
    assert (code, told[0]) == (
        0,
        f"Redirect URI to register at TikTok, byte for byte: {stage.gateway.url}/oauth/tiktok/callback",
    )
    assert "ok    credentials · TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET: TikTok accepts them" in told
    assert "ok    storage · database: well" in told
    assert "ok    storage · schema: well" in told
    assert "ok    clock · skew: time is the simulator's" in told
    assert any(line.startswith("ok    scopes · videos: ") for line in told)
    assert any(line.startswith("warn  scopes · publishing: ") for line in told)
    assert not [line for line in told if line.startswith("FAIL")]


def test_a_wrong_secret_is_found_and_not_repeated(stage: Stage) -> None:
    code, told = doctor(stage, TIKTOK_CLIENT_SECRET="not-the-secret")
    place = told.index(
        "FAIL  credentials · TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET: Client key and secret do not match."
    )
    assert code == 1
    assert told[place + 1] == "      → Copy both anew from the app's page at TikTok for Developers."
    assert "not-the-secret" not in "\n".join(told)


def test_a_public_address_that_leads_nowhere_is_found(stage: Stage) -> None:
    code, told = doctor(stage, CREATORPORT_PUBLIC_URL="http://gateway.invalid")
    assert code == 1
    assert any(line.startswith("FAIL  webhooks · ") and line.endswith("/healthz does not answer") for line in told)


def test_a_tiktok_that_is_away_is_told_from_wrong_credentials(stage: Stage) -> None:
    away = f"http://127.0.0.1:{free_port()}"
    code, told = doctor(stage, CREATORPORT_TIKTOK_OPEN_ORIGIN=away)
    assert code == 1
    assert f"FAIL  network · TikTok for Developers: {away} cannot be reached" in told
    assert any(line.startswith("?     credentials · TIKTOK_CLIENT_KEY") for line in told)


def test_missing_settings_are_all_listed(stage: Stage) -> None:
    done = run(["creatorport", "doctor"], {})
    assert done.returncode == 1
    where = "it is on the app's page at TikTok for Developers"
    assert f"FAIL  settings · environment: TIKTOK_CLIENT_KEY is not set; {where}" in done.stdout.splitlines()


async def test_owners_see_the_same_in_the_graph(stage: Stage) -> None:
    shown = (await stage.caller().ask(READINESS))["appReadiness"]
    assert (shown["isReady"], shown["redirectUri"]) == (True, f"{stage.gateway.url}/oauth/tiktok/callback")
    standings = {(one["area"], one["subject"]): one["standing"] for one in shown["findings"]}
    assert standings["credentials", "TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET"] == "OK"
    assert standings["keys", "seals"] == "OK"
    (denied,) = await stage.caller(Role.VIEWER).refused(READINESS)
    assert denied["extensions"]["code"] == "NOT_ALLOWED"
