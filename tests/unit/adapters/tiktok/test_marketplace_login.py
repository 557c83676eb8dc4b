import json
from urllib.parse import parse_qsl, urlsplit

import pytest

from creatorport.adapters.oauth.marketplace_login import PortalMarketplaceLogin
from creatorport.application.ports.marketplace_login import TtoAccount
from creatorport.domain.errors import TikTokAnswerLost, TikTokRefused
from creatorport.domain.secret import Secret
from tests.unit.adapters.tiktok.stage import Scripted, Stage, business


def portal(*answers: Scripted) -> tuple[PortalMarketplaceLogin, Stage]:
    stage = Stage(answers)
    made = PortalMarketplaceLogin(
        stage.transport(),
        portal_origin="https://business.test",
        app_id="app-1",
        app_secret=Secret("s3cr3t"),
        redirect_uri="https://gw.test/cb?x=1",
    )
    return made, stage


def test_the_portals_page_gets_app_state_and_redirect() -> None:
    made, _ = portal()
    parts = urlsplit(made.authorize_url(state=Secret("st/te")))
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://business.test/portal/auth"
    assert dict(parse_qsl(parts.query)) == {
        "app_id": "app-1",
        "state": "st/te",
        "redirect_uri": "https://gw.test/cb?x=1",
    }


async def test_the_exchange_learns_every_account_of_the_token() -> None:
    made, stage = portal(
        business(data={"access_token": "brand-token", "scope": [4]}),
        business(data={"tto_tcm_account_ids": [7400000000000000001, "7400000000000000002"]}),
        business(data={"account_name": "Lumen"}),
        business(data={"account_name": "Lumen EU"}),
    )
    granted = await made.exchange(Secret("a1b2"))
    assert granted.token == Secret("brand-token")
    assert granted.accounts == (
        TtoAccount("7400000000000000001", "Lumen"),
        TtoAccount("7400000000000000002", "Lumen EU"),
    )
    assert json.loads(stage.asked[0].content) == {"app_id": "app-1", "secret": "s3cr3t", "auth_code": "a1b2"}
    assert [request.headers.get("access-token") for request in stage.asked] == [None, *["brand-token"] * 3]


async def test_a_used_auth_code_is_refused() -> None:
    made, _ = portal(business(40110))
    with pytest.raises(TikTokRefused):
        await made.exchange(Secret("a1b2"))


async def test_an_answer_without_a_token_is_no_success() -> None:
    made, _ = portal(business(data={"scope": [4]}))
    with pytest.raises(TikTokAnswerLost):
        await made.exchange(Secret("a1b2"))


async def test_revoking_a_dead_token_is_done() -> None:
    made, stage = portal(business(40105))
    await made.revoke(Secret("brand-token"))
    assert json.loads(stage.asked[0].content) == {"app_id": "app-1", "secret": "s3cr3t", "access_token": "brand-token"}
