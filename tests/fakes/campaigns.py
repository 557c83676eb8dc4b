"""Every use case of a campaign's life, on any units of work."""

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
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


def campaign_use_cases(units: UnitsOfWork, clock: Clock, identities: Identities) -> CampaignUseCases:
    return CampaignUseCases(
        update=UpdateCampaign(units, clock, identities),
        duplicate=DuplicateCampaign(units, clock, identities),
        pause=PauseCampaign(units, clock),
        resume=ResumeCampaign(units, clock),
        complete=CompleteCampaign(units, clock, identities),
        cancel=CancelCampaign(units, clock, identities),
        archive=ArchiveCampaign(units, clock),
        unarchive=UnarchiveCampaign(units, clock),
        set_currency=SetCurrency(units),
    )
