"""What members do with campaigns."""

from dependency_injector import containers, providers

from creatorport.adapters.settings.settings import Settings
from creatorport.application.ports.clock import Clock
from creatorport.application.use_cases.archive_campaign import ArchiveCampaign
from creatorport.application.use_cases.cancel_campaign import CancelCampaign
from creatorport.application.use_cases.complete_campaign import CompleteCampaign
from creatorport.application.use_cases.duplicate_campaign import DuplicateCampaign
from creatorport.application.use_cases.pause_campaign import PauseCampaign
from creatorport.application.use_cases.resume_campaign import ResumeCampaign
from creatorport.application.use_cases.set_currency import SetCurrency
from creatorport.application.use_cases.unarchive_campaign import UnarchiveCampaign
from creatorport.application.use_cases.update_campaign import UpdateCampaign
from creatorport.graphql.campaign.use_cases import CampaignUseCases


class Campaigns(containers.DeclarativeContainer):
    """The use cases of a campaign's life after its creation."""

    settings: providers.Dependency[Settings] = providers.Dependency()
    clock: providers.Dependency[Clock] = providers.Dependency()
    storage = providers.DependenciesContainer()

    use_cases = providers.Singleton(
        CampaignUseCases,
        update=providers.Singleton(UpdateCampaign, storage.units, clock, storage.identities),
        duplicate=providers.Singleton(DuplicateCampaign, storage.units, clock, storage.identities),
        pause=providers.Singleton(PauseCampaign, storage.units, clock),
        resume=providers.Singleton(ResumeCampaign, storage.units, clock),
        complete=providers.Singleton(
            CompleteCampaign, storage.units, clock, storage.identities, settings.provided.assumed_marketplace
        ),
        cancel=providers.Singleton(
            CancelCampaign, storage.units, clock, storage.identities, settings.provided.assumed_marketplace
        ),
        archive=providers.Singleton(ArchiveCampaign, storage.units, clock),
        unarchive=providers.Singleton(UnarchiveCampaign, storage.units, clock),
        set_currency=providers.Singleton(SetCurrency, storage.units),
    )
