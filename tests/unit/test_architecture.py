"""The law of imports and the house rules, as far as a machine can keep them."""

import ast
import re
import sys
from pathlib import Path

import graphql
import pytest
import strawberry
from importlinter import api, cli

ROOT = Path(__file__).parents[2]
CONFIGURATION = str(ROOT / "pyproject.toml")
NAMELESS = {"utils", "util", "helpers", "helper", "manager", "base", "info", "data", "common", "misc"}
EVERYTHING = ("src", "tests", "bench", "scripts")
EXPLAINED = re.compile(r"#\s*(?:noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*|type: ignore\[[a-z-]+(?:, ?[a-z-]+)*\]) +\S")


def modules(of: str) -> list[Path]:
    found = sorted((ROOT / of).rglob("*.py"))
    assert found
    return found


def offences(of: str, pattern: str) -> list[str]:
    """Every place in the modules below `of` where the pattern occurs."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in modules(of)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(pattern, line)
    ]


def everywhere(pattern: str) -> list[str]:
    return [place for of in EVERYTHING for place in offences(of, pattern)]


def test_the_gateways_graphql_package_does_not_shadow_the_library() -> None:
    assert graphql.GraphQLError.__module__.startswith("graphql.error")
    assert (ROOT / "src") not in Path(str(graphql.__file__)).parents
    assert strawberry.Schema.__module__.startswith("strawberry.")


def test_one_level_below_src_there_are_the_two_packages_only() -> None:
    packages = {path.name for path in (ROOT / "src").iterdir() if (path / "__init__.py").exists()}
    assert packages == {"creatorport", "tiktok_simulator"}


def test_every_module_stays_under_three_hundred_lines() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules("src")
    }
    assert {name: length for name, length in lengths.items() if length >= 300} == {}


def test_nothing_is_left_for_later() -> None:
    here = f"{Path(__file__).relative_to(ROOT)}:"
    found = everywhere(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b")
    assert [one for one in found if not one.startswith(here)] == []


def test_a_source_is_named_as_its_readers_find_it() -> None:
    # Not by the number of a section: of whose document?
    numbered = r"\b(?:API(?: reference)?|reference|contract),? A?\d| \(\d\.\d{1,2}\)"
    assert re.search(numbered, "at most a hundred (business API" + ", 2.6)")
    assert [*offences("src", numbered), *offences("tests", numbered)] == []


def test_every_module_is_named_for_what_it_is() -> None:
    nameless = [path for path in modules("src") if NAMELESS & set(path.relative_to(ROOT).with_suffix("").parts)]
    assert nameless == []


def acts(module: Path) -> list[str]:
    """The public classes of a module that do something: values, which do not, have no asynchronous method."""
    classes = [node for node in ast.parse(module.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
    return [
        one.name
        for one in classes
        if not one.name.startswith("_") and any(isinstance(node, ast.AsyncFunctionDef) for node in one.body)
    ]


def test_every_use_case_has_a_file_of_its_own_that_is_named_for_it() -> None:
    found = [path for path in modules("src/creatorport/application/use_cases") if path.stem != "__init__"]
    # TikTok writes itself with two capitals.
    named = {
        path.stem: path.stem.replace("_", " ").title().replace(" ", "").replace("Tiktok", "TikTok") for path in found
    }
    assert {path.stem: acts(path) for path in found} == {stem: [name] for stem, name in named.items()}


def test_every_ignore_tells_its_reason() -> None:
    ignores = everywhere(r"#\s*(?:noqa|type: ignore)")
    assert ignores
    assert [one for one in ignores if not EXPLAINED.search(one)] == []


def test_every_ignore_of_the_configuration_tells_its_reason() -> None:
    text = Path(CONFIGURATION).read_text(encoding="utf-8")
    lint = text.partition("[tool.ruff.lint]\n")[2].partition("[tool.ruff.lint.flake8-type-checking]")[0]
    rules = [line for line in lint.splitlines() if re.match(r'.*"[A-Z]+\d*"', line) and not line.startswith("select")]
    assert len(rules) > 30
    assert [line for line in rules if not re.search(r"#\s\S", line)] == []


def test_the_imports_obey_every_contract(monkeypatch: pytest.MonkeyPatch) -> None:
    # It would silence every logger that exists, for all tests to come.
    monkeypatch.setattr(cli, "_configure_logging", lambda _verbose: None)
    names = [contract["name"] for contract in api.read_configuration(CONFIGURATION)["contracts_options"]]
    assert len(names) == 5
    assert cli.lint_imports(config_filename=CONFIGURATION, no_cache=True, no_logo=True) == 0


def test_every_library_that_the_gateway_imports_is_forbidden_to_the_core() -> None:
    imported: set[str] = set()
    for path in modules("src/creatorport"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {one.name.partition(".")[0] for one in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module is not None:
                imported.add(node.module.partition(".")[0])
    contracts = api.read_configuration(CONFIGURATION)["contracts_options"]
    (core,) = [contract for contract in contracts if contract["name"] == "The core imports no framework"]
    assert sorted(imported - sys.stdlib_module_names - {"creatorport"}) == sorted(core["forbidden_modules"])


@pytest.mark.parametrize("part", ["business", "posting", "open", "http"])
def test_a_part_of_the_simulator_names_the_whole_as_a_type_alone(part: str) -> None:
    # An import for the type checker alone is indented.
    at_run_time = r"^(?:from|import) tiktok_simulator(?:\.simulator\b| import .*\bsimulator\b)"
    imports = offences("src/tiktok_simulator", at_run_time)
    assert imports
    assert [one for one in imports if one.startswith(f"src/tiktok_simulator/{part}/")] == []
