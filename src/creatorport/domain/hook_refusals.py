"""What can be wrong with the receiver of an outgoing webhook; `errors` draws the whole tree."""

from creatorport.domain.error_roots import Refusal


class HookAddressRefused(Refusal):
    """The reason names no address: what an internal name leads to is nobody's to learn."""

    code = "WEBHOOK_ADDRESS_REFUSED"

    def __init__(self, reason: str) -> None:
        super().__init__(f"This address is not called: {reason}.", field="url")
        self.reason = reason


class TooManyHooks(Refusal):
    code = "TOO_MANY_WEBHOOKS"

    def __init__(self, most: int) -> None:
        super().__init__(f"A workspace has {most} outgoing webhooks at most. Delete one first.")
        self.most = most


class HookUnreachable(Refusal):
    code = "WEBHOOK_UNREACHABLE"

    def __init__(self, reason: str) -> None:
        super().__init__(f"The receiver gave no answer: {reason}.")
        self.reason = reason
