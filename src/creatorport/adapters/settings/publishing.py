from pathlib import Path

from pydantic import Field

from creatorport.adapters.settings.apps import AppSettings
from creatorport.adapters.settings.kinds import Seconds, Texts, VerificationFile


class PublishingSettings(AppSettings):
    """What publishing videos needs to know."""

    tiktok_app_audited: bool = Field(
        False,
        description="Whether TikTok has audited the app for direct posts. Without, only private accounts can post, and "
        "only what nobody but them sees.",
    )
    tiktok_upload_origins: Texts = Field(
        ("https://*.tiktokapis.com",),
        description="Origins to which videos may be sent, separated by commas; `*.` stands for any host below. TikTok "
        "names the address, and what is not of these is not believed.",
    )
    verified_media_hosts: Texts = Field(
        (),
        description="Hosts that are verified at TikTok, from which it may fetch videos itself, separated by commas.",
    )
    tiktok_verification_file: VerificationFile | None = Field(
        None,
        description="TikTok's file that proves that the public URL is yours, as `name.txt=content`. It is served at "
        "`/name.txt`.",
    )
    media_dir: Path | None = Field(
        None, description="Folder of videos that wait to be published. Absent: `media` in the data folder."
    )
    max_media: int = Field(4_000_000_000, ge=1, le=64_000_000_000, description="Bytes that a video may have.")
    media_kept_for: Seconds = Field(
        86_400,
        description="Seconds for which a video is kept that nobody publishes. A published one is dropped at once.",
    )
    posts_per_day: int = Field(
        15, ge=1, description="Posts of one creator in 24 hours, as far as TikTok permits; what is above waits."
    )
    creators_per_day: int | None = Field(
        None,
        ge=1,
        description="Creators who may post through the app in 24 hours, as TikTok set it at the audit. Absent: 5 "
        "without an audit, and not counted with one.",
    )
