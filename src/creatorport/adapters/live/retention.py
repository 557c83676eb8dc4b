from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.errors import translated

_STREAMS = 200

_TRIM = text(
    """
    WITH stale AS (
        SELECT stream.name, least(
            stream.newest - :keep_newest,
            (SELECT coalesce(min(number) - 1, stream.newest) FROM log
             WHERE log.stream = stream.name AND log.at >= now() - make_interval(secs => :older_than))
        ) AS until
        FROM streams AS stream
        WHERE stream.name = ANY(CAST(:streams AS text[]))
        FOR UPDATE SKIP LOCKED
    ), moved AS (
        UPDATE streams SET oldest = stale.until + 1
        FROM stale WHERE streams.name = stale.name AND stale.until >= streams.oldest
        RETURNING streams.name, stale.until
    ), dropped AS (
        DELETE FROM log USING moved WHERE log.stream = moved.name AND log.number <= moved.until RETURNING 1
    )
    SELECT count(*) FROM dropped
    """
)

_NAMES = text(
    "SELECT name FROM streams WHERE name > :after AND newest - oldest >= :keep_newest ORDER BY name LIMIT :many"
)


async def trim(engine: AsyncEngine, *, keep_newest: int, older_than: timedelta, stream: str | None = None) -> int:
    """Drop entries that are both older than `older_than` and not among a stream's newest; return how many.

    Of one stream, or of all; those that are being written to are left for the next time. What is kept is always
    contiguous up to the newest. Raises StorageUnavailable.
    """
    if keep_newest < 1:
        raise ValueError("each stream keeps at least its newest entry")
    limits = {"keep_newest": keep_newest, "older_than": older_than.total_seconds()}
    if stream is not None:
        return await _trim(engine, [stream], limits)
    dropped, after = 0, ""
    while names := await _names(engine, after, keep_newest):
        dropped += await _trim(engine, names, limits)
        after = names[-1]
    return dropped


async def _trim(engine: AsyncEngine, streams: list[str], limits: dict[str, float]) -> int:
    with translated():
        async with engine.begin() as connection:
            dropped: int = (await connection.execute(_TRIM, {"streams": streams, **limits})).scalar_one()
    return dropped


async def _names(engine: AsyncEngine, after: str, keep_newest: int) -> list[str]:
    with translated():
        async with engine.connect() as connection:
            found = await connection.execute(_NAMES, {"after": after, "keep_newest": keep_newest, "many": _STREAMS})
            return list(found.scalars())
