"""Publishing videos: from the bytes that are handed in to TikTok's verdict."""

from datetime import timedelta

from dependency_injector import containers, providers

from creatorport.adapters.media import FolderMediaStore
from creatorport.adapters.settings.settings import Settings
from creatorport.application.fresh_tokens import FreshTokens
from creatorport.application.ports.clock import Clock
from creatorport.application.publishing.asking import AskTikTok
from creatorport.application.publishing.drive import DrivePublications
from creatorport.application.publishing.keeping import Keep
from creatorport.application.publishing.rules import PublishingRules
from creatorport.application.publishing.uploading import UploadBytes
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.use_cases.cancel_publication import CancelPublication
from creatorport.application.use_cases.drop_media import DropMedia
from creatorport.application.use_cases.keep_media import KeepMedia
from creatorport.application.use_cases.publish_video import PublishVideo
from creatorport.application.use_cases.resolve_publication import ResolvePublication
from creatorport.application.use_cases.resume_publications import ResumePublications
from creatorport.application.use_cases.show_publishing_options import ShowPublishingOptions
from creatorport.graphql.publication.use_cases import PublishingUseCases


def _rules(settings: Settings) -> PublishingRules:
    return PublishingRules(
        audited=settings.tiktok_app_audited,
        posts_per_day=settings.posts_per_day,
        creators_per_day=settings.creators_per_day,
        verified_hosts=frozenset(host.casefold() for host in settings.verified_media_hosts),
    )


def _store(settings: Settings) -> FolderMediaStore:
    return FolderMediaStore(settings.media_dir or settings.data_dir / "media")


class Publishing(containers.DeclarativeContainer):
    """What takes videos in, and what posts them."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    fresh_tokens: providers.Dependency[FreshTokens] = providers.Dependency()
    storage = providers.DependenciesContainer()
    tiktok = providers.DependenciesContainer()

    rules = providers.Singleton(_rules, settings)
    store = providers.Singleton(_store, settings)
    as_account = providers.Singleton(AsAccount, fresh_tokens)
    use_cases = providers.Singleton(
        PublishingUseCases,
        show_options=providers.Singleton(
            ShowPublishingOptions, storage.units, clock, storage.identities, as_account, tiktok.posting, rules
        ),
        publish=providers.Singleton(PublishVideo, storage.units, clock, storage.identities, rules),
        cancel=providers.Singleton(CancelPublication, storage.units, clock),
        resolve=providers.Singleton(ResolvePublication, storage.units, clock),
    )
    keep_media = providers.Singleton(
        KeepMedia, storage.units, clock, storage.identities, store, settings.provided.max_media
    )
    keep = providers.Singleton(Keep, storage.units, clock)
    ask = providers.Singleton(AskTikTok, keep, as_account, tiktok.posting)
    drive = providers.Singleton(
        DrivePublications,
        keep,
        as_account,
        tiktok.posting,
        providers.Singleton(UploadBytes, keep, tiktok.uploads, store, ask),
        ask,
        rules,
        providers.Callable(timedelta, seconds=settings.provided.settle_after),
    )
    resume = providers.Singleton(ResumePublications, storage.units, clock)
    drop_media = providers.Singleton(
        DropMedia, storage.units, clock, store, providers.Callable(timedelta, seconds=settings.provided.media_kept_for)
    )
