"""The scan of the whole suite's output finds what it is for, fails the test that it was said in, and no other."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.secrecy.scanner import Scanner, spoken

ROOT = Path(__file__).parents[3]
TOKEN = "act.7YkQ2nB5vC8xZ1mL4pR7!6381.u1"
# Each says one secret in one way. They run in a pytest of their own, so that this one does not hear them.
SUITE = """
import logging, subprocess, sys
import pytest
from pydantic import SecretStr
from starlette.responses import PlainTextResponse
from structlog.testing import capture_logs
import structlog
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from creatorport.adapters.http.graphql.request_ids import RequestIds
from creatorport.adapters.vault import VaultKey
from creatorport.domain.errors import InvalidValue
from creatorport.domain.secret import Secret
from creatorport.graphql.schema import schema

KEY = "k:" + "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="

def test_silent(): Secret("a-verifier-that-nobody-says"); print("nothing")
def test_state_in_its_link(): print("https://x/?state=" + Secret("a-state-of-some-length").reveal())
@pytest.mark.speaks_secrets
def test_by_right(): print(Secret("a-secret-said-on-purpose").reveal())
def test_next_one_is_not_blamed(): print("a-verifier-that-nobody-says")

def test_prints(): print(Secret("a-verifier-that-is-printed").reveal())
def test_logs(): logging.getLogger("x").warning(Secret("a-verifier-that-is-logged").reveal())
def test_records():
    with capture_logs():
        structlog.get_logger().info("x", value=SecretStr("a-client-secret-logged").get_secret_value())
def test_key(): VaultKey.parse(KEY); print(KEY.partition(":")[2])
def test_shape(): print("Bearer TOKEN")
def test_error():
    with pytest.raises(InvalidValue):
        raise InvalidValue("code", Secret("a-code-within-an-error").reveal())
async def test_answer():
    async def send(message): pass
    async def receive(): return {"type": "http.request"}
    scope = {"type": "http", "headers": [], "method": "GET", "path": "/"}
    await RequestIds(PlainTextResponse(Secret("a-code-in-an-answer").reveal()))(scope, receive, send)
async def test_graph():
    asked = Secret("aVerifierInAQueryOfTheGraph").reveal()
    await schema.execute("{ " + asked + " }", context_value=None)
def test_trace():
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(InMemorySpanExporter()))
    provider.get_tracer("x").start_span("x", attributes={"x": Secret("a-verifier-in-a-trace").reveal()}).end()
def test_process(tmp_path):
    Secret("a-verifier-in-a-process")
    with (tmp_path / "log").open("wb") as out:
        subprocess.Popen([sys.executable, "-c", "print('a-verifier-in-a-process')"], stdout=out).wait()
def test_communicated():
    Secret("a-verifier-told-to-us")
    subprocess.run([sys.executable, "-c", "print('a-verifier-told-to-us')"], stdout=subprocess.PIPE)
def test_simulator():
    Secret("a-token-of-the-simulator")
    say = "print('a-token-of-the-simulator') # tiktok_simulator"
    subprocess.run([sys.executable, "-c", say], stdout=subprocess.PIPE)
"""


@pytest.mark.process
@pytest.mark.speaks_secrets
def test_each_way_of_speaking_a_secret_fails_its_own_test_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "test_speaking.py").write_text(SUITE.replace("TOKEN", TOKEN))
    (tmp_path / "pytest.ini").write_text("[pytest]\nasyncio_mode = auto\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.secrecy.plugin", "-p", "no:cacheprovider", "-rA", "-q"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    refused = dict(re.findall(r"_+ ERROR at teardown of (\w+) _+\n.*\n  ([^:\n]+): \S{6}…", ran.stdout))
    assert refused == {
        "test_prints": "Captured stdout call",
        "test_logs": "Captured log call",
        "test_records": "a captured log record",
        "test_key": "Captured stdout call",
        "test_shape": "Captured stdout call",
        "test_error": "an error's text",
        "test_answer": "an answer",
        "test_graph": "an error of the graph",
        "test_trace": "a trace",
        "test_process": "output in log",
        "test_communicated": "a process's output",
    }
    assert ran.returncode == 1
    assert " 16 passed, 11 errors in" in f" {ran.stdout.splitlines()[-1]}"
    assert "a-verifier-that-is-printed: " not in ran.stdout


def test_short_words_are_no_secrets_and_a_link_by_design_is_none() -> None:
    scanner = Scanner()
    scanner.learn("secret")
    scanner.learn("a-state-of-some-length")
    scanner.hear("here", "secret https://gw/connect/a-state-of-some-length?state=a-state-of-some-length&x=1")
    assert scanner.found() == []
    scanner.hear("here", "a-state-of-some-length")
    assert scanner.found() == ["here: a-stat…"]
    scanner.clear()
    assert scanner.found() == []


def test_a_secret_is_found_as_an_address_would_write_it() -> None:
    texts = {"one": "nothing", "two": "…code=a%2Ab%21c&…", "three": "Bearer act.secret"}
    assert spoken(texts, ["a*b!c", "act.secret"]) == [("two", "a*b!c…"), ("three", "act.se…")]
