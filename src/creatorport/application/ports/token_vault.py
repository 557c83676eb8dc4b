from typing import Protocol

from creatorport.domain.secret import Secret


class TokenVault(Protocol):
    """Authenticated encryption of tokens at rest."""

    def seal(self, secret: Secret, purpose: str) -> str:
        """Encrypt under the newest key. `purpose` is bound to the result: it opens only for the same one."""
        ...

    def open(self, sealed: str, purpose: str) -> Secret:
        """Decrypt under whichever known key sealed it. Raises VaultError when none fits or it was changed."""
        ...
