"""What the probes make of settings, clocks and seals."""

import re
import time
from email.utils import formatdate
from typing import Any

import httpx
import pytest

from creatorport.adapters.readiness.reachability import Reachability
from creatorport.adapters.readiness.registration import Registration
from creatorport.adapters.settings.settings import Settings
from creatorport.container.starting import remedy_without_database
from creatorport.domain.readiness import Finding, Standing

PUBLIC = "https://gateway.example"


def settings(**given: Any) -> Settings:
    return Settings(**{"public_url": PUBLIC, "tiktok_client_key": "aw1", **given})


def redirects(**given: Any) -> list[tuple[Standing, str]]:
    found = Registration(settings(**given)).findings()
    return [(one.standing, one.detail) for one in found if one.area == "redirect"]


@pytest.mark.parametrize(
    ("given", "remedy"),
    [
        ({"database_url": "postgresql://me:hidden@db/one"}, r"^see whether PostgreSQL runs where DATABASE_URL says"),
        ({}, r"^the embedded server is started again; .* postgres/data/log in our folder"),
    ],
)
def test_what_helps_without_the_database_depends_on_whose_it_is(given: dict[str, str], remedy: str) -> None:
    told = remedy_without_database(settings(**given))
    assert re.search(remedy, told)
    assert "hidden" not in told


def test_a_public_https_address_is_registered_as_it_is() -> None:
    (finding,) = (one for one in Registration(settings()).findings() if one.area == "redirect")
    assert (finding.subject, finding.standing) == (f"{PUBLIC}/oauth/tiktok/callback", Standing.OK)


@pytest.mark.parametrize(
    ("uri", "standing", "detail"),
    [
        (f"{PUBLIC}/oauth/tiktok/callback?a=1", Standing.MISSING, "TikTok takes no query and no fragment"),
        ("http://gateway.example/oauth/tiktok/callback", Standing.MISSING, "TikTok takes http for localhost only"),
        (f"{PUBLIC}/oauth/tiktok/callback/", Standing.MISSING, "the gateway listens without the final slash"),
        ("https://app.example/back", Standing.WARNING, "this is not where the gateway listens"),
        (f"{PUBLIC}/Oauth/tiktok/callback", Standing.WARNING, "this is not where the gateway listens"),
        (f"{PUBLIC}.org/oauth/tiktok/callback", Standing.WARNING, "this is not where the gateway listens"),
        (f"{PUBLIC}:8443/oauth/tiktok/callback", Standing.WARNING, "this is not where the gateway listens"),
        (f"{PUBLIC}:8443/oauth/tiktok/callback", Standing.WARNING, "the port 8443 is part of the string"),
        ("http://localhost/oauth/tiktok/callback", Standing.MISSING, "TikTok wants a port with localhost"),
        (
            "http://localhost:8000/oauth/tiktok/callback",
            Standing.WARNING,
            "localhost works only for apps with the desktop platform",
        ),
        (f"{PUBLIC}/{'a' * 512}", Standing.MISSING, "TikTok takes fewer than 512 characters"),
    ],
)
def test_what_tiktok_would_refuse_is_said_before(uri: str, standing: Standing, detail: str) -> None:
    assert (standing, detail) in redirects(tiktok_redirect_uri=uri)


@pytest.mark.parametrize(
    ("uri", "standing"),
    [
        (f"{PUBLIC}/oauth/tiktok/callback/", Standing.OK),
        (f"{PUBLIC}/oauth/tiktok/callback", Standing.WARNING),
        (f"{PUBLIC}:8443/oauth/tiktok/callback/", Standing.WARNING),
        ("http://localhost:8000/oauth/tiktok/callback/", Standing.WARNING),
        (f"{PUBLIC}/back/?a=1/", Standing.WARNING),
    ],
)
def test_what_tiktok_would_refuse_of_creators_consents_is_said_too(uri: str, standing: Standing) -> None:
    found = Registration(settings(tiktok_creator_redirect_uri=uri)).findings()
    assert [(one.subject, one.standing) for one in found if one.area == "creator redirect"] == [(uri, standing)]


def test_each_feature_tells_what_it_lacks() -> None:
    found = Registration(settings(tiktok_scopes=("user.info.basic", "video.publish"))).findings()
    standings = {one.subject: one.standing for one in found if one.area == "scopes"}
    assert standings == {
        "identity": Standing.OK,
        "profile": Standing.WARNING,
        "statistics": Standing.WARNING,
        "videos": Standing.WARNING,
        "drafts": Standing.WARNING,
        "publishing": Standing.OK,
    }


def test_a_sandbox_key_is_recognised() -> None:
    found = Registration(settings(tiktok_client_key="sbaw1")).findings()
    assert [one.standing for one in found if one.subject == "sandbox"] == [Standing.WARNING]


async def probe(answer: Any, **given: Any) -> dict[str, Finding]:
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        return {one.area: one for one in await Reachability(settings(**given), client)()}


@pytest.mark.parametrize(
    ("off", "standing"),
    [(0, Standing.OK), (-30, Standing.WARNING), (30, Standing.WARNING), (3600, Standing.MISSING)],
)
async def test_a_clock_that_is_off_is_noticed(off: int, standing: Standing) -> None:
    date = formatdate(time.time() + off, usegmt=True)
    found = await probe(lambda _: httpx.Response(404, headers={"Date": date}, text="ok"))
    assert found["clock"].standing is standing


@pytest.mark.parametrize("headers", [{}, {"Date": "yesterday"}])
async def test_an_answer_without_a_time_says_nothing_of_the_clock(headers: dict[str, str]) -> None:
    found = await probe(lambda _: httpx.Response(200, headers=headers, text="ok"))
    assert found["clock"].standing is Standing.UNKNOWN


async def test_another_server_at_the_public_address_is_not_taken_for_us() -> None:
    found = await probe(lambda _: httpx.Response(200, text="<html>parked</html>"))
    assert found["webhooks"].standing is Standing.MISSING
    assert (await probe(lambda _: httpx.Response(200, text="ok\n")))["webhooks"].standing is Standing.OK
    local = await probe(lambda _: httpx.Response(200, text="ok"), public_url="http://localhost:8000")
    assert local["webhooks"].standing is Standing.WARNING
