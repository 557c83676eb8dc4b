"""What is shown of an outgoing webhook's address."""

import pytest

from creatorport.application.hook_views import origin_of


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://lumen.example", "https://lumen.example"),
        ("https://lumen.example/in/s3cret?key=1#2", "https://lumen.example"),
        ("https://lumen.example:8443?key=//s3cret", "https://lumen.example:8443"),
        ("http://[::1]:9000/s3cret", "http://[::1]:9000"),
        ("https://me:s3cret@lumen.example/", "https://lumen.example"),
        ("/s3cret//in", "//"),
        ("s3cret", "//"),
    ],
)
def test_an_address_is_known_by_where_it_leads_and_its_secret_is_not_shown(url: str, origin: str) -> None:
    assert origin_of(url) == origin
