"""How one app sees TikTok where documentation and observation differ, or where TikTok itself has changed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

# The first value of each is the default.
VALUES: Mapping[str, tuple[str, ...]] = {
    "pkce": ("required-hex", "off", "hex-if-sent"),
    "malformed_challenge": ("refused-at-token", "refused-at-authorize"),
    "token_profile": ("2026", "legacy"),
    "refresh_life": ("restarts", "counts-down"),
    "oauth_error_http": ("200", "400", "401"),
    "sandbox": ("off", "on"),
    "sandbox_refresh": ("works", "invalid_grant"),
    "audited": ("yes", "no"),
    "unaudited_privacy_options": ("full", "self-only"),
    "error_data": ("empty", "absent"),
    "invalid_param_name": ("invalid_params", "invalid_param"),
    "chunk_rules": ("2026-08", "documented"),
    "megabyte": ("decimal", "binary"),
    "upload_final_status": ("201", "200"),
    "upload_progress": ("last-byte", "count"),
    "webhook_retry_t": ("fresh", "original"),
    "missing_scope_code": ("scope_not_authorized", "scope_permission_missed"),
}


class UnknownSwitchError(ValueError):
    """A switch, or a value of one, that does not exist."""


@dataclass(frozen=True, slots=True)
class Switches:
    pkce: str = "required-hex"
    malformed_challenge: str = "refused-at-token"
    token_profile: str = "2026"
    refresh_life: str = "restarts"
    oauth_error_http: str = "200"
    sandbox: str = "off"
    sandbox_refresh: str = "works"
    audited: str = "yes"
    unaudited_privacy_options: str = "full"
    error_data: str = "empty"
    invalid_param_name: str = "invalid_params"
    chunk_rules: str = "2026-08"
    megabyte: str = "decimal"
    upload_final_status: str = "201"
    upload_progress: str = "last-byte"
    webhook_retry_t: str = "fresh"
    missing_scope_code: str = "scope_not_authorized"

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if value not in VALUES[name]:
                raise UnknownSwitchError(f"{name} takes {' | '.join(VALUES[name])}, not {value!r}")

    def changed(self, changes: Mapping[str, str]) -> "Switches":
        """A copy with these switches set; raises `UnknownSwitchError`."""
        unknown = sorted(set(changes) - set(VALUES))
        if unknown:
            raise UnknownSwitchError(f"no such switch: {', '.join(unknown)}")
        return replace(self, **changes)
