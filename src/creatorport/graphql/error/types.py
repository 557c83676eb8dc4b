"""How refusals look in payloads."""

from datetime import datetime
from enum import Enum

import strawberry

from creatorport.application.refused import Refused
from creatorport.graphql.enums import value
from creatorport.graphql.error.remedies import Remedy
from creatorport.graphql.errors import RefusedByTikTok
from creatorport.graphql.fields import attribute, derived


@strawberry.enum(description="Why something was not done. New codes may be added.")
class ErrorCode(Enum):
    REFUSED = value("REFUSED", description="A rule said no; the message says which.")
    INVALID_VALUE = value("INVALID_VALUE", description="A value cannot be accepted; see `field`.")
    NOT_ALLOWED = value("NOT_ALLOWED", description="The caller's role may not do this.")
    NOT_FOUND = value("NOT_FOUND", description="It does not exist in the caller's workspace.")
    WRONG_STATE = value("WRONG_STATE", description="Its present state does not permit this.")
    CONCURRENT_CHANGE = value("CONCURRENT_CHANGE", description="Somebody else changed it first.")
    IDEMPOTENCY_CONFLICT = value(
        "IDEMPOTENCY_CONFLICT", description="The idempotency key was used for another request."
    )
    ALREADY_INVITED = value("ALREADY_INVITED", description="The creator has a live invitation to this campaign.")
    NOT_ON_TIKTOK_ONE = value("NOT_ON_TIKTOK_ONE", description="The creator is not on TikTok One.")
    OUTSIDE_REGION = value(
        "OUTSIDE_REGION", description="TikTok One has the creator, and did not take them for this campaign's region."
    )
    UNKNOWN_VARIABLE = value("UNKNOWN_VARIABLE", description="The text names a variable that there is not.")
    VARIABLE_WITHOUT_VALUE = value(
        "VARIABLE_WITHOUT_VALUE", description="A variable of the message stands for nothing for this creator."
    )
    MESSAGE_TOO_LONG = value(
        "MESSAGE_TOO_LONG", description="The message is longer than TikTok takes, once its variables are filled in."
    )
    CREATOR_EXCLUDED = value("CREATOR_EXCLUDED", description="The workspace has excluded the creator.")
    NO_CREATORS_TO_LAUNCH = value(
        "NO_CREATORS_TO_LAUNCH", description="A campaign starts together with its first creators; none is invited yet."
    )
    MARKETPLACE_NOT_CONNECTED = value(
        "MARKETPLACE_NOT_CONNECTED", description="The workspace has no working TikTok One account."
    )
    SYNC_TOO_SOON = value("SYNC_TOO_SOON", description="It was synced by hand a moment ago; see `retryAt`.")
    NOT_PERMITTED = value("NOT_PERMITTED", description="The creator did not grant our business app what this needs.")
    PROMISE_TOO_GREAT = value("PROMISE_TOO_GREAT", description="The promised ages need more calls than there are.")
    CURRENCY_MISMATCH = value(
        "CURRENCY_MISMATCH", description="Another currency than the workspace's; amounts are never converted."
    )
    BUDGET_EXCEEDED = value("BUDGET_EXCEEDED", description="More would be committed than the campaign's budget.")
    FIELD_FROZEN = value(
        "FIELD_FROZEN", description="This field cannot be changed any more in the campaign's state; see `field`."
    )
    CAMPAIGN_EDITED = value(
        "CAMPAIGN_EDITED", description="Somebody else changed the campaign since the version that was seen."
    )
    ADVERTISER_NOT_CONFIGURED = value(
        "ADVERTISER_NOT_CONFIGURED", description="The operator has named no advertiser account to take codes."
    )
    LINK_REMINDER_TOO_SOON = value(
        "LINK_REMINDER_TOO_SOON", description="TikTok takes a reminder 24 hours after the last; see `retryAt`."
    )
    LINK_REMINDERS_SPENT = value(
        "LINK_REMINDERS_SPENT", description="The creator was reminded as often as TikTok allows."
    )
    TERMS_CHANGED = value(
        "TERMS_CHANGED", description="Another version of the terms stands than the answer means; the payload shows it."
    )
    INVITATION_EXPIRED = value("INVITATION_EXPIRED", description="The invitation has ended.")
    CAMPAIGN_OVER = value("CAMPAIGN_OVER", description="The campaign has ended, and takes no more creators.")
    REMINDER_TOO_SOON = value("REMINDER_TOO_SOON", description="Reminders are a day apart; see `retryAt`.")
    REMINDERS_SPENT = value("REMINDERS_SPENT", description="As many reminders were given as are permitted.")
    JOIN_LINK_UNKNOWN = value("JOIN_LINK_UNKNOWN", description="The link leads nowhere, or no longer.")
    SEARCH_EXPIRED = value("SEARCH_EXPIRED", description="The cursor's list is kept no longer; search again.")
    CONNECT_REFUSED = value("CONNECT_REFUSED", description="The sign-in must not be finished.")
    MEDIA_NOT_TAKEN = value("MEDIA_NOT_TAKEN", description="A file that TikTok does not take: no MP4, MOV or WebM.")
    MEDIA_TOO_LARGE = value("MEDIA_TOO_LARGE", description="A file with more bytes than are taken here.")
    HOST_NOT_VERIFIED = value(
        "HOST_NOT_VERIFIED", description="TikTok would not fetch a video from there: the host is not verified."
    )
    PUBLISHING_OPTIONS_EXPIRED = value(
        "PUBLISHING_OPTIONS_EXPIRED",
        description="What TikTok offers the creator was asked too long ago, for another post, or for another account.",
    )
    PRIVACY_NOT_OFFERED = value(
        "PRIVACY_NOT_OFFERED", description="TikTok does not offer the creator this level; the message lists those."
    )
    INTERACTION_DISABLED = value("INTERACTION_DISABLED", description="The creator has this off at TikTok.")
    BRANDED_CONTENT_PRIVATE = value(
        "BRANDED_CONTENT_PRIVATE", description="Branded content cannot be visible to its creator alone."
    )
    CONSENT_TEXT_DIFFERS = value(
        "CONSENT_TEXT_DIFFERS", description="Other words were agreed to than the post needs; the message has those."
    )
    APP_NOT_AUDITED = value(
        "APP_NOT_AUDITED",
        description="TikTok has not audited the app: the account must be private, and the post SELF_ONLY.",
    )
    PUBLISHING_NOT_GRANTED = value(
        "PUBLISHING_NOT_GRANTED", description="The creator did not grant what publishing needs."
    )
    POSTING_BANNED = value("POSTING_BANNED", description="TikTok has banned the creator from posting.")
    WEBHOOK_ADDRESS_REFUSED = value(
        "WEBHOOK_ADDRESS_REFUSED", description="An outgoing webhook's address is not one that is ever called."
    )
    TOO_MANY_WEBHOOKS = value(
        "TOO_MANY_WEBHOOKS", description="The workspace has as many outgoing webhooks as it can have."
    )
    WEBHOOK_UNREACHABLE = value("WEBHOOK_UNREACHABLE", description="An outgoing webhook's receiver gave no answer.")
    CONSENT_DECLINED = value("CONSENT_DECLINED", description="The person said no on TikTok's page.")
    SCOPES_NOT_APPROVED = value(
        "SCOPES_NOT_APPROVED", description="TikTok refused the scopes that were asked for; one is not approved."
    )
    STATE_UNKNOWN = value("STATE_UNKNOWN", description="The sign-in was not started here.")
    STATE_EXPIRED = value("STATE_EXPIRED", description="The sign-in was started too long ago.")
    STATE_USED = value("STATE_USED", description="The sign-in was finished before.")
    STATE_FOREIGN = value("STATE_FOREIGN", description="Somebody else started the sign-in.")
    WRONG_ACCOUNT = value("WRONG_ACCOUNT", description="Another account than the expected one signed in.")
    HANDLE_UNCHECKED = value(
        "HANDLE_UNCHECKED", description="A handle was expected, and the account's was not granted to be read."
    )
    INVITE_UNKNOWN = value("INVITE_UNKNOWN", description="There is no such invite link.")
    INVITE_EXPIRED = value("INVITE_EXPIRED", description="The invite link has ended.")
    INVITE_USED = value("INVITE_USED", description="The invite link was used before.")
    INVITE_REVOKED = value("INVITE_REVOKED", description="The invite link was taken back.")
    NEEDS_REAUTH = value(
        "NEEDS_REAUTH", description="TikTok no longer honours the grant; the creator must connect again."
    )
    TIKTOK_ERROR = value("TIKTOK_ERROR", description="A call to TikTok failed.")
    TIKTOK_REFUSED = value("TIKTOK_REFUSED", description="TikTok said no. Nothing happened there.")
    TIKTOK_TOKEN_REJECTED = value(
        "TIKTOK_TOKEN_REJECTED", description="TikTok does not accept our token. Nothing happened there."
    )
    TIKTOK_THROTTLED = value(
        "TIKTOK_THROTTLED", description="TikTok's limit is reached; see `retryAt`. Nothing happened there."
    )
    TIKTOK_UNREACHABLE = value("TIKTOK_UNREACHABLE", description="TikTok could not be reached. Nothing happened there.")
    TIKTOK_ANSWER_LOST = value(
        "TIKTOK_ANSWER_LOST", description="TikTok's answer was lost: what was asked for may have happened there."
    )


@strawberry.enum(description="Who can do something about a refusal.")
class FixableBy(Enum):
    CALLER = value("CALLER", description="Whoever sent the request, by changing it.")
    MEMBER = value("MEMBER", description="A member of the workspace with more rights.")
    CREATOR = value("CREATOR", description="The creator, on TikTok.")
    OPERATOR = value("OPERATOR", description="Whoever runs this gateway.")
    TIKTOK = value("TIKTOK", description="TikTok; name them the log id.")
    NOBODY = value("NOBODY", description="Nobody; time will tell.")


CODE = "What was wrong, for programs."
MESSAGE = "What was wrong, for people."
FIELD = "The path of the input's field that was wrong, such as `creatorIds.3`; null where it is none in particular."
FIXABLE_BY = "Who can do something about it."
REMEDY = "What helps with a creator who cannot be invited; null for everything else, and where nothing is known to."
RETRY_AT = "When the same request may succeed; null where waiting does not help, or nobody knows how long."


@strawberry.interface(description="Why something was not done. An expected no; faults are errors at the top.")
class UserError:
    code: ErrorCode = strawberry.field(description=CODE)
    message: str = strawberry.field(description=MESSAGE)
    field: str | None = strawberry.field(description=FIELD)
    fixable_by: FixableBy = strawberry.field(description=FIXABLE_BY)
    retry_at: datetime | None = strawberry.field(description=RETRY_AT)
    remedy: Remedy | None = strawberry.field(description=REMEDY)


@strawberry.type(description="A rule of this gateway said no.")
class Refusal(UserError):
    code: ErrorCode = attribute(CODE)
    message: str = attribute(MESSAGE)
    field: str | None = attribute(FIELD)
    fixable_by: FixableBy = attribute(FIXABLE_BY)
    retry_at: datetime | None = attribute(RETRY_AT)
    remedy: Remedy | None = derived(lambda refused: refused.remedy and refused.remedy.value, REMEDY)

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, Refused)


@strawberry.type(description="TikTok said no, or could not be asked.")
class TikTokRefusal(UserError):
    code: ErrorCode = attribute(CODE)
    message: str = attribute(MESSAGE)
    field: str | None = attribute(FIELD)
    fixable_by: FixableBy = attribute(FIXABLE_BY)
    retry_at: datetime | None = attribute(RETRY_AT)
    remedy: Remedy | None = derived(lambda _: None, REMEDY)
    tiktok_code: str | None = attribute("TikTok's own code; null where there was no answer.")
    log_id: str | None = attribute("TikTok's log id of the call, for their support; null where there was no answer.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, RefusedByTikTok)


ERRORS = "Why nothing, or not all of it, was done; empty when it was."
