import base64
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creatorport.adapters.vault import SealedTokenVault, VaultKey
from creatorport.domain.errors import VaultError
from creatorport.domain.secret import Secret

OLD = VaultKey("2025", bytes(range(32)))
NEW = VaultKey("2026", bytes(range(1, 33)))
VAULT = SealedTokenVault([NEW, OLD])

texts = st.text(st.characters(exclude_categories=["Cs"]))


@given(texts, texts)
def test_what_was_sealed_opens_for_the_same_purpose(token: str, purpose: str) -> None:
    assert VAULT.open(VAULT.seal(Secret(token), purpose), purpose).reveal() == token


@given(texts, texts, texts)
def test_what_was_sealed_opens_for_no_other_purpose(token: str, purpose: str, other: str) -> None:
    sealed = VAULT.seal(Secret(token), purpose)
    if other != purpose:
        with pytest.raises(VaultError):
            VAULT.open(sealed, other)


@given(st.data())
def test_a_seal_in_which_one_character_was_changed_does_not_open(data: st.DataObject) -> None:
    sealed = VAULT.seal(Secret("act.example12345"), "account/1")
    place = data.draw(st.integers(0, len(sealed) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda other: other != sealed[place]))
    with pytest.raises(VaultError):
        VAULT.open(sealed[:place] + letter + sealed[place + 1 :], "account/1")


@given(texts)
def test_a_text_that_was_never_sealed_does_not_open(text: str) -> None:
    with pytest.raises(VaultError):
        VAULT.open(text, "account/1")


def test_a_seal_names_its_key_and_hides_its_token() -> None:
    sealed = VAULT.seal(Secret("act.example12345"), "account/1")
    version, key, encoded = sealed.split(".")
    assert (version, key) == ("v1", "2026")
    assert b"act.example12345" not in base64.urlsafe_b64decode(encoded + "==")


def test_two_seals_of_one_token_have_nothing_in_common() -> None:
    first, second = (VAULT.seal(Secret("act.example12345"), "account/1").split(".")[2] for _ in range(2))
    assert first[:16] != second[:16]


def test_the_newest_key_seals_and_the_older_ones_still_open() -> None:
    before = SealedTokenVault([OLD])
    sealed = before.seal(Secret("token"), "p")
    assert VAULT.open(sealed, "p").reveal() == "token"
    assert sealed.startswith("v1.2025.")
    assert VAULT.seal(Secret("token"), "p").startswith("v1.2026.")
    with pytest.raises(VaultError, match="not configured"):
        before.open(VAULT.seal(Secret("token"), "p"), "p")


def test_a_seal_does_not_open_under_another_key_of_the_same_name() -> None:
    impostor = SealedTokenVault([VaultKey("2026", bytes(32))])
    with pytest.raises(VaultError):
        impostor.open(VAULT.seal(Secret("token"), "p"), "p")


def test_a_key_is_read_as_configuration_writes_it() -> None:
    key = VaultKey.parse(" 2026:" + base64.b64encode(NEW.key).decode() + " ")
    assert key == NEW


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026:",
        "2026:AAAA",
        ":" + "A" * 43 + "=",
        "a.b:" + "A" * 43 + "=",
        "2026:" + "!" * 44,
        "k:" + "A" * 43,
    ],
)
def test_a_key_that_makes_no_sense_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(VaultError) as refused:
        VaultKey.parse(text)
    assert "AAAA" not in str(refused.value)


def test_a_vault_needs_a_key_and_every_key_a_name_of_its_own() -> None:
    with pytest.raises(VaultError):
        SealedTokenVault([])
    with pytest.raises(VaultError):
        SealedTokenVault([NEW, VaultKey("2026", OLD.key)])


def test_neither_key_nor_token_is_ever_printed_or_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    sealed = VAULT.seal(Secret("canary-token"), "p")
    with pytest.raises(VaultError) as refused:
        VAULT.open(sealed, "other")
    assert caplog.records == []
    assert "canary" not in f"{refused.value!r} {NEW!r} {VAULT!r}"
    assert str(NEW.key) not in repr(NEW)
