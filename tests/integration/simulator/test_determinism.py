import httpx
import orjson

from tests.integration.simulator.visitor import HANDLE, Visitor
from tiktok_simulator.serving.app import create_app
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator


async def story(seed: int) -> dict[str, bytes]:
    """The same calls, whatever they are answered; returns everything that must repeat byte for byte."""
    simulator = Simulator(Settings(seed=seed, size=300, webhook_url="http://127.0.0.1:9/hooks"))
    transport = httpx.ASGITransport(create_app(simulator))
    async with httpx.AsyncClient(transport=transport, base_url="http://tiktok.test") as http:
        visitor = Visitor(http)
        await visitor.choose_app("desktop")
        await visitor.arm("internal_error", probability=0.5)
        answers = b""
        for number in range(8):
            pair = await visitor.connect(HANDLE if number % 2 else "techwithtom")
            await visitor.advance(1000.5)
            answers += (await visitor.user_info(pair["access_token"], "open_id,likes_count")).content
            answers += (await visitor.refresh(pair["refresh_token"])).content
        await visitor.control("POST", f"accounts/{HANDLE}/revoke", {})
        dumps = {path: await http.get(f"/_simulator/{path}") for path in ("world/creators?limit=5000", "ledger")}
        dumps[f"world/creators/{HANDLE}"] = await http.get(f"/_simulator/world/creators/{HANDLE}")
        return {"answers": answers, **{path: answer.content for path, answer in dumps.items()}}


async def test_the_same_seed_and_calls_give_the_same_bytes() -> None:
    assert await story(7) == await story(7)


async def test_another_seed_gives_another_world_and_other_tokens() -> None:
    first, second = await story(7), await story(8)
    assert all(first[name] != second[name] for name in first)


async def test_a_reset_begins_the_same_story_again(visitor: Visitor) -> None:
    first = await visitor.connect()
    await visitor.advance(99_999)
    await visitor.arm("html_500", endpoint="/open/*")
    await visitor.control("POST", "reset", {})
    assert await visitor.ledger("token_issued") == []
    assert (await visitor.user_info(first["access_token"])).status_code == 401
    visitor.http.cookies.clear()
    assert await visitor.connect() == first


async def test_a_reset_may_change_the_seed(visitor: Visitor) -> None:
    before = visitor.app["client_key"]
    await visitor.control("POST", "reset", {"seed": 2})
    await visitor.choose_app("desktop")
    assert visitor.app["client_key"] != before
    assert (await visitor.control("GET", "world"))["seed"] == 2


async def test_a_loaded_simulator_continues_the_story_as_if_it_had_never_stopped(
    visitor: Visitor, simulator: Simulator
) -> None:
    pair = await visitor.connect()
    await visitor.arm("internal_error", script=[False, True])
    await visitor.user_info(pair["access_token"])
    await visitor.advance(100)
    loaded = Simulator.load(orjson.loads(_json(simulator)))
    transport = httpx.ASGITransport(create_app(loaded))
    async with httpx.AsyncClient(transport=transport, base_url="http://tiktok.test") as http:
        other = Visitor(http, visitor.app)
        for _ in range(3):
            fields = "open_id,follower_count"
            assert (await other.user_info(pair["access_token"], fields)).content == (
                await visitor.user_info(pair["access_token"], fields)
            ).content
        assert (await other.refresh(pair["refresh_token"])).json() == (
            await visitor.refresh(pair["refresh_token"])
        ).json()
        assert (await http.get("/_simulator/ledger")).content == (await visitor.http.get("/_simulator/ledger")).content


def _json(simulator: Simulator) -> bytes:
    return orjson.dumps(simulator.save(), option=orjson.OPT_NON_STR_KEYS)
