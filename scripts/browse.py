"""Walk through our pages with a real browser, against a demo of its own: GraphiQL, its live messages, and the way of
a creator who was sent a link. Needs `chromium` and `chromedriver`; ends with 1 where anything is not as it should be.
"""

import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

README = Path(__file__).parents[1] / "README.md"
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --window-size=1400,900"
)
PATIENCE = 45.0


class Amiss(Exception):
    """A page is not as it should be."""


class Browser:
    """A page, driven by chromedriver."""

    def __init__(self, driver: httpx.Client, profile: Path) -> None:
        self._driver = driver
        options = {"args": [*FLAGS.split(), f"--user-data-dir={profile}"], "binary": shutil.which("chromium")}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        self._path = ""
        self._path = "/session/" + self.post("/session", capabilities={"alwaysMatch": wanted})["sessionId"]

    def post(self, path: str, **body: Any) -> Any:
        answer = self._driver.post(self._path + path, json=body).json()["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise Amiss(f"{path}: {answer['message'].splitlines()[0]}")
        return answer

    def close(self) -> None:
        self._driver.delete(self._path)

    def open(self, url: str) -> None:
        self.post("/url", url=url)

    def run(self, script: str) -> Any:
        return self.post("/execute/sync", script=script, args=[])

    def text(self) -> str:
        return str(self.run("return document.body.innerText"))

    def click(self, xpath: str) -> None:
        """Click the first of what is shown there."""
        until(xpath, lambda: any(self._clicked(one[ELEMENT]) for one in self._found(xpath)))

    def _found(self, xpath: str) -> list[dict[str, str]]:
        return list(self.post("/elements", using="xpath", value=xpath))

    def _clicked(self, element: str) -> bool:
        try:
            self.post(f"/element/{element}/click")
        except Amiss:
            return False  # hidden, or covered, or gone: another one, or this one a moment later
        return True

    def write(self, editor: str, text: str) -> None:
        """Replace what an editor holds."""
        self.click(f"//*[{has(editor)}]//*[{has('monaco-editor')} or {has('CodeMirror')}]")
        keys = [{"type": kind, "value": key} for kind, key in (("keyDown", "\ue009"), ("keyDown", "a"))]
        keys += [{"type": "keyUp", "value": "a"}, {"type": "keyUp", "value": "\ue009"}]
        self.post("/actions", actions=[{"type": "key", "id": "keyboard", "actions": keys}])
        self.post("/goog/cdp/execute", cmd="Input.insertText", params={"text": text})
        shown = f"return document.querySelector('.{editor}').innerText"
        wanted = re.findall(r"\w+", text)[0]
        until(f"{wanted} in the editor", lambda: wanted in str(self.run(shown)))
        time.sleep(1)  # GraphiQL takes over what was written a moment after it is shown

    def complaints(self, homes: set[str], simulator: str) -> list[str]:
        """What the console told of as an error of ours, and what was asked for elsewhere, since the last time."""
        said = self.post("/se/log", type="browser")
        found = [
            f"console: {one['message']}"
            for one in said
            if one["level"] == "SEVERE" and not one["message"].startswith(simulator)
        ]
        for entry in self.post("/se/log", type="performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url = urlsplit(message["params"]["request"]["url"])
                if url.scheme in ("http", "https", "ws", "wss") and url.netloc not in homes:
                    found.append(f"asked for {url.geturl()}")
        return found


def has(name: str) -> str:
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


def until(what: str, look: Callable[[], Any]) -> Any:
    """Look until there is something. Raises Amiss."""
    end = time.monotonic() + PATIENCE
    while not (found := look()):
        if time.monotonic() > end:
            raise Amiss(f"waited in vain for {what}")
        time.sleep(0.2)
    return found


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def running(*command: str) -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.communicate(timeout=60)


def told(demo: "subprocess.Popen[str]") -> str:
    """Return what the demo has told when all of it is up."""
    lines = []
    for line in demo.stdout or ():
        lines.append(line)
        if "curl -s" in line:
            return "".join(lines)
    raise Amiss("the demo ended by itself:\n" + "".join(lines[-5:]))


def one(pattern: str, text: str) -> str:
    found = re.search(pattern, text, re.DOTALL)
    if found is None:
        raise Amiss(f"nothing is told that looks like {pattern}")
    return found[1]


def ask(browser: Browser, said: str, address: str) -> None:
    browser.open(address)
    browser.click("//*[@type='button' or self::button][normalize-space()='Headers']")
    browser.write("graphiql-editor-tool", one(r'put this under "Headers":\s+(\{.*?\})\n', said))
    browser.write("graphiql-query-editor", one(r"```graphql\n(\{.*?)```", README.read_text(encoding="utf-8")))
    browser.click(f"//button[{has('graphiql-execute-button')}]")
    until("the answer to README's query", lambda: '"invitationCounts"' in answer(browser))
    print("GraphiQL answers README's query")
    browser.write("graphiql-query-editor", one(r"(subscription \{.*?\})\n", said))
    browser.click(f"//button[{has('graphiql-execute-button')}]")
    first = until("a live message", lambda: re.search(r'"cursor":\s*"[^"]+"', answer(browser)))[0]
    until("another one", lambda: '"cursor"' in answer(browser) and first not in answer(browser))
    print("GraphiQL shows live messages")


def answer(browser: Browser) -> str:
    shown = browser.run("return (document.querySelector('.graphiql-response') || document.body).innerText")
    return str(shown).replace("\xa0", " ")


def connect(browser: Browser, said: str) -> None:
    browser.open(one(r"Connect an account\s+(\S+)", said))
    browser.click("(//button | //a | //input[@type='submit'])[1]")
    handle = one(r"sign in as (\w[\w.]*\w)", said)
    browser.click("//input[@type='text' or not(@type)]")
    browser.post("/goog/cdp/execute", cmd="Input.insertText", params={"text": handle})
    browser.click("//*[normalize-space()='Authorize']")
    home = one(r"GraphiQL\)\s+http://(\S+)/graphql", said)
    until("our page after the consent", lambda: browser.run("return location.host") == home)
    until("the account's name on it", lambda: re.search(rf"@{handle} is connected", browser.text()))
    print("A creator connects an account by a link")


def walk() -> list[str]:
    ports = [free_port() for _ in range(3)]
    homes = {f"{host}:{port}" for host in ("localhost", "127.0.0.1") for port in ports}
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="creatorport-browse-")))
        place.chmod(0o755)  # PostgreSQL, which drops root's rights, has to pass through
        demo = ["demo", "--folder", str(place / "demo"), "--port", str(ports[0]), "--simulator-port", str(ports[1])]
        said = told(stack.enter_context(running(sys.executable, "-m", "creatorport", *demo)))
        stack.enter_context(running("chromedriver", f"--port={ports[2]}"))
        driver = httpx.Client(base_url=f"http://127.0.0.1:{ports[2]}", trust_env=False, timeout=PATIENCE)
        stack.enter_context(driver)
        until("chromedriver", lambda: is_up(driver))
        browser = Browser(driver, place / "profile")
        stack.callback(browser.close)
        ask(browser, said, f"http://localhost:{ports[0]}/graphql")
        complaints = browser.complaints(homes, f"http://localhost:{ports[1]}/")
        connect(browser, said)
        return complaints + browser.complaints(homes, f"http://localhost:{ports[1]}/")


def is_up(driver: httpx.Client) -> bool:
    try:
        return bool(driver.get("/status").json()["value"]["ready"])
    except httpx.TransportError:
        return False


if __name__ == "__main__":
    missing = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    if missing:
        sys.exit(f"This needs {' and '.join(missing)} on the PATH; on Debian: apt install chromium chromium-driver")
    try:
        amiss = walk()
    except Amiss as error:
        sys.exit(f"Amiss: {error}")
    if amiss:
        sys.exit("\n".join(["Amiss:", *amiss]))
    print("No page asked for anything elsewhere, and the console told of no error")
