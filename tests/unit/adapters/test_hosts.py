"""Which hosts are TikTok's, and which are this machine: for the settings and for whatever is refused at TikTok."""

import httpx
import pytest

from creatorport.adapters.hosts import host_of, is_this_machine, is_tiktok
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.tiktok.business.assumed import never_at_tiktok
from tests.unit.adapters.tiktok.stage import Stage

TIKTOKS = ["tiktok.com", "business-api.tiktok.com", "OPEN.TikTokAPIs.com.", "open-api.tiktokglobalshop.com"]
OTHERS = ["nottiktok.com", "tiktok.com.example", "tiktok.community", "tiktok-com", "localhost", "127.0.0.1"]


@pytest.mark.parametrize("host", TIKTOKS)
def test_tiktok_is_its_domains_and_what_is_below_them(host: str) -> None:
    assert is_tiktok(host)
    assert Settings(tiktok_business_origin=f"https://{host}").is_real_tiktok
    with pytest.raises(ValueError, match="is never sent to"):
        never_at_tiktok(Stage([httpx.Response(200)], business_origin=f"https://{host}").transport())


@pytest.mark.parametrize("host", OTHERS)
def test_what_only_looks_like_tiktok_is_not(host: str) -> None:
    origin = f"https://{host}/tiktok.com"
    assert not is_tiktok(host)
    simulated = Settings(tiktok_www_origin=origin, tiktok_open_origin=origin, tiktok_business_origin=origin)
    assert not simulated.is_real_tiktok
    transport = Stage([httpx.Response(200)], business_origin=origin).transport()
    assert never_at_tiktok(transport) is transport


@pytest.mark.parametrize("host", [None, "", "."])
def test_no_host_is_nobodys(host: str | None) -> None:
    assert not is_tiktok(host)
    assert not is_this_machine(host)


def test_assumed_calls_go_nowhere_without_a_host() -> None:
    with pytest.raises(ValueError, match="is never sent to a host without a name"):
        never_at_tiktok(Stage([httpx.Response(200)], business_origin="https://").transport())


@pytest.mark.parametrize(
    ("public_url", "is_public"),
    [
        ("http://localhost:8000", False),
        ("http://gateway.localhost:8000", False),
        ("http://127.0.0.1:8000", False),
        ("http://127.0.0.2", False),
        ("http://[::1]:8000", False),
        ("http://0.0.0.0:8000", False),
        ("http://[::]:8000", False),
        ("https://gateway.example", True),
        ("https://localhost.example", True),
        ("http://192.168.0.7:8000", True),
    ],
)
def test_a_loopback_address_leads_nobody_else_here(public_url: str, is_public: bool) -> None:
    assert Settings(public_url=public_url).is_public is is_public


def test_what_is_no_url_has_no_host() -> None:
    broken = "http://[x"
    assert host_of(broken) is None
    assert not Settings(
        tiktok_www_origin=broken, tiktok_open_origin=broken, tiktok_business_origin=broken
    ).is_real_tiktok
