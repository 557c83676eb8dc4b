import base64
from pathlib import Path

import pytest

from creatorport.adapters.settings.keys import keys_of
from creatorport.adapters.settings.loading import load
from creatorport.adapters.settings.problem import SettingsError
from creatorport.adapters.settings.settings import Settings

KEY = base64.b64encode(bytes(range(32))).decode()
TIKTOK = {
    "TIKTOK_CLIENT_KEY": "awkey",
    "TIKTOK_CLIENT_SECRET": "open-secret",
    "TIKTOK_APP_ID": "7519035078651936769",
    "TIKTOK_APP_SECRET": "business-secret",
}


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith(("CREATORPORT_", "TIKTOK_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CREATORPORT_DATA_DIR", str(tmp_path))


def given(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_everything_that_is_missing_is_listed_in_one_message() -> None:
    with pytest.raises(SettingsError) as raised:
        load(for_tiktok=True)
    told = [problem.partition("; ")[0] for problem in raised.value.problems]
    assert told == [f"{name} is not set" for name in TIKTOK]


def test_commands_that_do_not_talk_to_tiktok_need_no_credentials() -> None:
    assert load(for_tiktok=False).tiktok_client_key is None


def test_everything_that_is_wrong_is_listed_in_one_message_without_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, CREATORPORT_PORT="99999", CREATORPORT_MAX_DEPTH="deep", CREATORPORT_TIKTOK_RATE_LEVEL="golden")
    with pytest.raises(SettingsError) as raised:
        load(for_tiktok=False)
    named = [problem.partition(":")[0] for problem in raised.value.problems]
    assert named == ["CREATORPORT_PORT", "CREATORPORT_TIKTOK_RATE_LEVEL", "CREATORPORT_MAX_DEPTH"]
    assert "99999" not in str(raised.value)


def test_what_cannot_be_read_hides_nothing_else_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, CREATORPORT_PORT="many", CREATORPORT_SYNC_ZONE="Mars/Olympus")
    with pytest.raises(SettingsError) as raised:
        load(for_tiktok=True)
    named = [problem.partition(":")[0].partition(" ")[0] for problem in raised.value.problems]
    assert named == ["CREATORPORT_PORT", *TIKTOK, "CREATORPORT_SYNC_ZONE"]


def test_the_older_name_of_the_client_key_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, TIKTOK_CLIENT_ID="awold")
    assert load(for_tiktok=False).tiktok_client_key == "awold"


def test_secrets_do_not_print(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, **TIKTOK, DATABASE_URL="postgresql://u:pw@h/db", CREATORPORT_ENCRYPTION_KEYS=f"k1:{KEY}")
    settings = load(for_tiktok=True)
    for text in (repr(settings), str(settings), settings.model_dump_json()):
        for secret in ("open-secret", "business-secret", "pw@h", KEY):
            assert secret not in text


def test_the_redirect_follows_the_public_url_unless_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, CREATORPORT_PUBLIC_URL="https://gw.example.org")
    assert load(for_tiktok=False).redirect_uri == "https://gw.example.org/oauth/tiktok/callback"
    given(monkeypatch, TIKTOK_REDIRECT_URI="https://gw.example.org/back/")
    assert load(for_tiktok=False).redirect_uri == "https://gw.example.org/back/"


@pytest.mark.parametrize(
    ("variables", "variable"),
    [
        ({"CREATORPORT_ASSUMED_MARKETPLACE": "true"}, "CREATORPORT_ASSUMED_MARKETPLACE"),
        ({"CREATORPORT_CLOCK_URL": "http://localhost:4010/_simulator/clock"}, "CREATORPORT_CLOCK_URL"),
        ({"CREATORPORT_SETTLE_AFTER": "5"}, "CREATORPORT_SETTLE_AFTER"),
        ({"CREATORPORT_SETTLE_AFTER": "30"}, "CREATORPORT_SETTLE_AFTER"),
        ({"CREATORPORT_TIKTOK_TIMEOUT": "30"}, "CREATORPORT_SETTLE_AFTER"),
        ({"CREATORPORT_PUBLIC_URL": "https://gw.example.org/"}, "CREATORPORT_PUBLIC_URL"),
        ({"CREATORPORT_TRUSTED_PROXIES": "10.0.0.1/8"}, "CREATORPORT_TRUSTED_PROXIES"),
        ({"CREATORPORT_TRUSTED_PROXIES": "proxy.example"}, "CREATORPORT_TRUSTED_PROXIES"),
        ({"CREATORPORT_HOOKS_NETWORKS": "10.0.0.1/8"}, "CREATORPORT_HOOKS_NETWORKS"),
        ({"CREATORPORT_HOOKS_TIMEOUT": "61"}, "CREATORPORT_HOOKS_TIMEOUT"),
        ({"CREATORPORT_TIKTOK_OPEN_ORIGIN": "ftp://x"}, "CREATORPORT_TIKTOK_OPEN_ORIGIN"),
        ({"DATABASE_URL": "mysql://x/y", "CREATORPORT_ENCRYPTION_KEYS": f"k:{KEY}"}, "DATABASE_URL"),
        (
            {"DATABASE_URL": "postgresql://x/y"},
            "CREATORPORT_ENCRYPTION_KEYS is not set; with DATABASE_URL it must be (id",
        ),
    ],
)
def test_contradictions_are_told(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], variable: str) -> None:
    given(monkeypatch, **variables)
    with pytest.raises(SettingsError) as raised:
        load(for_tiktok=False)
    assert [problem.partition(":")[0] for problem in raised.value.problems] == [variable]


def test_a_simulator_may_be_asked_sooner_what_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    origins = {f"CREATORPORT_TIKTOK_{name}_ORIGIN": "http://localhost:4010" for name in ("WWW", "OPEN", "BUSINESS")}
    given(monkeypatch, **origins, CREATORPORT_TIKTOK_TIMEOUT="1.5", CREATORPORT_SETTLE_AFTER="1.6")
    assert load(for_tiktok=False).settle_after == 1.6


def test_keys_are_made_once_kept_for_us_alone_and_read_by_all(tmp_path: Path) -> None:
    first = keys_of(Settings(data_dir=tmp_path / "new"))
    again = keys_of(Settings(data_dir=tmp_path / "new"))
    assert first == again
    assert len(first[0].key) == 32
    kept = tmp_path / "new" / "encryption-keys"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["encryption-keys"]


def test_given_keys_are_kept_in_order_newest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, CREATORPORT_ENCRYPTION_KEYS=f"new:{KEY}, old:{KEY}")
    assert [key.id for key in keys_of(load(for_tiktok=False))] == ["new", "old"]


@pytest.mark.parametrize("text", ["k1", "k1:abc", f":{KEY}", f"a b:{KEY}", f"k:{KEY},k:{KEY}", "k:****"])
def test_keys_that_are_no_keys_are_refused_without_being_repeated(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    given(monkeypatch, CREATORPORT_ENCRYPTION_KEYS=text)
    with pytest.raises(SettingsError) as raised:
        keys_of(load(for_tiktok=False))
    assert len(raised.value.problems) == 1
    assert KEY not in str(raised.value)
