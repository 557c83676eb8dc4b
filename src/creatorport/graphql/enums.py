from typing import Any

import strawberry


def value(of: str, *, description: str) -> Any:
    """Declare an enum's value, described. Its Python value is `of`, the word that views use."""
    return strawberry.enum_value(of, description=description)
