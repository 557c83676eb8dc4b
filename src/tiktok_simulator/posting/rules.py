"""Whether this creator may post through this app now, and how."""

from tiktok_simulator.open.data_endpoint import Call
from tiktok_simulator.open.envelope import Refusal
from tiktok_simulator.posting.creators import ONLY_ME, PostingSettings

UNAUDITED_CREATORS = 5
_GUIDELINES = (
    "Please review our integration guidelines at https://developers.tiktok.com/doc/content-sharing-guidelines/"
)


def settings_of(call: Call) -> PostingSettings:
    return call.simulator.posting.creators.of(call.creator.number)


def privacy_options(call: Call) -> tuple[str, ...]:
    """What the creator may choose from in this app."""
    switches = call.app.switches
    if switches.audited == "no" and switches.unaudited_privacy_options == "self-only":
        return (ONLY_ME,)
    return settings_of(call).privacy_levels


def check_banned(call: Call, status: int = 403) -> None:
    if settings_of(call).banned:
        raise Refusal("spam_risk_user_banned_from_posting", status, "The user is banned from making new posts")


def check_caps(call: Call, status: int = 403) -> None:
    """The caps of the app and of the creator; `status` is the refusal's, which creator_info says with 200."""
    check_banned(call, status)
    publishes, creator, app = call.simulator.posting.publishes, call.creator.number, call.app
    cap = app.creator_cap if app.switches.audited == "yes" else min(UNAUDITED_CREATORS, app.creator_cap)
    active = publishes.creators_of(app.client_key, call.now)
    if creator not in active and len(active) >= cap:
        raise Refusal("reached_active_user_cap", status, "The daily quota for active publishing users is reached")
    if publishes.posts_of(creator, call.now) >= settings_of(call).posts_per_day:
        raise Refusal("spam_risk_too_many_posts", status, "The daily post cap from the API is reached")


def check_audit(call: Call, privacy_level: str) -> None:
    """An unaudited app posts to private accounts alone, and for nobody but the creator."""
    if call.app.switches.audited == "yes":
        return
    narrow = call.app.switches.unaudited_privacy_options == "self-only"
    if not settings_of(call).private or (privacy_level != ONLY_ME and not narrow):
        raise Refusal("unaudited_client_can_only_post_to_private_accounts", 403, _GUIDELINES)


def check_privacy(call: Call, privacy_level: str) -> None:
    if privacy_level not in privacy_options(call):
        raise Refusal("privacy_level_option_mismatch", 403, "The privacy level is not among the creator's options")


def check_drafts(call: Call) -> None:
    check_banned(call)
    waiting = call.simulator.posting.publishes.drafts_of(call.creator.number, call.now)
    if waiting >= settings_of(call).drafts:
        code = "spam_risk_too_many_pending_share"
        raise Refusal(code, 403, code)
