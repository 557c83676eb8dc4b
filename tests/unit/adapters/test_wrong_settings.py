"""Whatever is wrong with a setting is told with the others, in our words, and without its value."""

import base64
import re
from pathlib import Path

import pytest

from creatorport.adapters.settings.database import place_of
from creatorport.adapters.settings.loading import load
from creatorport.adapters.settings.problem import SettingsError
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.settings.variables import variable_of

KEY = f"k1:{base64.b64encode(bytes(range(32))).decode()}"
VARIABLES = {name: variable_of(name, field) for name, field in Settings.model_fields.items()}
ENCODE = "cannot be read; percent-encode special characters in user and password"
NO_HOST = "names no host; write postgresql://user:password@host:port/name, or ?host=/folder where a socket is meant"
PARAMETERS = "its parameters cannot be read; write them as name=value, separated by &"
PORT = "the port must be a number from 1 to 65535"


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith(("CREATORPORT_", "TIKTOK_", "DATABASE_URL")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("CREATORPORT_DATA_DIR", str(tmp_path))


def problems(monkeypatch: pytest.MonkeyPatch, **variables: str) -> list[str]:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    try:
        load(for_tiktok=False)
    except SettingsError as error:
        return error.problems
    return []


@pytest.mark.parametrize("mark", ["/", "#", "?", "℀", "[", "]", "@", "%", " ", "\n"])
def test_a_password_that_is_not_encoded_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch, mark: str) -> None:
    url = f"postgresql://u:geh{mark}eim@127.0.0.1/d"
    assert problems(monkeypatch, DATABASE_URL=url, CREATORPORT_ENCRYPTION_KEYS=KEY) == [f"DATABASE_URL: {ENCODE}"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql:geheim", "must begin with postgresql://"),
        ("postgresql+asyncpg://u:geheim@h/d", "must begin with postgresql://"),
        ("postgresql://", NO_HOST),
        ("postgresql:///d", NO_HOST),
        ("postgresql://u:geheim@:5432/d", NO_HOST),
        ("postgresql://u:geheim@127.0.0.1:notaport/d", PORT),
        ("postgresql://u:geheim@127.0.0.1:/d", PORT),
        ("postgresql://u:geheim@127.0.0.1:0/d", PORT),
        ("postgresql://u:geheim@127.0.0.1:65536/d", PORT),
        ("postgresql://u:geheim@one:1,two:2/d", PORT),
        ("postgresql:///d?host=/run/pg&port=x", PORT),
        ("postgresql://u:geheim@[bad]/d", ENCODE),
        ("postgresql://u:geheim@h/d?foo=bar", "has a parameter foo that PostgreSQL's client does not know"),
        ("postgresql://u:geheim@h/d?sslmode", PARAMETERS),
        ("postgresql://u:geheim@h/d?sslmode=a&sslmode=b", "has a parameter twice"),
        ("postgresql://u:geheim@h/d?host=g", "names its host or its port twice"),
        ("postgresql://u:geheim@h/a%20b", "names a database with a space in its name"),
    ],
)
def test_a_database_that_cannot_be_found_by_its_url_is_told(
    monkeypatch: pytest.MonkeyPatch, url: str, told: str
) -> None:
    assert problems(monkeypatch, DATABASE_URL=url, CREATORPORT_ENCRYPTION_KEYS=KEY) == [f"DATABASE_URL: {told}"]


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("postgresql://u:ge%2Fheim%40@db.example:5433/d?sslmode=require", "db.example:5433"),
        ("postgres://u:p@h/d", "h"),
        ("postgresql+psycopg://u:p@[::1]:5432/d", "[::1]:5432"),
        ("postgresql:///d?host=/run/postgresql", "/run/postgresql"),
        ("postgresql://u:p@/d?host=%2Frun%2Fpg&port=5433", "/run/pg:5433"),
        ("postgresql://u:p@one,two/d?target_session_attrs=read-write", "one,two"),
    ],
)
def test_the_place_of_a_database_is_its_host_and_port_or_its_socket(url: str, place: str) -> None:
    assert place_of(url) == place


@pytest.mark.parametrize(
    "variable",
    [
        "CREATORPORT_PUBLIC_URL", "CREATORPORT_TIKTOK_WWW_ORIGIN", "CREATORPORT_TIKTOK_OPEN_ORIGIN",
        "CREATORPORT_TIKTOK_BUSINESS_ORIGIN", "CREATORPORT_JWKS_URL", "CREATORPORT_TIKTOK_UPLOAD_ORIGINS",
        "TIKTOK_REDIRECT_URI", "TIKTOK_CREATOR_REDIRECT_URI",
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", ["http://[bad", "https://h:notaport", "https://h:0", "https://:80", "h.example"])
def test_an_address_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    (told,) = problems(monkeypatch, **{variable: value})
    assert told.startswith(f"{variable}: use ")


@pytest.mark.parametrize("name", VARIABLES)
def test_an_empty_variable_is_an_absent_one(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    if name == "data_dir":
        monkeypatch.delenv("CREATORPORT_DATA_DIR")
    absent = load(for_tiktok=False)
    monkeypatch.setenv(VARIABLES[name], "")
    empty = load(for_tiktok=False)
    assert empty == absent
    assert name not in empty.model_fields_set


def test_credentials_that_are_empty_are_missing_and_an_empty_name_hides_no_older_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("TIKTOK_CLIENT_KEY", "TIKTOK_CLIENT_SECRET", "TIKTOK_APP_ID", "TIKTOK_APP_SECRET"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("TIKTOK_CLIENT_ID", "awold")
    with pytest.raises(SettingsError) as raised:
        load(for_tiktok=True)
    assert [problem.partition(" ")[0] for problem in raised.value.problems] == [
        "TIKTOK_CLIENT_SECRET", "TIKTOK_APP_ID", "TIKTOK_APP_SECRET",
    ]  # fmt: skip


def test_nobody_is_reminded_where_none_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREATORPORT_DELIVERABLE_REMINDERS", "none")
    assert load(for_tiktok=False).deliverable_reminders == ()


def test_keys_that_are_no_keys_are_told_with_everything_else(monkeypatch: pytest.MonkeyPatch) -> None:
    told = problems(
        monkeypatch,
        CREATORPORT_PORT="many",
        CREATORPORT_ENCRYPTION_KEYS="k1:geheimgeheim",
        DATABASE_URL="mysql://h/d",
        CREATORPORT_MAX_DEPHT="3",
    )
    assert told == [
        "CREATORPORT_PORT: must be a whole number",
        "DATABASE_URL: must begin with postgresql://",
        "CREATORPORT_ENCRYPTION_KEYS: The vault key k1 has 9 bytes; it needs 32.",
        "CREATORPORT_MAX_DEPHT: there is no such setting; CREATORPORT_MAX_DEPTH may be meant",
    ]


def test_variables_that_are_no_settings_are_told_with_what_may_be_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    unlike = "there is no such setting; docs/configuration.md lists those that there are"
    assert problems(
        monkeypatch,
        CREATORPORT_COLOUR="blue",
        CREATORPORT_TIKTOK_APP_ID="1",
        CREATORPORT_JWKS_URI="https://issuer.example/jwks",
        CREATORPORT_EMPTY="",
    ) == [
        f"CREATORPORT_COLOUR: {unlike}",
        "CREATORPORT_JWKS_URI: there is no such setting; CREATORPORT_JWKS_URL may be meant",
        "CREATORPORT_TIKTOK_APP_ID: there is no such setting; TIKTOK_APP_ID may be meant",
    ]


def test_what_kubernetes_sets_for_services_is_not_taken_for_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert problems(
        monkeypatch,
        CREATORPORT_SERVICE_HOST="10.0.0.1",
        CREATORPORT_SERVICE_PORT_HTTP="8000",
        CREATORPORT_PORT_8000_TCP_ADDR="10.0.0.1",
        CREATORPORT_DB_PORT="tcp://10.0.0.2:5432",
    ) == []  # fmt: skip


@pytest.mark.parametrize("value", ["geheim!", "-1", "0", "99999999999", "1.5", "nan", "inf"])
def test_no_word_of_the_parser_reaches_whoever_starts_a_command(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    kept = ("media_dir", "data_dir", "host")
    told = problems(monkeypatch, **{variable: value for name, variable in VARIABLES.items() if name not in kept})
    assert told
    assert not [one for one in told if re.search(r"Input should|String should|Value error|cannot be read;.*means", one)]


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("CREATORPORT_LOG_LEVEL", "LOUD", "must be DEBUG, INFO, WARNING or ERROR"),
        ("CREATORPORT_LOG_FORMAT", "xml", "must be json or console"),
        ("CREATORPORT_GRAPHIQL", "maybe", "must be true or false"),
        ("CREATORPORT_PORT", "99999", "must be at most 65535"),
        ("CREATORPORT_MAX_DEPTH", "0", "must be at least 3"),
        ("CREATORPORT_PLANNER_EVERY", "0", "must be above 0"),
        ("CREATORPORT_PLANNER_EVERY", "often", "must be a number"),
        ("CREATORPORT_SYNC_DAILY_AT", "24:00", "must be a time of the day, such as 03:30"),
        ("CREATORPORT_TIKTOK_VERIFICATION_FILE", "x", "must be the file's name and its content, as name.txt=content"),
        ("CREATORPORT_INVITATION_REMINDERS", "soon,later", "must be a whole number"),
    ],
)
def test_what_is_allowed_is_said(monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str) -> None:
    assert problems(monkeypatch, **{variable: value}) == [f"{variable}: {told}"]
