import pytest

from creatorport.adapters.observability.logs import hide_secrets


@pytest.mark.parametrize(
    "secret",
    ["act.7YkQ2nB5vC8xZ1mL4pR7!6381.u1", "rft.7YkQ2nB5vC8x", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "Bearer sesame"],
)
def test_what_looks_like_a_secret_is_blanked_wherever_it_stands(secret: str) -> None:
    logged = hide_secrets(None, "info", {"event": f"said {secret} aloud", "why": secret})
    assert logged == {"event": "said … aloud", "why": "…"}


def test_what_is_named_like_a_secret_is_blanked_whatever_it_looks_like() -> None:
    assert hide_secrets(None, "info", {"signing_secret": "x", "count": 3}) == {"signing_secret": "…", "count": 3}
