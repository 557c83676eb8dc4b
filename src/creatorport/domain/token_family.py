from enum import StrEnum


class TokenFamily(StrEnum):
    """Whose login a pair of tokens is of. When one ends is always read from TikTok's answer."""

    LOGIN_KIT = "login_kit"
    BUSINESS_CREATOR = "business_creator"
