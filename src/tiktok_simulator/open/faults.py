"""Named faults of Login Kit and the Display API."""

from collections.abc import Mapping

from tiktok_simulator.faults import STATUS, TEXT, Options

FAULTS: Mapping[str, str] = {
    "oauth_error_200": (
        "the token endpoint answers HTTP 200 with the OAuth error `error` (default server_error); nothing is applied"
    ),
    "oauth_envelope_error": "the token endpoint answers with the data endpoints' envelope, HTTP 500 internal_error",
    "refresh_answer_lost": "a refresh rotates the pair, then the connection drops",
    "internal_error": "a data endpoint answers HTTP 500 internal_error in its envelope",
    "rate_limited": "a data endpoint answers HTTP 429 rate_limit_exceeded",
    "token_rejected": "a data endpoint answers access_token_invalid to a token that is alive",
    "missing_data": "a data endpoint answers ok without `data`",
    "unknown_error_code": "a data endpoint answers with `code` (default mystery_error) and `status` (default 400)",
    "empty_middle_page": "a page of videos is empty although more follow",
    "repeated_cursor": "a page of videos returns the cursor it was asked with, or the one of its first video",
    "counters_missing": "videos and profiles come without their counters",
    "falling_counters": "every counter of videos and profiles is a tenth lower than the truth",
}
OPTIONS: Options = {
    "oauth_error_200": {"error": TEXT},
    "unknown_error_code": {"code": TEXT, "status": STATUS},
}
