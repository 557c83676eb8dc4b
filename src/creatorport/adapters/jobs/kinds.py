"""How each kind of job looks in the queue: its name there, what excludes what, and which may wait only once."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from creatorport.application.ports.jobs import (
    CaptureCampaign,
    CaptureCreatorInsights,
    CaptureInsights,
    DriveEffect,
    DriveHook,
    DrivePublication,
    EnrichCreators,
    Job,
    ProcessDelivery,
    RefreshKnown,
    RevokeGrant,
    SubscribeToMarketplace,
    SyncAccount,
    WorkOffBatch,
)

QUEUE = "creatorport"


@dataclass(frozen=True, slots=True)
class Kind:
    """`lock` names what a job works on alone. A job that `waits_once` is not enqueued while its like is waiting."""

    job: type[Any]
    name: str
    lock: Callable[[Any], str]
    waits_once: bool = False

    def read(self, arguments: Mapping[str, Any]) -> Job:
        job: Job = self.job(**arguments)
        return job


KINDS: Mapping[type[Any], Kind] = {
    kind.job: kind
    for kind in (
        Kind(DriveEffect, "drive_effect", lambda job: f"effect:{job.effect_id}", waits_once=True),
        Kind(DriveHook, "drive_hook", lambda job: f"hook:{job.hook_id}", waits_once=True),
        Kind(DrivePublication, "drive_publication", lambda job: f"publication:{job.publication_id}", waits_once=True),
        Kind(CaptureCampaign, "capture_campaign", lambda job: f"campaign:{job.campaign_id}", waits_once=True),
        Kind(WorkOffBatch, "work_off_batch", lambda job: f"batch:{job.batch_id}", waits_once=True),
        Kind(ProcessDelivery, "process_delivery", lambda job: f"delivery:{job.delivery_id}"),
        Kind(RevokeGrant, "revoke_grant", lambda job: f"revoke:{job.family}:{job.account_id}"),
        Kind(RefreshKnown, "refresh_known", lambda job: f"sync:{job.account_id}"),
        Kind(SyncAccount, "sync_account", lambda job: f"sync:{job.account_id}", waits_once=True),
        Kind(EnrichCreators, "enrich_creators", lambda job: f"enrich:{job.workspace_id}", waits_once=True),
        Kind(CaptureInsights, "capture_insights", lambda job: f"insights:{job.account_id}", waits_once=True),
        Kind(
            CaptureCreatorInsights,
            "capture_creator_insights",
            lambda job: f"creator-insights:{job.creator_id}",
            waits_once=True,
        ),
        Kind(
            SubscribeToMarketplace,
            "subscribe_to_marketplace",
            lambda job: f"subscribe:{job.workspace_id}",
            waits_once=True,
        ),
    )
}


def arguments(job: Job) -> dict[str, Any]:
    """Return what the queue stores of a job."""
    return asdict(job)
