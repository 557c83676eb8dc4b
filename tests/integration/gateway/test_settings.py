"""A gateway that cannot start says everything that is wrong, once and in plain words, and tells no secret."""

import re
import socket
from pathlib import Path

import pytest

from tests.e2e.stage.processes import free_port, run

pytestmark = pytest.mark.process

BAD_SETTINGS, UNAVAILABLE = 78, 69
SECRETS = ("s3cret-of-the-app", "pa55word", "bm90IHRoaXJ0eS10d28gYnl0ZXM=")
TIKTOK = {
    "TIKTOK_CLIENT_KEY": "key",
    "TIKTOK_CLIENT_SECRET": SECRETS[0],
    "TIKTOK_APP_ID": "1",
    "TIKTOK_APP_SECRET": SECRETS[0],
}


def test_all_missing_settings_are_named_at_once() -> None:
    ended = run(["creatorport", "serve"], {"DATABASE_URL": f"postgresql://me:{SECRETS[1]}@localhost:1/db"})
    assert (ended.returncode, ended.stdout) == (BAD_SETTINGS, "")
    assert ended.stderr == (
        "The settings need attention:\n"
        "  - TIKTOK_CLIENT_KEY is not set; it is on the app's page at TikTok for Developers\n"
        "  - TIKTOK_CLIENT_SECRET is not set; it is on the app's page at TikTok for Developers\n"
        "  - TIKTOK_APP_ID is not set; it is on the app's page at TikTok API for Business\n"
        "  - TIKTOK_APP_SECRET is not set; it is on the app's page at TikTok API for Business\n"
        "  - CREATORPORT_ENCRYPTION_KEYS is not set; with DATABASE_URL it must be (id:base64 of 32 bytes)\n"
    )


def test_all_contradictions_are_named_at_once_and_no_value_is_repeated() -> None:
    wrong = {
        **TIKTOK,
        "DATABASE_URL": f"mysql://me:{SECRETS[1]}@localhost/db",
        "CREATORPORT_PUBLIC_URL": "https://gateway.example/",
        "CREATORPORT_ASSUMED_MARKETPLACE": "true",
        "CREATORPORT_SETTLE_AFTER": "5",
        "CREATORPORT_ENCRYPTION_KEYS": f"one:{SECRETS[2]}",
    }
    ended = run(["creatorport", "serve"], wrong)
    assert (ended.returncode, ended.stdout) == (BAD_SETTINGS, "")
    head, *problems = ended.stderr.splitlines()
    assert head == "The settings need attention:"
    assert [problem.partition(":")[0] for problem in problems] == [
        "  - CREATORPORT_PUBLIC_URL",
        "  - CREATORPORT_ASSUMED_MARKETPLACE",
        "  - CREATORPORT_SETTLE_AFTER",
        "  - DATABASE_URL",
        "  - CREATORPORT_ENCRYPTION_KEYS",
    ]
    assert not [secret for secret in SECRETS if secret in ended.stderr]


def test_all_values_of_a_wrong_kind_are_named_at_once() -> None:
    ended = run(
        ["creatorport", "serve"],
        {**TIKTOK, "CREATORPORT_PORT": "http", "CREATORPORT_MAX_DEPTH": "0", "CREATORPORT_LOG_LEVEL": "LOUD"},
    )
    assert ended.returncode == BAD_SETTINGS
    assert re.findall(r"^  - (\w+):", ended.stderr, re.MULTILINE) == [
        "CREATORPORT_PORT", "CREATORPORT_MAX_DEPTH", "CREATORPORT_LOG_LEVEL",
    ]  # fmt: skip
    assert "LOUD" not in ended.stderr


def test_a_key_of_the_wrong_length_is_refused_without_being_shown(tmp_path: Path) -> None:
    ended = run(
        ["creatorport", "serve", "--port", "0"],
        {**TIKTOK, "CREATORPORT_DATA_DIR": str(tmp_path), "CREATORPORT_ENCRYPTION_KEYS": f"one:{SECRETS[2]}"},
    )
    assert ended.returncode == BAD_SETTINGS
    assert ended.stderr == (
        "The settings need attention:\n  - CREATORPORT_ENCRYPTION_KEYS: The vault key one has 20 bytes; it needs 32.\n"
    )


def test_a_database_that_is_down_at_the_start_is_named_and_its_password_is_not() -> None:
    key = "one:" + "QUFB" * 10 + "QUE="
    port = free_port()
    ended = run(
        ["creatorport", "serve", "--port", "0"],
        {
            **TIKTOK,
            "DATABASE_URL": f"postgresql://me:{SECRETS[1]}@localhost:{port}/db",
            "CREATORPORT_ENCRYPTION_KEYS": key,
        },
    )
    assert ended.returncode == UNAVAILABLE
    assert ended.stderr.splitlines()[-1] == (
        f"The database at localhost:{port} does not answer. "
        "Check DATABASE_URL: whether PostgreSQL runs there, has the database, and lets the user in."
    )
    assert "Traceback" not in ended.stderr
    assert not [secret for secret in (*SECRETS, key.partition(":")[2]) if secret in ended.stderr]


@pytest.mark.parametrize(("command", "mark"), [("serve", "  - "), ("migrate", "  - "), ("doctor", " environment: ")])
def test_a_password_that_is_not_encoded_shows_up_nowhere(command: str, mark: str) -> None:
    wrong = {
        **TIKTOK,
        "DATABASE_URL": f"postgresql://me:{SECRETS[1]}/℀[@127.0.0.1/db",
        "CREATORPORT_ENCRYPTION_KEYS": f"one:{SECRETS[2]}",
        "CREATORPORT_PUBLIC_URL": "http://[bad",
        "CREATORPORT_MAX_DEPHT": "3",
    }
    ended = run(["creatorport", command], wrong)
    told = f"{ended.stdout}{ended.stderr}"
    assert ended.returncode == (1 if command == "doctor" else BAD_SETTINGS)
    assert [line.partition(mark)[2] for line in told.splitlines() if mark in line] == [
        "CREATORPORT_PUBLIC_URL: use an http(s) URL without a final slash",
        "DATABASE_URL: cannot be read; percent-encode special characters in user and password",
        "CREATORPORT_ENCRYPTION_KEYS: The vault key one has 20 bytes; it needs 32.",
        "CREATORPORT_MAX_DEPHT: there is no such setting; CREATORPORT_MAX_DEPTH may be meant",
    ]
    assert not [part for part in ("Traceback", *SECRETS) if part in told]


def test_a_port_in_use_is_named_with_what_to_do(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as somebody:
        port = somebody.getsockname()[1]
        ended = run(
            ["creatorport", "serve", "--port", str(port)], {**TIKTOK, "CREATORPORT_DATA_DIR": str(tmp_path / "data")}
        )
    assert ended.returncode == UNAVAILABLE
    assert ended.stderr == (
        f"Cannot listen on 127.0.0.1:{port} (Address already in use). "
        "Stop the program that does, or choose another port with --port or CREATORPORT_PORT.\n"
    )
    assert not (tmp_path / "data" / "postgres").exists()
