"""The documentation names what is there: files, links, settings, commands of the graph, dependencies."""

import re
import tomllib
from pathlib import Path

import pytest
from graphql import parse, validate

from creatorport.adapters.persistence.seals import PLACES
from creatorport.adapters.settings.settings import Settings
from creatorport.adapters.settings.variables import variable_of
from creatorport.domain.hooks.news import HookEventType
from creatorport.graphql.schema import schema

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "docs/adr"
SECTIONS = ["Question", "Options", "Outcome", "Consequences", "Confirmation"]

LINK = re.compile(r"\]\((?!https?://)([^)#\s]+)(?:#[^)]*)?\)")
PLACE = re.compile(r"`((?:src|tests|scripts|docs|bench)/[\w./-]+)`")
SETTING = re.compile(r"\bCREATORPORT_[A-Z_]*[A-Z]\b")
GRAPHQL = re.compile(r"```graphql\n(.*?)```|\b(?:graph |SUBSCRIPTION=)'([^']+)'", re.DOTALL)


def pages() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def records() -> list[Path]:
    return sorted(RECORDS.glob("[0-9]*.md"))


def said(page: Path, pattern: re.Pattern[str]) -> set[str]:
    return set(pattern.findall(page.read_text(encoding="utf-8")))


def shown(page: Path) -> list[str]:
    """Every document of the graph on a page: in a block of its own, or as an argument in a shell's."""
    return [block or argument for block, argument in GRAPHQL.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [target for target in said(page, LINK) if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_is_named_exists(page: Path) -> None:
    assert [place for place in said(page, PLACE) if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_setting_that_is_named_exists(page: Path) -> None:
    known = {variable_of(name, field) for name, field in Settings.model_fields.items()}
    assert said(page, SETTING) - known == set()


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_graphql_document_that_is_shown_fits_the_schema(page: Path) -> None:
    for document in shown(page):
        assert validate(schema.core, parse(document)) == []


def test_documents_of_the_graph_are_shown_at_all() -> None:
    assert sum(len(shown(page)) for page in pages()) > 20


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(record.name[:4]) for record in records()] == list(range(1, len(records()) + 1))


@pytest.mark.parametrize("record", records(), ids=lambda record: record.name[:4])
def test_a_decision_has_every_section(record: Path) -> None:
    assert re.findall(r"^## (\w+)$", record.read_text(encoding="utf-8"), re.MULTILINE) == SECTIONS


def test_the_index_has_every_decision_under_its_title() -> None:
    index = (RECORDS / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(\d{4})\]\((\S+)\) \| (.+) \|$", index, re.MULTILINE)
    titles = [record.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ") for record in records()]
    assert rows == [(record.name[:4], record.name, title) for record, title in zip(records(), titles, strict=True)]


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = {re.split(r"[\[>=;~ ]", one)[0].removeprefix("types-") for one in wanted}
    explained = next(RECORDS.glob("0012-*")).read_text(encoding="utf-8").lower()
    assert [name for name in sorted(names) if name not in explained and name.split("-")[0] not in explained] == []


def test_the_architecture_names_every_port_and_no_other() -> None:
    ports = {
        found
        for file in (ROOT / "src/creatorport/application/ports").glob("*.py")
        for found in re.findall(r"^class (\w+)\(.*Protocol\):", file.read_text(), re.MULTILINE)
    }
    table = (ROOT / "docs/architecture.md").read_text().partition("| Port |")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([A-Z][a-z]\w+)`", table))
    assert named == ports


def test_everything_that_is_sealed_is_named_where_keys_are_rotated() -> None:
    page = (ROOT / "docs/how-to/rotate-keys.md").read_text(encoding="utf-8")
    table = page.partition("| Sealed |")[2].partition("\n\n")[0]
    named = re.findall(r"`([^`]+)`", "".join(line.split("|")[1] for line in table.splitlines()[2:]))
    assert named == [place.name for place in PLACES]


def test_every_type_of_event_that_receivers_are_told_is_explained() -> None:
    page = (ROOT / "docs/how-to/send-webhooks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[a-z_.]+`(?:, `[a-z_.]+`)*) \| `[A-Z]", page, re.MULTILINE)
    assert sorted(re.findall(r"`([a-z_.]+)`", "".join(rows))) == sorted(HookEventType)
