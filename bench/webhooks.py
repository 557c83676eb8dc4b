"""How long TikTok waits for the answer to a webhook: each is a new one, signed, stored with its job, and answered."""

import asyncio
import hashlib
import hmac
import time
from itertools import count

import orjson

from bench.load import CONNECTIONS, Load, Target, answer

_SECRET = b"bench"


async def webhooks(port: int, seconds: float) -> Load:
    """Send for so long over all connections at once. Raises ValueError for any answer but 200."""
    numbers = count(time.time_ns())
    took: list[float] = []
    began = time.perf_counter()

    async def send() -> None:
        while (started := time.perf_counter()) < began + seconds:
            await answer(_fresh(port, next(numbers)))
            took.append(time.perf_counter() - started)

    await asyncio.gather(*(send() for _ in range(CONNECTIONS)))
    took.sort()
    lasted = time.perf_counter() - began
    return Load(len(took) / lasted, took[len(took) // 2] * 1000, took[len(took) * 99 // 100] * 1000)


def _fresh(port: int, number: int) -> Target:
    body = {
        "client_key": "bench",
        "event": "post.publish.complete",
        "create_time": int(time.time()),
        "user_openid": "-000bench",
        "content": orjson.dumps({"publish_id": str(number)}).decode(),
    }
    moment = str(int(time.time())).encode()
    digest = hmac.new(_SECRET, moment + b"." + orjson.dumps(body), hashlib.sha256).hexdigest()
    return Target(
        "the webhook", port, "/webhooks/tiktok", body, {"TikTok-Signature": f"t={moment.decode()},s={digest}"}
    )
