"""Every port has a fake, and a contract that asks for each of its methods: of the fake, and of the adapter."""

import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import get_type_hints

import pytest

from creatorport.application import ports
from creatorport.application.ports.list_reads import ListReads
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.application.queries import Reads
from tests.contract.tiktok.stages import TikTokStage

TESTS = Path(__file__).parents[1]

# A port is reached by its name, or as a part of one of these, which stands behind that word.
HELD = {UnitOfWork: "uow", Reads: r"\w*reads", ListReads: r"reads\.lists", TikTokStage: "tiktok"}
# Whoever reads TikTok's words needs no stand-in: nothing is asked of anybody.
ITS_OWN_FAKE = {"WebhookReader"}


def protocols() -> Iterator[type]:
    for module in walk_packages(ports.__path__, "creatorport.application.ports."):
        for found in vars(import_module(module.name)).values():
            if inspect.isclass(found) and getattr(found, "_is_protocol", False) and found.__module__ == module.name:
                yield found


PORTS = {port.__name__: port for port in protocols() if port.__name__ not in ITS_OWN_FAKE}


def asked(port: type) -> set[str]:
    named = {*vars(port), *inspect.get_annotations(port)}
    return {name for name in named if not name.startswith("_")} or {"__call__"}


@cache
def fakes() -> dict[str, set[str]]:
    """What each class of the fakes has."""
    modules = [import_module(f"tests.fakes.{path.stem}") for path in sorted((TESTS / "fakes").glob("*.py"))]
    return {
        f"{module.__name__}.{name}": {*dir(one), *inspect.get_annotations(one), *_assigned(one)}
        for module in modules
        for name, one in vars(module).items()
        if inspect.isclass(one) and one.__module__ == module.__name__
    }


def _assigned(fake: type) -> list[str]:
    return re.findall(r"self\.(\w+) = ", inspect.getsource(fake))


@cache
def contracts() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((TESTS / "contract").rglob("*.py")))


@cache
def called() -> set[str]:
    return set(re.findall(r"\.(\w+)", contracts()))


@cache
def places() -> dict[object, set[str]]:
    """Where each port is held: patterns of how a contract comes to it."""
    found: dict[object, set[str]] = {}
    for holder, word in HELD.items():
        held = get_type_hints(holder)
        held |= {
            name: get_type_hints(part.fget)["return"]
            for name, part in vars(holder).items()
            if isinstance(part, property) and part.fget is not None
        }
        for name, port in held.items():
            found.setdefault(port, set()).add(rf"\b{word}\.{name}\b")
    return found


def test_all_of_them_are_looked_at() -> None:
    assert len(PORTS) > 100
    assert {"Attention", "Quotas", "Accounts", "SyncReads", "TikTokLogin"} < set(PORTS)


@pytest.mark.parametrize("name", PORTS)
def test_a_port_has_a_fake(name: str) -> None:
    port = PORTS[name]
    complete = [fake for fake, has in fakes().items() if asked(port) <= has]
    assert complete, f"no class of tests/fakes has all of {sorted(asked(port))}"


@pytest.mark.parametrize("name", PORTS)
def test_a_port_has_a_contract_that_asks_for_each_of_its_methods(name: str) -> None:
    port = PORTS[name]
    ways = places().get(port, set()) | {rf"\b{name}\b"}
    assert any(re.search(way, contracts()) for way in ways), f"{name} is in no suite of tests/contract"
    assert asked(port) - {"__call__"} - called() == set()
