"""A creator's further consent and what it tells, through a gateway in a process of its own and the simulated TikTok."""

from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest

from creatorport.domain.workspace import Role
from tests.e2e.stage import documents
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.journey import CREATOR, OTHER_CREATOR, connect_account
from tests.e2e.stage.stage import Stage
from tests.e2e.stage.waiting import eventually

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

START = f"""
mutation ($input: StartTiktokBusinessConnectInput!) {{
  startTiktokBusinessConnect(input: $input) {{ authorizeUrl {documents.ERRORS} }}
}}"""
LET_GO = f"""
mutation ($input: DisconnectTiktokBusinessInput!) {{
  disconnectTiktokBusiness(input: $input) {{ account {{ id }} {documents.ERRORS} }}
}}"""
INSIGHTS = """
query ($id: ID!) {
  tiktokAccount(id: $id) {
    followers { value }
    businessConnection { state missingScopes }
    insights(days: 10, timeZone: "America/New_York", best: 3) {
      audience {
        countries { origin { source absence } shares { key fraction } }
        devices { origin { source absence } shares { key } }
        interests { origin { absence } shares { key } }
      }
      growth { origin { source absence } days { day followers } }
      bestContent { origin { source absence } videos { url views averageWatchSeconds } }
      postingTimes { hours { hour posts } }
      failures { source code }
    }
  }
}"""


async def consent(stage: Stage, creator: Caller, account_id: str, handle: str) -> dict[str, Any]:
    """Go to TikTok's page, authorize, and hand over what the redirect carries."""
    started = await creator.change(START, accountId=account_id)
    assert started["errors"] == []
    async with stage.browser() as browser:
        page = await browser.open(started["authorizeUrl"])
        answer = await browser.press(page, "Authorize", typed={"handle": handle}, follow=False)
        stage.remember_secrets(*browser.codes)
    back = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}
    return await creator.change(documents.FINISH, state=back["state"], code=back["code"])


async def test_a_creators_consent_tells_the_workspace_of_their_audience_until_they_take_it_back(stage: Stage) -> None:
    workspace = f"insights-{uuid4().hex[:8]}"
    creator = stage.caller(Role.CREATOR, workspace=workspace, member="ana")
    account_id = await connect_account(stage, creator)
    wrong = await consent(stage, creator, account_id, OTHER_CREATOR)
    assert [error["code"] for error in wrong["errors"]] == ["WRONG_ACCOUNT"]
    assert (await consent(stage, creator, account_id, CREATOR))["errors"] == []

    async def shown() -> Any:
        return (await creator.ask(INSIGHTS, id=account_id))["tiktokAccount"]

    async def read() -> Any:
        account = await shown()
        return account if account["insights"]["bestContent"]["videos"] else None

    account = await eventually(read, "everything was read")
    insights = account["insights"]
    assert account["businessConnection"] == {"state": "CONNECTED", "missingScopes": []}
    assert insights["failures"] == []
    countries = insights["audience"]["countries"]
    assert countries["origin"] == {"source": "TIKTOK_ACCOUNTS", "absence": None}
    assert countries["shares"][0]["key"] == "US"
    assert insights["audience"]["devices"]["origin"]["source"] == "TIKTOK_ONE_AUTHORIZED"
    assert insights["audience"]["interests"] == {"origin": {"absence": "NOT_YET"}, "shares": None}
    days = insights["growth"]["days"]
    assert len(days) == 10
    assert 0 < int(days[0]["followers"]) <= int(days[-1]["followers"]) <= int(account["followers"]["value"])
    best = insights["bestContent"]["videos"]
    assert [int(one["views"]) for one in best] == sorted((int(one["views"]) for one in best), reverse=True)
    assert best[0]["url"].startswith(f"https://www.tiktok.com/@{CREATOR}/video/")
    assert best[0]["averageWatchSeconds"] > 0

    assert (await creator.change(LET_GO, accountId=account_id))["errors"] == []
    after = await shown()
    assert after["businessConnection"]["state"] == "DISCONNECTED"
    assert after["insights"]["audience"]["countries"] == {
        "origin": {"source": "TIKTOK_ACCOUNTS", "absence": "NOT_PERMITTED"},
        "shares": None,
    }
    assert after["insights"]["bestContent"]["videos"] is None
    report = await stage.caller(workspace=workspace).ask("{ purges(first: 5) { nodes { what reason } } }")
    assert report["purges"]["nodes"] == [{"what": "INSIGHTS", "reason": "DISCONNECTED"}]
