"""A process in which many callers want one account's token at the same time: `python -m tests.e2e.refresh.caller`.

It says when it is ready, begins when a file is there, and prints one word per caller: a digest of the token it got, or
the code of the error.
"""

import asyncio
import hashlib
import sys
from pathlib import Path

from creatorport.adapters.observability import logs
from creatorport.adapters.settings.loading import load
from creatorport.container.lifecycle import GatewayComposition
from creatorport.domain.errors import CreatorportError
from creatorport.domain.ids import AccountId, WorkspaceId


async def main(workspace: str, account: str, callers: int, signal: Path) -> None:
    logs.configure(level="WARNING", as_json=True)
    async with GatewayComposition().gateway(load(for_tiktok=True), worker=False) as gateway:
        tokens = gateway._container.fresh_tokens()

        async def call() -> str:
            try:
                grant = await tokens.grant(WorkspaceId(workspace), AccountId(account))
            except CreatorportError as error:
                return error.code
            return hashlib.sha256(grant.access_token.reveal().encode()).hexdigest()

        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while not signal.exists():  # noqa: ASYNC110, ASYNC240  another process makes it
            await asyncio.sleep(0.005)
        sys.stdout.write("\n".join(await asyncio.gather(*(call() for _ in range(callers)))) + "\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4])))
