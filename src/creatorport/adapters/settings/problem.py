"""What is wrong with settings, as it is told to whoever started the command."""

from collections.abc import Mapping
from typing import Any

from creatorport.adapters.settings.variables import variable_named


class SettingsError(Exception):
    """The settings cannot be used. `problems` says for each variable what to do; no secret is repeated."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("The settings need attention:\n" + "\n".join(f"  - {problem}" for problem in problems))


def problem(error: Mapping[str, Any]) -> str:
    """Return one of pydantic's errors in our words."""
    return f"{variable_named(str(error['loc'][0]))}: {_words(str(error['type']), error.get('ctx', {}))}"


def _words(kind: str, facts: Mapping[str, Any]) -> str:
    match kind:
        case "value_error":
            return str(facts["error"])
        case "enum":
            return f"must be {str(facts['expected']).replace(chr(39), '')}"
        case "bool_parsing":
            return "must be true or false"
        case "int_parsing" | "int_parsing_size":
            return "must be a whole number"
        case "float_parsing" | "finite_number":
            return "must be a number"
        case "greater_than":
            return f"must be above {facts['gt']:.15g}"
        case "greater_than_equal":
            return f"must be at least {facts['ge']:.15g}"
        case "less_than_equal":
            return f"must be at most {facts['le']:.15g}"
        case _:
            return "cannot be read; docs/configuration.md says what it means"
