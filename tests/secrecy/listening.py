"""Where the suite's secrets are made, and where the product speaks: both are told to one scanner.

It listens at the product's own seams, so that no test has to think of it, and none is left out: a secret is whatever
becomes a `Secret`, a setting that hides itself, or a vault's key; what is said is every HTTP answer and every message
of the gateway, every result of its graph, every text of its errors, every record and span that a test captures, and the
output of the gateways that it starts.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import structlog
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr

from creatorport.adapters.http.graphql.request_ids import RequestIds
from creatorport.adapters.vault import VaultKey
from creatorport.domain.error_roots import CreatorportError
from creatorport.domain.secret import Secret
from creatorport.graphql.schema import GatewaySchema
from tests.secrecy.scanner import Scanner

_SILENT_BY_RIGHT = ("tiktok_simulator", "token")
"""Whose output may hold tokens: the simulated TikTok, and the command that prints one."""


def is_silent(arguments: object) -> bool:
    """Whether the output of a program with these arguments may hold tokens."""
    return any(word in str(arguments) for word in _SILENT_BY_RIGHT)


class Outputs:
    """Files that gateways write their output to, each read on from where it was read before."""

    def __init__(self) -> None:
        self._read: dict[Path, int] = {}

    def add(self, file: Path) -> None:
        self._read.setdefault(file, file.stat().st_size if file.exists() else 0)

    def news(self) -> dict[str, str]:
        found = {}
        for file, begin in self._read.items():
            if file.exists() and file.stat().st_size > begin:
                with file.open("rb") as opened:
                    opened.seek(begin)
                    found[f"output in {file.name}"] = opened.read().decode(errors="replace")
                    self._read[file] = opened.tell()
        return found


def listen(patch: pytest.MonkeyPatch, scanner: Scanner, outputs: Outputs) -> None:
    """Tell the scanner of every secret that is made, and of everything that is said, until the patch is undone."""
    _after(patch, Secret, lambda one, *_, **__: scanner.learn(one.reveal()))
    _after(patch, SecretStr, lambda one, *_, **__: scanner.learn(one.get_secret_value()))
    _after(patch, CreatorportError, lambda one, *_, **__: scanner.hear("an error's text", str(one)))
    _hear_keys(patch, scanner)
    _hear_answers(patch, scanner)
    _hear_graph(patch, scanner)
    _hear_records(patch, scanner)
    _hear_traces(patch, scanner)
    _hear_processes(patch, scanner, outputs)


def _after(patch: pytest.MonkeyPatch, kind: type, tell: Callable[..., None]) -> None:
    made = kind.__init__  # type: ignore[misc]  # it is put back on the very class it was taken from

    def make(one: Any, *arguments: Any, **named: Any) -> None:
        made(one, *arguments, **named)
        tell(one)

    patch.setattr(kind, "__init__", make)


def _hear_keys(patch: pytest.MonkeyPatch, scanner: Scanner) -> None:
    parse = VaultKey.parse.__func__  # type: ignore[attr-defined]  # what a classmethod is made of

    def parsed(kind: type[VaultKey], text: str) -> VaultKey:
        scanner.learn(text.strip().partition(":")[2])
        key: VaultKey = parse(kind, text)
        return key

    patch.setattr(VaultKey, "parse", classmethod(parsed))


def _hear_answers(patch: pytest.MonkeyPatch, scanner: Scanner) -> None:
    serve = RequestIds.__call__

    async def served(self: RequestIds, scope: Any, receive: Any, send: Any) -> None:
        async def tell(message: Any) -> None:
            for said in (message.get("body"), message.get("text"), *(value for _, value in message.get("headers", ()))):
                if said:
                    scanner.hear("an answer", said if isinstance(said, str) else said.decode(errors="replace"))
            await send(message)

        await serve(self, scope, receive, tell)

    patch.setattr(RequestIds, "__call__", served)


def _hear_graph(patch: pytest.MonkeyPatch, scanner: Scanner) -> None:
    execute = GatewaySchema.execute

    async def executed(self: GatewaySchema, *arguments: Any, **named: Any) -> Any:
        result = await execute(self, *arguments, **named)
        scanner.hear("a result of the graph", repr(result.data))
        for error in result.errors or ():
            scanner.hear("an error of the graph", repr(error.formatted))
        return result

    patch.setattr(GatewaySchema, "execute", executed)


def _hear_records(patch: pytest.MonkeyPatch, scanner: Scanner) -> None:
    capture = structlog.testing.LogCapture.__call__

    def captured(self: Any, logger: Any, method: str, event: Any) -> Any:
        scanner.hear("a captured log record", repr(event))
        return capture(self, logger, method, event)

    patch.setattr(structlog.testing.LogCapture, "__call__", captured)


def _hear_traces(patch: pytest.MonkeyPatch, scanner: Scanner) -> None:
    export = InMemorySpanExporter.export

    def exported(self: InMemorySpanExporter, spans: Any) -> Any:
        for one in spans:
            scanner.hear("a trace", one.to_json())
        return export(self, spans)

    patch.setattr(InMemorySpanExporter, "export", exported)


def _hear_processes(patch: pytest.MonkeyPatch, scanner: Scanner, outputs: Outputs) -> None:
    start, communicate = subprocess.Popen.__init__, subprocess.Popen.communicate

    def started(self: Any, args: Any, *more: Any, **named: Any) -> None:
        speaks = not is_silent(args)
        for stream in (named.get("stdout"), named.get("stderr")) if speaks else ():
            if isinstance(name := getattr(stream, "name", None), str):
                outputs.add(Path(name))
        start(self, args, *more, **named)

    def communicated(self: Any, *arguments: Any, **named: Any) -> Any:
        told = communicate(self, *arguments, **named)
        if not is_silent(self.args):
            for said in told:
                scanner.hear("a process's output", said.decode(errors="replace") if isinstance(said, bytes) else said)
        return told

    patch.setattr(subprocess.Popen, "__init__", started)
    patch.setattr(subprocess.Popen, "communicate", communicated)
