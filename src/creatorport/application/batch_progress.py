"""The progress stream of a batch of invitations: what is written to the log, and read back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime

from creatorport.application.batch_views import BatchProgressView
from creatorport.application.ports.event_log import Logged
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.streams import batch_progress
from creatorport.domain.effect import Json
from creatorport.domain.ids import BatchId
from creatorport.domain.invitation_batch import BatchCounts, InvitationBatch

KIND = "batch-progress"


async def tell(uow: UnitOfWork, batch: InvitationBatch, now: datetime) -> None:
    """Append where a batch stands to its stream."""
    await uow.log.append(batch_progress(batch.id), KIND, to_payload(batch), now)


def to_payload(batch: InvitationBatch) -> Mapping[str, Json]:
    return {"batch_id": batch.id, "state": batch.state.value, "counts": asdict(batch.counts)}


def from_logged(entry: Logged) -> BatchProgressView:
    return BatchProgressView(
        entry.number,
        entry.at,
        BatchId(str(entry.payload["batch_id"])),
        str(entry.payload["state"]),
        counts_of(entry.payload["counts"]),
    )


def counts_of(kept: Json) -> BatchCounts:
    """Rebuild counts that were kept as an object."""
    if not isinstance(kept, dict):
        raise TypeError(f"not counts: {kept!r}")
    return BatchCounts(**{one.name: int(str(kept[one.name])) for one in fields(BatchCounts)})
