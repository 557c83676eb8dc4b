"""Named faults of TikTok API for Business: those that travel in HTTP 200, as most of its troubles do."""

from collections.abc import Mapping

from tiktok_simulator.faults import FLAG, TEXT, WHOLE, Options

FAULTS: Mapping[str, str] = {
    "business_error": "answers `code` (default 50000) with `message`; nothing is applied unless `applied` is true",
    "refusal_without_data": "a refusal comes with `data` null, or without the key if `absent` is true",
    "falling_report": "every counter of a campaign report is a tenth lower than the truth",
}
OPTIONS: Options = {
    "business_error": {"code": WHOLE, "message": TEXT, "applied": FLAG},
    "refusal_without_data": {"absent": FLAG},
}
