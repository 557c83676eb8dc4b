"""Why a message cannot be written as it is; `errors` draws the whole tree."""

from collections.abc import Sequence

from creatorport.domain.error_roots import Refusal


class UnknownVariable(Refusal):
    """A variable that nothing stands for. `position` counts the text's characters from 1."""

    code = "UNKNOWN_VARIABLE"

    def __init__(self, field: str, name: str, position: int, known: Sequence[str]) -> None:
        listed = ", ".join(f"{{{one}}}" for one in known)
        super().__init__(f"{{{name}}}, at character {position}, is no variable. There are {listed}.", field=field)
        self.name = name
        self.position = position


class VariableWithoutValue(Refusal):
    """A variable that stands for nothing as far as this creator is concerned."""

    code = "VARIABLE_WITHOUT_VALUE"

    def __init__(self, handle: str, names: Sequence[str]) -> None:
        listed = ", ".join(f"{{{one}}}" for one in names)
        super().__init__(f"For @{handle} there is no value for {listed}.")
        self.handle = handle
        self.names = tuple(names)


class MessageTooLong(Refusal):
    """A message that is longer than TikTok takes, once its variables are filled in."""

    code = "MESSAGE_TOO_LONG"

    def __init__(self, handle: str, length: int, longest: int) -> None:
        super().__init__(f"The message for @{handle} has {length} characters; TikTok takes {longest}.")
        self.handle = handle
        self.length = length
        self.longest = longest
