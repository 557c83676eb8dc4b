"""What a webhook costs before it is answered."""

import hashlib
import hmac
import json

import httpx

from tests.integration.cost.house import House

SECRET = b"secret"


def signed(house: House, body: bytes) -> dict[str, str]:
    moment = int(house.clock.now().timestamp())
    digest = hmac.new(SECRET, f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return {"TikTok-Signature": f"t={moment},s={digest}"}


async def test_a_webhook_is_one_insert_and_one_job_and_a_repeat_is_the_insert_alone(house: House) -> None:
    app = house.container.web.app()
    event = {"client_key": "key", "event": "authorization.removed", "create_time": 1, "user_openid": "o"}
    body = json.dumps({**event, "content": "{}"}).encode()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway.test") as http:
        for expected in (["INSERT INTO inbox", "procrastinate_defer_jobs"], ["INSERT INTO inbox"]):
            with house.counted() as (statements, calls):
                answer = await http.post("/webhooks/tiktok", content=body, headers=signed(house, body))
                assert (answer.status_code, answer.json()) == (200, {"stored": True})
                assert len(calls) == 0
                assert len(statements) == len(expected)
                for sent, part in zip(statements.sent, expected, strict=True):
                    assert part in sent
