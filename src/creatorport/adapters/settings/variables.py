"""The names of the environment's variables, and what is meant by those that are none."""

import os
import re
from difflib import get_close_matches

from pydantic.fields import FieldInfo

from creatorport.adapters.settings.settings import Settings

_PREFIX = "CREATORPORT_"
_OF_KUBERNETES = re.compile(r".+_SERVICE_(HOST|PORT(_.+)?)|.+_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?")
_AN_ADDRESS = re.compile(r"(tcp|udp|sctp)://.*")


def variable_of(name: str, field: FieldInfo) -> str:
    """Return the environment variable that a field is read from."""
    alias = field.validation_alias
    if alias is None:
        return f"{_PREFIX}{name.upper()}"
    return alias if isinstance(alias, str) else str(getattr(alias, "choices", [alias])[0])


def variable_named(name: str) -> str:
    """Return the variable of the field of this name; what names no field is a variable itself."""
    field = Settings.model_fields.get(name)
    return variable_of(name, field) if field else name


def unknown_variables() -> list[str]:
    """Tell of the environment's variables that begin as ours do and are none: most likely they are misspelt."""
    known = {variable_of(name, field) for name, field in Settings.model_fields.items()}
    set_ones = {name.upper(): value for name, value in os.environ.items() if value}
    return [
        f"{name}: there is no such setting; {_meant(name, known)}"
        for name, value in sorted(set_ones.items())
        if name.startswith(_PREFIX) and name not in known and not _is_of_a_service(name, value)
    ]


def _meant(name: str, known: set[str]) -> str:
    names = {one.removeprefix(_PREFIX): one for one in sorted(known)}
    nearest = get_close_matches(name.removeprefix(_PREFIX), names, n=1, cutoff=0.75)
    return f"{names[nearest[0]]} may be meant" if nearest else "docs/configuration.md lists those that there are"


def _is_of_a_service(name: str, value: str) -> bool:
    """Whether Kubernetes has set it, for a service whose name begins as ours does."""
    return bool(_OF_KUBERNETES.fullmatch(name)) or (name.endswith("_PORT") and bool(_AN_ADDRESS.fullmatch(value)))
