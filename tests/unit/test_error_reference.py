"""The reference of errors is complete, and makes nothing up."""

import ast
import re
from collections.abc import Iterator
from http import HTTPMethod
from pathlib import Path

from creatorport.adapters.webhooks import rejections
from creatorport.domain import errors
from creatorport.domain.errors import CreatorportError
from creatorport.graphql.errors import MASKED

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/errors.md"
TRANSPORT = ROOT / "src/creatorport/adapters/http"

ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)
CODE = re.compile(r"[A-Z]{3,}(_[A-Z]+)*")


def documented() -> list[str]:
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


def section(title: str) -> list[str]:
    return ROW.findall(PAGE.read_text(encoding="utf-8").split(f"\n## {title}\n")[1].split("\n## ")[0])


def of_module(module: object) -> set[str]:
    found = (one for one in vars(module).values() if isinstance(one, type) and issubclass(one, CreatorportError))
    return {error.code for error in found}


def words_of_the_transport() -> Iterator[str]:
    """Every upper-case word that stands alone in a string of the transport: its codes, and HTTP's methods."""
    for file in sorted(TRANSPORT.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield node.value


def test_the_reference_has_every_code_and_no_other() -> None:
    trees = of_module(errors) | of_module(rejections)
    transport = set(words_of_the_transport()) - {method.value for method in HTTPMethod}
    assert set(documented()) == trees | transport


def test_no_code_is_documented_twice() -> None:
    assert sorted(documented()) == sorted(set(documented()))


def test_each_section_holds_the_codes_of_its_branch() -> None:
    tiktok = {error.code for error in errors.TikTokError.__subclasses__()}
    connecting = {error.code for error in errors.ConnectRefused.__subclasses__()}
    assert set(section("TikTok said no, or could not be asked")) == tiktok
    assert set(section("A sign-in that must not be finished")) == connecting
    assert set(section("A webhook that is not believed")) == of_module(rejections) - of_module(errors)
    assert set(section("Faults")) == {"INTERNAL", *(fault.code for fault in MASKED)}
