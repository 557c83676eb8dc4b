"""What whoever composes a post may choose: only what TikTok offers the creator at that time, and nothing by default."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from creatorport.domain.creator import ExpiringUrl
from creatorport.domain.errors import BrandedContentPrivate, InteractionDisabled, InvalidValue, PrivacyNotOffered
from creatorport.domain.ids import MemberId
from creatorport.domain.texts import text_or_empty

TITLE_MAX: Final = 2200
"""In UTF-16 code units, as TikTok counts."""


class Privacy(StrEnum):
    """Who can see a post, in TikTok's words."""

    PUBLIC = "PUBLIC_TO_EVERYONE"
    FRIENDS = "MUTUAL_FOLLOW_FRIENDS"
    FOLLOWERS = "FOLLOWER_OF_CREATOR"
    SELF = "SELF_ONLY"


class Label(StrEnum):
    """How TikTok marks a post whose commercial nature is disclosed."""

    PROMOTIONAL = "PROMOTIONAL_CONTENT"
    PARTNERSHIP = "PAID_PARTNERSHIP"


@dataclass(frozen=True, slots=True)
class CreatorOptions:
    """What TikTok offers a creator now. `longest` is in seconds; None where TikTok tells none."""

    handle: str
    nickname: str
    avatar: ExpiringUrl | None
    privacy: tuple[Privacy, ...]
    comment_disabled: bool
    duet_disabled: bool
    stitch_disabled: bool
    longest: int | None

    @property
    def is_private(self) -> bool | None:
        """Whether the account is private. TikTok tells by the levels it offers, or, with one alone, not at all."""
        if Privacy.PUBLIC in self.privacy:
            return False
        return True if Privacy.FOLLOWERS in self.privacy else None


@dataclass(frozen=True, slots=True)
class Interactions:
    """What viewers may do; off until somebody turns it on."""

    comment: bool = False
    duet: bool = False
    stitch: bool = False


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The commercial nature of a post: for the creator's own business, or for somebody else's."""

    own_brand: bool = False
    branded_content: bool = False

    @classmethod
    def declared(cls, *, own_brand: bool, branded_content: bool) -> "Disclosure":
        """Make one that was turned on. Raises InvalidValue when it then discloses nothing."""
        if not (own_brand or branded_content):
            raise InvalidValue("disclosure", "say whose business it is: ownBrand, brandedContent, or both")
        return cls(own_brand, branded_content)

    @property
    def label(self) -> Label | None:
        if self.branded_content:
            return Label.PARTNERSHIP
        return Label.PROMOTIONAL if self.own_brand else None

    @property
    def consent_text(self) -> str:
        """What the person who posts agrees to, word for word as it has to stand above the button."""
        policy = "Branded Content Policy and " if self.branded_content else ""
        return f"By posting, you agree to TikTok's {policy}Music Usage Confirmation."


@dataclass(frozen=True, slots=True)
class Consent:
    """What was agreed to, by whom and when, before anything was sent."""

    text: str
    by: MemberId
    at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen for one post. `cover_ms` is the place of the frame that covers it."""

    title: str
    privacy: Privacy
    interactions: Interactions
    disclosure: Disclosure
    is_ai_generated: bool = False
    cover_ms: int | None = None

    @classmethod
    def of(
        cls,
        *,
        title: str,
        privacy: Privacy,
        interactions: Interactions,
        disclosure: Disclosure,
        is_ai_generated: bool = False,
        cover_ms: int | None = None,
    ) -> "Choice":
        """Make a choice that keeps the rules which hold for everybody. Raises InvalidValue, BrandedContentPrivate."""
        bare = text_or_empty(title, "title", TITLE_MAX, lines=True)
        if len(bare.encode("utf-16-le")) // 2 > TITLE_MAX:
            raise InvalidValue("title", f"use at most {TITLE_MAX} UTF-16 code units; an emoji takes two")
        if cover_ms is not None and not 0 <= cover_ms < 2**31:
            raise InvalidValue("coverMs", "lies within the video")
        if disclosure.branded_content and privacy is Privacy.SELF:
            raise BrandedContentPrivate
        return cls(bare, privacy, interactions, disclosure, is_ai_generated, cover_ms)

    def check(self, options: CreatorOptions) -> None:
        """Raises PrivacyNotOffered, InteractionDisabled. What was chosen is never changed for anybody."""
        if self.privacy not in options.privacy:
            raise PrivacyNotOffered(self.privacy.value, [level.value for level in options.privacy])
        wanted = self.interactions
        for field, on, disabled in (
            ("allowComment", wanted.comment, options.comment_disabled),
            ("allowDuet", wanted.duet, options.duet_disabled),
            ("allowStitch", wanted.stitch, options.stitch_disabled),
        ):
            if on and disabled:
                raise InteractionDisabled(field)
