"""One life, as a program: `python -m tests.e2e.crash.life LIFE`, told in JSON; the settings are in the environment."""

import asyncio
import json
import sys

from creatorport.adapters.observability import logs
from creatorport.adapters.settings.loading import load
from tests.e2e.crash.gateway import Life, live


def main(told: str) -> None:
    logs.configure(level="INFO", as_json=True)
    asyncio.run(live(load(for_tiktok=True), Life(**json.loads(told))))


if __name__ == "__main__":
    main(sys.argv[1])
