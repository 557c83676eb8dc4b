"""Nothing that is secret stands in any log or answer of the gateway, after all that this process has done to it.

It runs last, so that it searches what every other test on this stage has left behind; alone, it makes a round of its
own. (Every test's own output is searched as well, by `tests/secrecy`.)
"""

from uuid import uuid4

import pytest

from creatorport.domain.workspace import Role
from tests.e2e.stage import documents
from tests.e2e.stage.journey import connect_account, connected_brand, discovered
from tests.e2e.stage.stage import Stage
from tests.secrecy.scanner import spoken

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]


def logs(stage: Stage) -> dict[str, str]:
    """What the gateway's processes, its database among them, have written about their work."""
    files = [stage.gateway.log, stage.gateway.folder / "data" / "postgres" / "data" / "log"]
    return {file.name: file.read_text(encoding="utf-8", errors="replace") for file in files}


async def whole_life_of_a_grant(stage: Stage) -> None:
    """Connect, let TikTok reject the token, renew it, fail at it, and disconnect: every secret is used once."""
    await connected_brand(stage)
    creator = stage.caller(Role.CREATOR, member=f"secret-{uuid4().hex[:6]}")
    account_id = await connect_account(stage, creator, stage.somebody())
    stage.remember_secrets()
    for fault in ("token_rejected", "internal_error"):
        stage.simulator.arm(fault, "/open/v2/user/info/", count=1)
        await creator.change(documents.REFRESH, accountId=account_id)
    stage.remember_secrets()
    # Armed before the token ends: whatever renews it first meets the fault, and nobody after this test does.
    stage.simulator.arm("oauth_error_200", "/open/v2/oauth/token/", count=1)
    await stage.leap(7200)
    await creator.change(documents.REFRESH, accountId=account_id)
    renewed = await creator.change(documents.REFRESH, accountId=account_id)
    assert renewed["errors"] == []
    stage.remember_secrets()
    assert (await creator.change(documents.DISCONNECT, accountId=account_id))["errors"] == []
    await discovered(await connected_brand(stage), 3)


async def test_no_log_and_no_answer_holds_a_secret(stage: Stage) -> None:
    await whole_life_of_a_grant(stage)
    secrets = {secret for secret in stage.secrets if secret}
    kinds = {
        "access tokens": {one for one in secrets if one.startswith("act.")},
        "refresh tokens": {one for one in secrets if one.startswith("rft.")},
        "bearer tokens": {one for one in secrets if one.startswith("eyJ")},
        "app secrets": secrets
        & {stage.gateway.environment[name] for name in ("TIKTOK_CLIENT_SECRET", "TIKTOK_APP_SECRET")},
    }
    assert [kind for kind, found in kinds.items() if len(found) < 2] == []
    assert len(secrets) >= 12
    texts = logs(stage)
    assert "tiktok_call" in texts["gateway.log"]
    answers = {f"answer {number}": text for number, text in enumerate(stage.gateway.recording.answers)}
    assert len(answers) >= 8
    assert spoken(texts | answers, secrets) == []


async def test_secrets_at_rest_are_sealed(stage: Stage) -> None:
    await whole_life_of_a_grant(stage)
    creator = stage.caller(Role.CREATOR, member="at-rest")
    handle = stage.somebody()
    await connect_account(stage, creator, handle)
    with stage.database() as connection:
        tables = [name for [name] in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        rows = {
            str(table): str(connection.execute(f'SELECT "{table}"::text FROM "{table}"').fetchall())  # noqa: S608  names from the catalogue
            for table in tables
        }
    assert handle in rows["accounts"]
    assert spoken(rows, {secret for secret in stage.secrets if secret}) == []
