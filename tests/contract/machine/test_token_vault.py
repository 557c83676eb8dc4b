import pytest

from creatorport.adapters.vault import SealedTokenVault
from creatorport.application.ports.token_vault import TokenVault
from creatorport.domain.errors import VaultError
from creatorport.domain.secret import Secret
from tests.fakes.vault import InMemoryVault


@pytest.fixture(params=["fake", "sealed"])
def tokens(request: pytest.FixtureRequest, vault: SealedTokenVault) -> TokenVault:
    return InMemoryVault() if request.param == "fake" else vault


@pytest.mark.parametrize("token", ["act.example!1", "", "ключ ✨", "x" * 5_000])
def test_what_was_sealed_opens_for_its_purpose_and_tells_nothing_before(tokens: TokenVault, token: str) -> None:
    sealed = tokens.seal(Secret(token), "account/lumen/1/access")
    assert tokens.open(sealed, "account/lumen/1/access").reveal() == token
    assert token == "" or token not in sealed


def test_it_opens_for_no_other_purpose(tokens: TokenVault) -> None:
    sealed = tokens.seal(Secret("one"), "account/lumen/1/access")
    tokens.seal(Secret("other"), "account/lumen/2/access")
    for purpose in ("account/lumen/2/access", "account/lumen/1/refresh", "account/umbra/1/access", ""):
        with pytest.raises(VaultError):
            tokens.open(sealed, purpose)


def test_one_token_is_sealed_anew_each_time(tokens: TokenVault) -> None:
    first, second = tokens.seal(Secret("one"), "use"), tokens.seal(Secret("one"), "use")
    assert first != second
    assert tokens.open(first, "use").reveal() == tokens.open(second, "use").reveal() == "one"


@pytest.mark.parametrize("changed", ["{}x", "{:.5}", "", "é"])
def test_what_was_changed_or_never_sealed_does_not_open(tokens: TokenVault, changed: str) -> None:
    sealed = tokens.seal(Secret("one"), "use")
    with pytest.raises(VaultError):
        tokens.open(changed.format(sealed), "use")
