"""Finding creators at TikTok One, and knowing more of them."""

from datetime import timedelta

from dependency_injector import containers, providers

from creatorport.adapters.settings.regions import regions
from creatorport.adapters.settings.settings import Settings
from creatorport.application.discovery.categories import KnowCategories
from creatorport.application.discovery.keeping import KeepFound
from creatorport.application.discovery.walking import WalkOn
from creatorport.application.enrichment import Enrich
from creatorport.application.ports.clock import Clock
from creatorport.application.use_cases.discover_creators import DiscoverCreators, ListLife
from creatorport.application.use_cases.enrich_due import EnrichDue
from creatorport.application.use_cases.enrich_found import EnrichFound
from creatorport.application.use_cases.forget_searches import ForgetSearches
from creatorport.application.use_cases.list_categories import ListCategories
from creatorport.application.use_cases.refresh_creators import RefreshCreators


def _life(settings: Settings) -> ListLife:
    return ListLife(timedelta(seconds=settings.searches_fresh_for), timedelta(seconds=settings.searches_kept_for))


class Discovery(containers.DeclarativeContainer):
    """What members and jobs do to find creators."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    storage = providers.DependenciesContainer()
    tiktok = providers.DependenciesContainer()

    know_categories = providers.Singleton(KnowCategories, storage.units, clock, tiktok.category_labels)
    walk_on = providers.Singleton(
        WalkOn,
        storage.units,
        storage.leases,
        tiktok.creator_search,
        know_categories,
        providers.Singleton(
            KeepFound,
            clock,
            storage.identities,
            providers.Callable(timedelta, seconds=settings.provided.creators_fresh_for),
        ),
    )
    discover = providers.Singleton(
        DiscoverCreators,
        storage.units,
        clock,
        storage.identities,
        walk_on,
        storage.reads.provided.creators,
        providers.Callable(regions, settings.provided.regions),
        providers.Callable(_life, settings),
    )
    list_categories = providers.Singleton(ListCategories, storage.units, know_categories)
    enrich = providers.Singleton(
        Enrich,
        storage.units,
        clock,
        tiktok.creator_pages,
        providers.Callable(timedelta, seconds=settings.provided.pages_fresh_for),
    )
    refresh = providers.Singleton(RefreshCreators, storage.units, clock, enrich)
    enrich_found = providers.Singleton(EnrichFound, storage.units, clock, enrich)
    enrich_due = providers.Singleton(EnrichDue, storage.units, clock)
    forget = providers.Singleton(ForgetSearches, storage.units, clock)
