"""What can be wrong with a video or a post that is to be published; `errors` draws the whole tree."""

from collections.abc import Sequence

from creatorport.domain.error_roots import FixableBy, Refusal


class MediaNotTaken(Refusal):
    code = "MEDIA_NOT_TAKEN"

    def __init__(self) -> None:
        super().__init__("This is no MP4, MOV or WebM: TikTok takes nothing else.")


class MediaTooLarge(Refusal):
    code = "MEDIA_TOO_LARGE"

    def __init__(self, most: int) -> None:
        super().__init__(f"A video may have at most {most:,} bytes here (CREATORPORT_MAX_MEDIA).")
        self.most = most


class HostNotVerified(Refusal):
    code = "HOST_NOT_VERIFIED"
    fixable_by = FixableBy.OPERATOR

    def __init__(self, host: str) -> None:
        super().__init__(
            f"TikTok fetches videos only from hosts that were verified for the app; {host} is not named in "
            "CREATORPORT_VERIFIED_MEDIA_HOSTS. Verify it at TikTok for Developers and name it there, or hand the "
            "bytes in by PUT /media.",
            field="videoUrl",
        )
        self.host = host


class PublishingOptionsExpired(Refusal):
    code = "PUBLISHING_OPTIONS_EXPIRED"

    def __init__(self) -> None:
        super().__init__(
            "What TikTok offers the creator must be asked for each post, less than an hour before: publishingOptions.",
            field="optionsId",
        )


class PrivacyNotOffered(Refusal):
    code = "PRIVACY_NOT_OFFERED"

    def __init__(self, asked: str, offered: Sequence[str]) -> None:
        super().__init__(
            f"TikTok does not offer this creator {asked}; it offers {', '.join(offered) or 'nothing'}.", field="privacy"
        )
        self.offered = tuple(offered)


class InteractionDisabled(Refusal):
    code = "INTERACTION_DISABLED"
    fixable_by = FixableBy.CREATOR

    def __init__(self, field: str) -> None:
        super().__init__(
            f"{field}: the creator has this off in TikTok's settings, so no post can turn it on.", field=field
        )


class BrandedContentPrivate(Refusal):
    code = "BRANDED_CONTENT_PRIVATE"

    def __init__(self) -> None:
        super().__init__("Branded content cannot be visible to its creator alone.", field="privacy")


class ConsentTextDiffers(Refusal):
    code = "CONSENT_TEXT_DIFFERS"

    def __init__(self, wanted: str) -> None:
        super().__init__(f"Whoever posts must agree to these very words: {wanted}", field="consentText")
        self.wanted = wanted


class AppNotAudited(Refusal):
    """Both facts stand in the message, each with who sees to it."""

    code = "APP_NOT_AUDITED"
    fixable_by = FixableBy.CREATOR

    def __init__(self, *, account_is_private: bool | None, post_is_self_only: bool | None) -> None:
        account = {True: "it is", False: "it is not", None: "TikTok does not tell"}[account_is_private]
        post = {True: "it is", False: "it is not", None: "not known"}[post_is_self_only]
        super().__init__(
            "TikTok has not audited this app. Until then, the TikTok account must be private, which the creator turns "
            f"on in TikTok's app ({account}); and the post must be SELF_ONLY, which whoever composes it chooses "
            f"({post}). The operator has the app audited at TikTok for Developers."
        )
        self.account_is_private = account_is_private
        self.post_is_self_only = post_is_self_only


class PublishingNotGranted(Refusal):
    code = "PUBLISHING_NOT_GRANTED"
    fixable_by = FixableBy.CREATOR

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(
            f"The creator did not grant {', '.join(missing)}. Add it to CREATORPORT_TIKTOK_SCOPES if it is not asked "
            "for yet, and have the account connected again: startTiktokConnect with its accountId."
        )
        self.missing = tuple(missing)


class PostingBanned(Refusal):
    code = "POSTING_BANNED"
    fixable_by = FixableBy.TIKTOK

    def __init__(self) -> None:
        super().__init__("TikTok has banned this creator from posting. They can appeal in TikTok's app.")
