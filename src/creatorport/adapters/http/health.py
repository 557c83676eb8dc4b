"""Whether the process lives, and whether it can do its work."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

Check = Callable[[], Awaitable[str | None]]
"""Returns None when all is well, else what is wrong and what to do."""

_PATIENCE = 3.0


async def healthz(_: Request) -> Response:
    """The process answers. Says nothing of the database: restarting us would not mend that."""
    return PlainTextResponse("ok\n")


class Readiness:
    """`GET /readyz`: 200 when every check passes, else 503 with what is wrong."""

    def __init__(self, checks: Mapping[str, Check]) -> None:
        self._checks = checks

    async def answer(self, _: Request) -> Response:
        names = list(self._checks)
        answers = await asyncio.gather(*(_within(self._checks[name]) for name in names))
        troubles = {name: answer for name, answer in zip(names, answers, strict=True) if answer is not None}
        body = {"ready": not troubles, "checks": {name: troubles.get(name, "ok") for name in names}}
        return JSONResponse(body, status_code=503 if troubles else 200, headers={"Cache-Control": "no-store"})


async def _within(check: Check) -> str | None:
    try:
        async with asyncio.timeout(_PATIENCE):
            return await check()
    except TimeoutError:
        return f"no answer within {_PATIENCE:.0f} seconds"
