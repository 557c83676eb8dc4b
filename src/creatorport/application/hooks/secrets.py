import base64

from creatorport.application.ports.identities import Identities
from creatorport.domain.hooks.signing import secret_of
from creatorport.domain.secret import Secret


def fresh_secret(identities: Identities) -> Secret:
    """Return a new secret of a hook, as receivers are shown it."""
    random = identities.unguessable()
    key = base64.urlsafe_b64decode(random + "=" * (-len(random) % 4))
    return secret_of(key[:48])
