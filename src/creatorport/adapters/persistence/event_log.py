import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text

from creatorport.adapters.persistence.transaction import Transaction
from creatorport.domain.effect import Json

CHANNEL = "creatorport_log"
"""What is notified when entries become visible; the payload is the stream's name."""

# The stream's row is locked from here to the end of the transaction. So numbers are given in the order of commits, a
# rollback gives them back, and whoever sees a number sees all before it.
_APPEND = text(
    """
    WITH stream AS (
        INSERT INTO streams (name, newest, oldest) VALUES (:stream, :many, 1)
        ON CONFLICT (name) DO UPDATE SET newest = streams.newest + :many
        RETURNING newest - :many AS before
    ), entries AS (
        INSERT INTO log (stream, number, kind, payload, at)
        SELECT :stream, stream.before + entry.place, entry.kind, entry.payload::jsonb, entry.at
        FROM stream, unnest(
            CAST(:kinds AS text[]), CAST(:payloads AS text[]), CAST(:ats AS timestamptz[])
        ) WITH ORDINALITY AS entry (kind, payload, at, place)
        RETURNING number
    )
    SELECT max(number), pg_notify(:channel, :stream) FROM entries
    """
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that has no number yet."""

    kind: str
    payload: Mapping[str, Json]
    at: datetime


class SqlEventLog:
    def __init__(self, transaction: Transaction) -> None:
        self._at = transaction

    async def append(self, stream: str, kind: str, payload: Mapping[str, Json], at: datetime) -> int:
        return await self.append_all(stream, [Entry(kind, payload, at)])

    async def append_all(self, stream: str, entries: Sequence[Entry]) -> int:
        """Append some entries in one statement, and return the last one's number."""
        result = await self._at.execute(
            _APPEND,
            {
                "stream": stream,
                "many": len(entries),
                "channel": CHANNEL,
                "kinds": [entry.kind for entry in entries],
                "payloads": [json.dumps(entry.payload) for entry in entries],
                "ats": [entry.at for entry in entries],
            },
        )
        number: int = result.scalar_one()
        return number
