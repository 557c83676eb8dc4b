"""Every way in which creatorport says no, or fails.

CreatorportError
├── Refusal                    a rule said no; shown to the caller with who can fix it
│   ├── InvalidValue           a value that cannot be accepted
│   ├── NotAllowed             the caller's role may not do this
│   ├── NotFound               not there, or not yours: the two are never told apart
│   ├── WrongState             the verb is not possible in the present state
│   ├── ConcurrentChange       somebody else changed it first
│   ├── IdempotencyConflict    the same key came with another request
│   ├── AlreadyInvited         one live invitation per campaign and creator
│   ├── NotOnTikTokOne         the creator is not there to be invited
│   ├── OutsideRegion          the creator is there, and TikTok did not take them for the campaign
│   ├── UnknownVariable        a message names a variable that there is not
│   ├── VariableWithoutValue   a message's variable stands for nothing for this creator
│   ├── MessageTooLong         a message that is too long once it is filled in
│   ├── CreatorExcluded        the workspace has excluded the creator
│   ├── NoCreatorsToLaunch     a campaign starts at TikTok together with its first creators
│   ├── MarketplaceNotConnected  the workspace has no TikTok One account yet
│   ├── SyncTooSoon            an account is synced by hand once in a while only
│   ├── NotPermitted           the creator did not grant our business app this
│   ├── PromiseTooGreat        the promised ages need more calls than there are
│   ├── CurrencyMismatch       amounts of unlike currencies meet
│   ├── BudgetExceeded         more would be committed than the budget holds
│   ├── FieldFrozen            a field cannot be changed any more in the campaign's state
│   ├── CampaignEdited         somebody else changed the campaign since the version that was seen
│   ├── AdvertiserNotConfigured  no advertiser account is named to take codes
│   ├── LinkReminderTooSoon · LinkRemindersSpent   what TikTok allows of reminding
│   ├── TermsChanged           an answer names another version of the terms than stands
│   ├── InvitationExpired      the answer came after the invitation's end
│   ├── CampaignOver           the answer came after the campaign's end
│   ├── ReminderTooSoon        reminders are a day apart
│   ├── RemindersSpent         and two at most
│   ├── JoinLinkUnknown        a link to an invitation that leads nowhere
│   ├── SearchExpired          the list of a cursor is kept no longer
│   ├── MediaNotTaken · MediaTooLarge   a file that cannot be published
│   ├── HostNotVerified        TikTok would not fetch a video from there
│   ├── PublishingOptionsExpired  what TikTok offers was not asked for this post, or too long ago
│   ├── PrivacyNotOffered · InteractionDisabled   TikTok does not offer the creator what was chosen
│   ├── BrandedContentPrivate  branded content that only its creator would see
│   ├── ConsentTextDiffers     other words than those that must be agreed to
│   ├── AppNotAudited          private accounts only, and posts that are SELF_ONLY
│   ├── PublishingNotGranted   the creator did not grant what publishing needs
│   ├── PostingBanned          TikTok keeps the creator from posting
│   ├── HookAddressRefused     a webhook's receiver that is never called
│   ├── HookUnreachable        a webhook's receiver that gave no answer
│   ├── TooManyHooks           a workspace has as many outgoing webhooks as it can have
│   └── ConnectRefused         a consent round trip that must not be finished
│       ├── ConsentDeclined    the person said no on TikTok's page
│       ├── ScopesNotApproved  TikTok refused what was asked for, before the person could answer
│       ├── StateUnknown · StateExpired · StateUsed · StateForeign
│       ├── WrongAccount       another account than the expected one came back
│       ├── InviteUnknown · InviteExpired · InviteUsed · InviteRevoked
│       ├── HandleUnchecked    a handle was expected, and the account's cannot be read
│       └── NeedsReauth        the grant is dead; only a new consent helps
├── TikTokError                what a call to TikTok came to
│   ├── TikTokRefused          a definite no: nothing happened
│   ├── TikTokTokenRejected    the token is not valid: nothing happened
│   ├── TikTokThrottled        a limit: nothing happened, come back later
│   ├── TikTokUnreachable      the request never left: nothing happened
│   └── TikTokAnswerLost       sent, but no trustworthy answer: it may have happened
├── StorageUnavailable         the database does not answer, or cannot be started
├── UnreadableDelivery         a webhook that makes no sense
└── VaultError                 a sealed token that cannot be opened

Facts are attributes; words are made from them. None knows HTTP or GraphQL.
"""

from creatorport.domain.campaign_refusals import BudgetExceeded, CampaignEdited, CurrencyMismatch, FieldFrozen
from creatorport.domain.connect_refusals import (
    ConnectRefused,
    ConsentDeclined,
    HandleUnchecked,
    InviteExpired,
    InviteRevoked,
    InviteUnknown,
    InviteUsed,
    NeedsReauth,
    ScopesNotApproved,
    StateExpired,
    StateForeign,
    StateUnknown,
    StateUsed,
    WrongAccount,
)
from creatorport.domain.consent_refusals import NotPermitted
from creatorport.domain.deliverable_refusals import AdvertiserNotConfigured, LinkRemindersSpent, LinkReminderTooSoon
from creatorport.domain.discovery_refusals import SearchExpired
from creatorport.domain.error_roots import CreatorportError, FixableBy, Refusal
from creatorport.domain.faults import StorageUnavailable, UnreadableDelivery, VaultError
from creatorport.domain.hook_refusals import HookAddressRefused, HookUnreachable, TooManyHooks
from creatorport.domain.invitation_refusals import AlreadyInvited, CreatorExcluded, NotOnTikTokOne, OutsideRegion
from creatorport.domain.message_refusals import MessageTooLong, UnknownVariable, VariableWithoutValue
from creatorport.domain.negotiation_refusals import (
    CampaignOver,
    InvitationExpired,
    JoinLinkUnknown,
    RemindersSpent,
    ReminderTooSoon,
    TermsChanged,
)
from creatorport.domain.publishing_refusals import (
    AppNotAudited,
    BrandedContentPrivate,
    ConsentTextDiffers,
    HostNotVerified,
    InteractionDisabled,
    MediaNotTaken,
    MediaTooLarge,
    PostingBanned,
    PrivacyNotOffered,
    PublishingNotGranted,
    PublishingOptionsExpired,
)
from creatorport.domain.sync_refusals import PromiseTooGreat, SyncTooSoon
from creatorport.domain.tiktok_errors import (
    TikTokAnswerLost,
    TikTokError,
    TikTokRefused,
    TikTokThrottled,
    TikTokTokenRejected,
    TikTokUnreachable,
)

__all__ = [
    "AdvertiserNotConfigured",
    "AlreadyInvited",
    "AppNotAudited",
    "BrandedContentPrivate",
    "BudgetExceeded",
    "CampaignEdited",
    "CampaignOver",
    "ConcurrentChange",
    "ConnectRefused",
    "ConsentDeclined",
    "ConsentTextDiffers",
    "CreatorExcluded",
    "CreatorportError",
    "CurrencyMismatch",
    "FieldFrozen",
    "FixableBy",
    "HandleUnchecked",
    "HookAddressRefused",
    "HookUnreachable",
    "HostNotVerified",
    "IdempotencyConflict",
    "InteractionDisabled",
    "InvalidValue",
    "InvitationExpired",
    "InviteExpired",
    "InviteRevoked",
    "InviteUnknown",
    "InviteUsed",
    "JoinLinkUnknown",
    "LinkReminderTooSoon",
    "LinkRemindersSpent",
    "MarketplaceNotConnected",
    "MediaNotTaken",
    "MediaTooLarge",
    "MessageTooLong",
    "NeedsReauth",
    "NoCreatorsToLaunch",
    "NotAllowed",
    "NotFound",
    "NotOnTikTokOne",
    "NotPermitted",
    "OutsideRegion",
    "PostingBanned",
    "PrivacyNotOffered",
    "PromiseTooGreat",
    "PublishingNotGranted",
    "PublishingOptionsExpired",
    "Refusal",
    "ReminderTooSoon",
    "RemindersSpent",
    "ScopesNotApproved",
    "SearchExpired",
    "StateExpired",
    "StateForeign",
    "StateUnknown",
    "StateUsed",
    "StorageUnavailable",
    "SyncTooSoon",
    "TermsChanged",
    "TikTokAnswerLost",
    "TikTokError",
    "TikTokRefused",
    "TikTokThrottled",
    "TikTokTokenRejected",
    "TikTokUnreachable",
    "TooManyHooks",
    "UnknownVariable",
    "UnreadableDelivery",
    "VariableWithoutValue",
    "VaultError",
    "WrongAccount",
    "WrongState",
]


class InvalidValue(Refusal):
    code = "INVALID_VALUE"

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}", field=field)
        self.reason = reason


class NotAllowed(Refusal):
    code = "NOT_ALLOWED"
    fixable_by = FixableBy.MEMBER

    def __init__(self, action: str, role: str, *, who: str) -> None:
        """`who` may do it instead: a role, or several."""
        super().__init__(f"The role {role} does not permit this ({action}): it takes {who}.")
        self.action = action
        self.role = role


class NotFound(Refusal):
    code = "NOT_FOUND"

    def __init__(self, kind: str, id: str, *, field: str | None = None) -> None:  # noqa: A002  the domain's word
        super().__init__(f"There is no such {kind} in this workspace.", field=field)
        self.kind = kind
        self.id = id


# What is done to a thing by somebody, as it is said of the thing.
_SUFFERED = {
    "launch": "be launched",
    "pause": "be paused",
    "resume": "be resumed",
    "complete": "be completed",
    "cancel": "be cancelled",
    "archive": "be archived",
    "edit": "be edited",
    "accept": "be accepted",
    "decline": "be declined",
    "withdraw": "be withdrawn",
    "submit": "be handed in",
    "request changes": "be sent back for changes",
    "approve": "be approved",
    "waive": "be waived",
    "remind": "be reminded of",
    "revoke": "be revoked",
}


class WrongState(Refusal):
    code = "WRONG_STATE"

    def __init__(self, kind: str, state: str, verb: str) -> None:
        article = "An" if kind[0] in "aeiou" else "A"
        super().__init__(f"{article} {kind} that is {state} cannot {_SUFFERED.get(verb, verb)}.")
        self.kind = kind
        self.state = state
        self.verb = verb


class ConcurrentChange(Refusal):
    code = "CONCURRENT_CHANGE"

    def __init__(self, kind: str, id: str, expected: int) -> None:  # noqa: A002  the domain's word
        super().__init__(f"The {kind} was changed by somebody else. Load it again and repeat the change.")
        self.kind = kind
        self.id = id
        self.expected = expected


class IdempotencyConflict(Refusal):
    code = "IDEMPOTENCY_CONFLICT"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"The idempotency key {key} was used for another request. Choose a new key.",
            field="idempotencyKey",
        )
        self.key = key


class NoCreatorsToLaunch(Refusal):
    code = "NO_CREATORS_TO_LAUNCH"

    def __init__(self) -> None:
        super().__init__(
            "TikTok One starts a campaign together with its first creators. Invite at least one, then launch."
        )


class MarketplaceNotConnected(Refusal):
    code = "MARKETPLACE_NOT_CONNECTED"
    fixable_by = FixableBy.MEMBER

    def __init__(self) -> None:
        super().__init__("Connect this workspace to TikTok One first: startMarketplaceConnect.")
