"""Faults: nobody's no, but something that broke; `errors` draws the whole tree."""

from creatorport.domain.error_roots import CreatorportError


class StorageUnavailable(CreatorportError):
    """The database does not answer, or could not be started. `remedy` tells the operator what to do."""

    code = "STORAGE_UNAVAILABLE"

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message if remedy is None else f"{message} {remedy}")
        self.message = message
        self.remedy = remedy


class UnreadableDelivery(CreatorportError):
    """A webhook that was signed properly and still makes no sense. It is kept for a human."""

    code = "UNREADABLE_DELIVERY"


class VaultError(CreatorportError):
    """A sealed token cannot be opened: its key is not configured, or it was changed."""

    code = "VAULT_ERROR"
