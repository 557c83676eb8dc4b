"""The steps of the main job that several tests take to get where they begin."""

from typing import Any

from tests.e2e.stage import documents
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.stage import Stage
from tests.e2e.stage.waiting import eventually

US = {"countries": ["US"], "minFollowers": 20_000}
CREATOR = "glow.by.ana"
OTHER_CREATOR = "techwithtom"
MESSAGE = "Hi {display_name}, would you show our serum in one of your videos?"


async def connect_marketplace(stage: Stage, brand: Caller, account: int = 0) -> str:
    """Connect the workspace to a TikTok One account; return the account's id at TikTok."""
    tto_account_id: str = stage.simulator.world()["tto_accounts"][account]["tto_tcm_account_id"]
    started = await brand.change(documents.START_MARKETPLACE, expectedTtoAccountId=tto_account_id)
    async with stage.browser() as browser:
        page = await browser.open(started["authorizeUrl"])
        answer = await browser.press(page, "Confirm", only={"account": [tto_account_id]})
        stage.remember_secrets(*browser.codes)
    assert answer.status_code == 200, answer.text
    return tto_account_id


async def connected_brand(stage: Stage) -> Caller:
    """The owner of the usual workspace, which is connected to TikTok One."""
    brand = stage.caller()
    if (await brand.ask(documents.MARKETPLACE))["marketplace"] is None:
        await connect_marketplace(stage, brand)
    return brand


async def connect_account(stage: Stage, creator: Caller, handle: str = CREATOR) -> str:
    """Connect a TikTok account; return its id here."""
    started = await creator.change(documents.START_ACCOUNT, expectedHandle=handle)
    async with stage.browser() as browser:
        page = await browser.open(started["authorizeUrl"])
        answer = await browser.press(page, "Authorize", typed={"handle": handle})
        stage.remember_secrets(*browser.codes)
    assert answer.status_code == 200, answer.text
    nodes = (await creator.ask(documents.ACCOUNTS))["tiktokAccounts"]["nodes"]
    account_id: str = next(node["id"] for node in nodes if node["handle"] == handle)
    return account_id


async def discovered(brand: Caller, first: int, *, anew: bool = False) -> list[dict[str, Any]]:
    found = await brand.ask(documents.DISCOVER, filter=US, first=first, anew=anew)
    return [edge["node"] for edge in found["discoverCreators"]["edges"]]


async def campaign_of(brand: Caller, campaign_id: str) -> dict[str, Any]:
    campaign: dict[str, Any] = (await brand.ask(documents.CAMPAIGN, id=campaign_id))["campaign"]
    return campaign


async def launched(brand: Caller, creators: list[dict[str, Any]], name: str = "Spring glow") -> str:
    """Create, invite and launch; return the campaign's id when it is active at TikTok. It ends with the test."""
    campaign_id = await drafted(brand, creators, name)
    brand.launches(campaign_id)
    payload = await brand.change(documents.LAUNCH, campaignId=campaign_id)
    assert payload["errors"] == []
    await until_active(brand, campaign_id)
    return campaign_id


async def drafted(brand: Caller, creators: list[dict[str, Any]], name: str = "Spring glow") -> str:
    """Create a campaign and invite; return its id."""
    created = await brand.change(documents.CREATE, name=name, brandName="Lumen", brief="Show your routine.")
    campaign_id: str = created["campaign"]["id"]
    ids = [creator["id"] for creator in creators]
    payload = await brand.change(documents.INVITE, campaignId=campaign_id, creatorIds=ids, message=MESSAGE)
    assert payload["errors"] == []
    return campaign_id


async def until_active(brand: Caller, campaign_id: str, *, within: float = 60) -> dict[str, Any]:
    async def active() -> dict[str, Any] | None:
        campaign = await campaign_of(brand, campaign_id)
        return campaign if campaign["state"] == "ACTIVE" else None

    campaign = await eventually(active, "the campaign is active", within=within)
    assert campaign is not None
    return campaign


def counted(campaign: dict[str, Any]) -> dict[str, int]:
    """How many invitations are in each state, without those in which none is."""
    return {one["state"]: one["count"] for one in campaign["invitationCounts"] if one["count"]}
