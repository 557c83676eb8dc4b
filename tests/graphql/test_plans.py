from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from creatorport.domain.campaign import AtTikTok
from creatorport.domain.counts import Counts
from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.milestone import Milestone, MilestoneMetric, Reached
from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds, stored

CREATE = """
mutation ($input: CreateCampaignInput!) {
  createCampaign(input: $input) { campaign { id } errors { code field message } }
}
"""
UPDATE = """
mutation ($input: UpdateCampaignInput!) {
  updateCampaign(input: $input) {
    campaign { name version budget { amount } team { memberId } products { name } }
    errors {
      code field
      ... on CampaignEditConflict {
        expectedVersion presentVersion changedFields changedBy campaign { name version }
      }
    }
  }
}
"""
SHOWN = """
query ($id: ID!) {
  campaign(id: $id) {
    version
    budget { amount currency }
    timeline { startsOn endsOn timeZone startsAt endsAt }
    collaboration
    products { name url }
    plannedDeliverables { kind count dueAfterDays dueOn }
    targets { metric target actual progress absence }
    milestones { metric threshold isPlanned reachedAt reachedValue }
    team { memberId part }
    placement { categoryLabelId countryCode pictureUrl }
    productLink { anchorId state rawState }
  }
}
"""
GLOW: dict[str, Any] = {
    "name": "Spring glow",
    "brandName": "Lumen",
    "budget": {"amount": "5000", "currency": "EUR"},
    "timeline": {"startsOn": "2026-12-01", "endsOn": "2026-12-24", "timeZone": "Europe/Berlin"},
    "collaboration": "HYBRID",
    "products": [{"name": "Lamp", "url": "https://lumen.example/lamp"}, {"name": "Bulb"}],
    "deliverables": [{"kind": "VIDEO", "count": 2, "dueAfterDays": 14}, {"kind": "LIVE", "dueOn": "2026-12-20"}],
    "targets": {"views": "100000", "engagementRate": "0.05", "conversions": 30},
    "milestones": [{"metric": "VIEWS", "threshold": "9223372036854775807"}, {"metric": "POSTS", "threshold": 1}],
    "team": [{"memberId": "max", "part": "Lead"}],
    "placement": {
        "categoryLabelId": "14000000000",
        "countryCode": "DE",
        "pictureUrl": "https://lumen.example/lamp.png",
    },
}


async def created(gateway: Gateway, **plan: Any) -> str:
    answer = await gateway.data(CREATE, {"input": {**GLOW, **plan}})
    assert answer["createCampaign"]["errors"] == []
    campaign_id: str = answer["createCampaign"]["campaign"]["id"]
    return campaign_id


async def changed(gateway: Gateway, campaign: str, version: int, by: Role = Role.OWNER, **changes: Any) -> Any:
    given = {"campaignId": campaign, "expectedVersion": version, **changes}
    return (await gateway.data(UPDATE, {"input": given}, by=by))["updateCampaign"]


async def test_a_whole_plan_is_kept_and_shown(gateway: Gateway) -> None:
    campaign = await created(gateway)
    shown = (await gateway.data(SHOWN, {"id": campaign}, by=Role.VIEWER))["campaign"]
    reached = {"isPlanned": True, "reachedAt": None, "reachedValue": None}
    assert shown == {
        "version": 0,
        "budget": {"amount": "5000", "currency": "EUR"},
        "timeline": {
            "startsOn": "2026-12-01",
            "endsOn": "2026-12-24",
            "timeZone": "Europe/Berlin",
            "startsAt": "2026-11-30T23:00:00Z",
            "endsAt": "2026-12-24T23:00:00Z",
        },
        "collaboration": "HYBRID",
        "products": [{"name": "Lamp", "url": "https://lumen.example/lamp"}, {"name": "Bulb", "url": None}],
        "plannedDeliverables": [
            {"kind": "VIDEO", "count": 2, "dueAfterDays": 14, "dueOn": None},
            {"kind": "LIVE", "count": 1, "dueAfterDays": None, "dueOn": "2026-12-20"},
        ],
        "targets": [
            {"metric": "VIEWS", "target": "100000", "actual": None, "progress": None, "absence": "NOT_YET"},
            {"metric": "ENGAGEMENT_RATE", "target": "0.05", "actual": None, "progress": None, "absence": "NOT_YET"},
            {"metric": "CONVERSIONS", "target": "30", "actual": None, "progress": None, "absence": "NOT_SUPPORTED"},
        ],
        "milestones": [
            {"metric": "VIEWS", "threshold": "9223372036854775807", **reached},
            {"metric": "POSTS", "threshold": "1", **reached},
        ],
        "team": [{"memberId": "max", "part": "Lead"}],
        "placement": GLOW["placement"],
        "productLink": None,
    }


async def test_progress_is_made_from_the_captured_totals(gateway: Gateway) -> None:
    campaign = await created(gateway)
    local = stored(gateway, "campaign")[0].id
    seeds = Seeds(gateway)
    await seeds.creator()
    await seeds.post(local, counts=Counts(views=50_000, likes=2_000, comments=400, shares=100))
    targets = (await gateway.data(SHOWN, {"id": campaign}))["campaign"]["targets"]
    assert [(one["actual"], one["progress"], one["absence"]) for one in targets] == [
        ("50000", 0.5, None),
        ("0.050000", 1.0, None),
        (None, None, "NOT_SUPPORTED"),
    ]
    await seeds.post(local, counts=Counts(views=0, likes=0, comments=0, shares=0), video_id="2")
    gateway.clock.advance(timedelta(minutes=1))
    await seeds.capture(local, "7493990579714164574", Counts(views=0, likes=0, comments=0, shares=0))
    (views, rate, _) = (await gateway.data(SHOWN, {"id": campaign}))["campaign"]["targets"]
    assert (views["actual"], rate["actual"], rate["absence"]) == ("0", None, "NO_VIEWS")


async def test_a_milestone_is_shown_with_what_became_of_it_also_after_it_left_the_plan(gateway: Gateway) -> None:
    campaign = await created(gateway)
    local = CampaignId(stored(gateway, "campaign")[0].id)
    async with gateway.units() as uow:
        done = Reached(Milestone(MilestoneMetric.POSTS, 1), 2, gateway.clock.now())
        await uow.milestones.reach(WorkspaceId("lumen"), local, [done])
        await uow.commit()
    reached = {"reachedAt": "2026-11-20T09:00:00Z", "reachedValue": "2"}
    shown = (await gateway.data(SHOWN, {"id": campaign}))["campaign"]["milestones"]
    assert shown[1] == {"metric": "POSTS", "threshold": "1", "isPlanned": True, **reached}
    await changed(gateway, campaign, 0, milestones=None)
    shown = (await gateway.data(SHOWN, {"id": campaign}))["campaign"]["milestones"]
    assert shown == [{"metric": "POSTS", "threshold": "1", "isPlanned": False, **reached}]


async def test_what_is_left_out_stays_and_null_takes_away(gateway: Gateway) -> None:
    campaign = await created(gateway)
    answer = await changed(gateway, campaign, 0, name="Winter glow", budget=None, products=[], placement=None)
    assert answer == {
        "campaign": {
            "name": "Winter glow",
            "version": 1,
            "budget": None,
            "team": [{"memberId": "max"}],
            "products": [],
        },
        "errors": [],
    }
    refused = await changed(gateway, campaign, 1, brandName=None)
    assert [(one["code"], one["field"]) for one in refused["errors"]] == [("INVALID_VALUE", "brandName")]


async def test_a_conflict_shows_the_campaign_as_it_is_and_what_was_changed_by_whom(gateway: Gateway) -> None:
    campaign = await created(gateway)
    await changed(gateway, campaign, 0, Role.MANAGER, name="Winter glow", targets=None)
    answer = await changed(gateway, campaign, 0, name="Summer glow")
    assert answer == {
        "campaign": None,
        "errors": [
            {
                "code": "CAMPAIGN_EDITED",
                "field": "expectedVersion",
                "expectedVersion": 0,
                "presentVersion": 1,
                "changedFields": ["name", "targets"],
                "changedBy": ["manager-1"],
                "campaign": {"name": "Winter glow", "version": 1},
            }
        ],
    }


@pytest.mark.parametrize(
    ("plan", "field"),
    [
        ({"products": [{"name": "Lamp"}, {"name": "Bulb", "url": "http://lumen.example"}]}, "products.1.url"),
        ({"products": [{"name": "Lamp"}]}, "placement"),
        ({"deliverables": [{"kind": "VIDEO", "count": 11}]}, "deliverables.0.count"),
        ({"milestones": [{"metric": "VIEWS", "threshold": 0}]}, "milestones.0.threshold"),
        ({"milestones": [{"metric": "VIEWS", "threshold": 5}] * 2}, "milestones.1"),
        ({"team": [{"memberId": "max", "part": ""}]}, "team.0.part"),
        ({"targets": {"engagementRate": "1.5"}}, "targets.engagementRate"),
        (
            {"timeline": {"startsOn": "2026-12-02", "endsOn": "2026-12-01", "timeZone": "UTC"}},
            "timeline.endsOn",
        ),
        (
            {"timeline": {"startsOn": "2026-12-01", "endsOn": "2026-12-02", "timeZone": "CET/CEST"}},
            "timeline.timeZone",
        ),
    ],
)
async def test_a_part_that_cannot_be_is_refused_with_its_place(
    gateway: Gateway, plan: dict[str, Any], field: str
) -> None:
    answer = (await gateway.data(CREATE, {"input": {**GLOW, **plan}}))["createCampaign"]
    assert [(one["code"], one["field"]) for one in answer["errors"]] == [("INVALID_VALUE", field)]
    campaign = await created(gateway)
    refused = await changed(gateway, campaign, 0, **plan)
    assert [(one["code"], one["field"]) for one in refused["errors"]] == [("INVALID_VALUE", field)]


async def test_a_time_of_day_is_no_day(gateway: Gateway) -> None:
    line = {"startsOn": "2026-12-01T09:00:00", "endsOn": "2026-12-02", "timeZone": "UTC"}
    refused = await gateway.run(CREATE, {"input": {**GLOW, "timeline": line}})
    assert refused.data is None


STEP = """
mutation ($id: ID!) {{
  {0}Campaign(input: {{campaignId: $id}}) {{ campaign {{ state archivedAt }} errors {{ code }} }}
}}
"""


async def test_archived_campaigns_are_listed_on_request(gateway: Gateway) -> None:
    campaign = await created(gateway)
    answer = await gateway.data(STEP.format("archive"), {"id": campaign})
    assert answer["archiveCampaign"] == {
        "campaign": {"state": "DRAFT", "archivedAt": "2026-11-20T09:00:00Z"},
        "errors": [],
    }
    counted = "{ some: campaigns { totalCount } all: campaigns(withArchived: true) { totalCount } }"
    assert await gateway.data(counted) == {"some": {"totalCount": 0}, "all": {"totalCount": 1}}
    await gateway.data(STEP.format("unarchive"), {"id": campaign})
    assert await gateway.data(counted) == {"some": {"totalCount": 1}, "all": {"totalCount": 1}}


async def test_steps_show_the_campaign_after_them(gateway: Gateway) -> None:
    campaign = await created(gateway)
    refused = await gateway.data(STEP.format("pause"), {"id": campaign})
    assert refused["pauseCampaign"] == {"campaign": None, "errors": [{"code": "WRONG_STATE"}]}
    done = await gateway.data(STEP.format("cancel"), {"id": campaign})
    assert done["cancelCampaign"]["campaign"] == {"state": "CANCELLED", "archivedAt": None}


@pytest.mark.parametrize("verb", ["pause", "resume", "complete", "cancel", "archive", "unarchive", "duplicate"])
async def test_a_campaign_of_another_workspace_is_not_there(gateway: Gateway, verb: str) -> None:
    theirs = await Seeds(gateway, "rival").campaign("theirs")
    document = f"mutation ($id: ID!) {{ {verb}Campaign(input: {{campaignId: $id}}) {{ errors {{ code }} }} }}"
    answer = await gateway.data(document, {"id": theirs})
    assert answer[f"{verb}Campaign"]["errors"] == [{"code": "NOT_FOUND"}]
    missing = await changed(gateway, global_id("Campaign", "theirs"), 0, name="Mine")
    assert missing["errors"][0]["code"] == "NOT_FOUND"


async def test_the_workspaces_currency_is_settled_by_its_owner(gateway: Gateway) -> None:
    document = """mutation ($currency: String!) {
      setWorkspaceCurrency(input: {currency: $currency}) { currency errors { code field } }
    }"""
    shown = "{ viewer { workspace { id currency } } }"
    assert (await gateway.data(shown))["viewer"]["workspace"] == {"id": "lumen", "currency": None}
    assert (await gateway.data(document, {"currency": "USD"}))["setWorkspaceCurrency"] == {
        "currency": "USD",
        "errors": [],
    }
    answer = (await gateway.data(CREATE, {"input": GLOW}))["createCampaign"]
    assert [(one["code"], one["field"]) for one in answer["errors"]] == [("CURRENCY_MISMATCH", "budget.currency")]
    other = (await gateway.data(document, {"currency": "EUR"}))["setWorkspaceCurrency"]
    assert other == {"currency": None, "errors": [{"code": "CURRENCY_MISMATCH", "field": "currency"}]}
    for by in Role:
        assert (await gateway.data(shown, by=by))["viewer"]["workspace"] == {"id": "lumen", "currency": "USD"}
    theirs = await gateway.data(shown, by=gateway.member(Role.OWNER, "rival"))
    assert theirs["viewer"]["workspace"] == {"id": "rival", "currency": None}


@pytest.mark.parametrize(
    ("order_id", "here_alone"),
    [(None, ["budget", "timeline", "products"]), ("7800", ["products"])],
    ids=["none", "one"],
)
async def test_a_change_of_a_running_campaign_names_what_tiktok_never_learns(
    gateway: Gateway, order_id: str | None, here_alone: list[str]
) -> None:
    campaign = await created(gateway)
    async with gateway.units() as uow:
        (one,) = stored(gateway, "campaign")
        running = one.launch(gateway.clock.now()).confirm(AtTikTok("75", "https://t.test/z", ("DE",)), one.created_at)
        await uow.campaigns.save(replace(running, order_id=order_id))
        await uow.commit()
    given = {
        "campaignId": campaign,
        "expectedVersion": 1,
        "budget": {"amount": "9000", "currency": "EUR"},
        "timeline": {**GLOW["timeline"], "endsOn": "2027-01-31"},
        "products": [{"name": "Moon", "url": "https://lumen.example/moon"}],
        "targets": {"views": "5"},
    }
    query = """mutation ($input: UpdateCampaignInput!) {
        updateCampaign(input: $input) { campaign { version } notAtTiktok errors { code } } }"""
    answer = (await gateway.data(query, {"input": given}))["updateCampaign"]
    assert answer == {"campaign": {"version": 2}, "notAtTiktok": here_alone, "errors": []}
    refused = (await gateway.data(query, {"input": {**given, "name": "Else"}}))["updateCampaign"]
    assert (refused["campaign"], refused["notAtTiktok"]) == (None, [])


async def test_a_draft_names_nothing_that_tiktok_does_not_know(gateway: Gateway) -> None:
    campaign = await created(gateway)
    query = "mutation ($input: UpdateCampaignInput!) { updateCampaign(input: $input) { notAtTiktok } }"
    given = {"campaignId": campaign, "expectedVersion": 0, "products": GLOW["products"][:1]}
    assert (await gateway.data(query, {"input": given}))["updateCampaign"] == {"notAtTiktok": []}
