"""What people are told of TikTok's troubles: what it came to, what has happened there, and what to do."""

import pytest

from creatorport.domain.errors import (
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokTokenRejected,
    TikTokUnreachable,
)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            TikTokRefused("login.exchange", "Authorization code is expired."),
            "TikTok refused, and nothing happened there: Authorization code is expired.",
        ),
        (
            TikTokTokenRejected("user.info", "The access token is invalid"),
            "TikTok does not take the stored permission: The access token is invalid. If this stays, connect again.",
        ),
        (
            TikTokThrottled("user.info", "our own budget is spent", retry_after=0.4, sent=False),
            "Our share of calls to TikTok is spent for the moment; nothing happened there. Try again in a second.",
        ),
        (
            TikTokThrottled("tto.discover", "HTTP 429", retry_after=59.2),
            "TikTok takes no more calls for the moment; nothing happened there. Try again in 60 seconds.",
        ),
        (
            TikTokThrottled("tto.discover", "HTTP 429", retry_after=301),
            "TikTok takes no more calls for the moment; nothing happened there. Try again in 6 minutes.",
        ),
        (
            TikTokUnreachable("user.info", "no connection (ConnectError)"),
            "TikTok cannot be reached (no connection (ConnectError)); nothing happened there. Try again in a moment.",
        ),
        (
            TikTokAnswerLost("user.info", "HTTP 500"),
            "TikTok gave no answer to rely on (HTTP 500); what was asked for may have happened there.",
        ),
    ],
)
def test_people_are_told_what_happened_and_what_to_do(error: TikTokError, told: str) -> None:
    assert error.told == told
    assert error.message in str(error)
