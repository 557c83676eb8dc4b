from creatorport.domain.errors import VaultError
from creatorport.domain.secret import Secret


class InMemoryVault:
    """Keeps what it sealed in a drawer, and hands out its number."""

    def __init__(self) -> None:
        self._sealed: list[tuple[str, Secret]] = []

    def seal(self, secret: Secret, purpose: str) -> str:
        self._sealed.append((purpose, Secret(secret.reveal())))
        return f"sealed-{len(self._sealed) - 1}"

    def open(self, sealed: str, purpose: str) -> Secret:
        for number, (bound, secret) in enumerate(self._sealed):
            if sealed == f"sealed-{number}" and purpose == bound:
                return secret
        raise VaultError("nothing was sealed under this name for this purpose")
