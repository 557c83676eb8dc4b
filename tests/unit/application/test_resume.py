from datetime import timedelta

from creatorport.application.ports.jobs import CaptureCampaign
from creatorport.application.use_cases.resume_work import ResumeWork
from tests.unit.application.stage import LUMEN, Stage


async def test_what_waits_keeps_its_time_and_what_was_lost_is_enqueued_again() -> None:
    stage = Stage()
    campaign_id = await stage.active_campaign("mara")
    capture = CaptureCampaign(LUMEN, campaign_id)
    stage.storage.jobs.clear()
    resume = ResumeWork(stage.units, stage.clock, timedelta(0))
    await resume()
    assert [(one.job, one.after) for one in stage.storage.jobs] == [(capture, None)]
    stage.storage.jobs.clear()
    async with stage.units() as uow:
        await uow.jobs.defer(capture, after=timedelta(minutes=5))
        await uow.commit()
    await resume()
    assert [(one.job, one.after) for one in stage.storage.jobs] == [(capture, timedelta(minutes=5))]
