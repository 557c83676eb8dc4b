import logging
from pathlib import Path

import orjson
import pytest

from tiktok_simulator.serving.running import Saver
from tiktok_simulator.settings import Settings
from tiktok_simulator.simulator import Simulator
from tiktok_simulator.state_file import StateFile, UnreadableStateError


async def test_a_state_that_cannot_be_written_is_tried_again(
    tmp_path: Path, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    file = StateFile(tmp_path / "not yet there" / "state.json")
    saver = Saver(simulator, file)
    with caplog.at_level(logging.ERROR):
        await saver.save_if_changed()
    assert "state not saved, trying again" in caplog.text
    (tmp_path / "not yet there").mkdir()
    simulator.ledger.record("something")
    await saver.save_if_changed()
    loaded = file.load()
    assert loaded is not None
    assert loaded.ledger.entries() == simulator.ledger.entries()


async def test_an_unchanged_state_is_not_written_again(tmp_path: Path, simulator: Simulator) -> None:
    path = tmp_path / "state.json"
    saver = Saver(simulator, StateFile(path))
    await saver.save_if_changed()
    path.unlink()
    await saver.save_if_changed()
    assert not path.exists()
    simulator.touch()
    await saver.save_if_changed()
    assert path.exists()


def test_nothing_saved_yet_is_no_error(tmp_path: Path) -> None:
    assert StateFile(tmp_path / "state.json").load() is None


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 99, "settings": {}}'])
def test_a_state_that_is_none_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "state.json"
    path.write_text(content)
    with pytest.raises(UnreadableStateError, match=r"state\.json"):
        StateFile(path).load()


def test_a_saved_simulator_is_saved_the_same_again(tmp_path: Path) -> None:
    simulator = Simulator(Settings(size=40, seed=9, webhook_url="http://127.0.0.1:9/hooks"))
    app = simulator.apps.open[0]
    simulator.grants.issue(app, 3, ("user.info.basic",))
    simulator.codes.issue(client_key=app.key, creator=1, scopes=("video.list",), redirect_uri="http://localhost:1/")
    simulator.webhooks.emit("open", app.webhook_url, app.client_secret, b"{}")
    simulator.world.post_video(simulator.world.creators[0], simulator.clock.now(), caption="new", duration=9)
    simulator.display_limits.admit("key", simulator.clock.now())
    simulator.rng("name")
    file = StateFile(tmp_path / "state.json")
    content = file.encode(simulator)
    file.write(content)
    loaded = file.load()
    assert loaded is not None
    assert file.encode(loaded) == content
    assert loaded.rng("name").random() == simulator.rng("name").random()
    assert loaded.token("act.") == simulator.token("act.")
    assert loaded.number_id() == simulator.number_id()


def test_a_state_from_before_posting_is_continued(simulator: Simulator) -> None:
    state = orjson.loads(orjson.dumps(simulator.save(), option=orjson.OPT_NON_STR_KEYS))
    del state["parts"]["posting"]
    for app in state["parts"]["apps"]["open"]:
        del app["verified_urls"], app["creator_cap"]
    assert Simulator.load(state).apps.open[0].creator_cap == 1000
