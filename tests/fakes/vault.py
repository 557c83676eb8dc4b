from creatorport.domain.errors import VaultError
from creatorport.domain.secret import Secret


class ReversingVault:
    """A vault that hides a token by writing it backwards, and opens for the purpose it was sealed for."""

    def seal(self, secret: Secret, purpose: str) -> str:
        return f"{purpose}:{secret.reveal()[::-1]}"

    def open(self, sealed: str, purpose: str) -> Secret:
        if not sealed.startswith(f"{purpose}:"):
            raise VaultError
        return Secret(sealed.removeprefix(f"{purpose}:")[::-1])
