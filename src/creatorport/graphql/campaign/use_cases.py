from dataclasses import dataclass

from creatorport.application.use_cases.archive_campaign import ArchiveCampaign
from creatorport.application.use_cases.cancel_campaign import CancelCampaign
from creatorport.application.use_cases.complete_campaign import CompleteCampaign
from creatorport.application.use_cases.duplicate_campaign import DuplicateCampaign
from creatorport.application.use_cases.pause_campaign import PauseCampaign
from creatorport.application.use_cases.resume_campaign import ResumeCampaign
from creatorport.application.use_cases.set_currency import SetCurrency
from creatorport.application.use_cases.unarchive_campaign import UnarchiveCampaign
from creatorport.application.use_cases.update_campaign import UpdateCampaign


@dataclass(frozen=True, slots=True)
class CampaignUseCases:
    """What is done with campaigns once they are made, ready made."""

    update: UpdateCampaign
    duplicate: DuplicateCampaign
    pause: PauseCampaign
    resume: ResumeCampaign
    complete: CompleteCampaign
    cancel: CancelCampaign
    archive: ArchiveCampaign
    unarchive: UnarchiveCampaign
    set_currency: SetCurrency
