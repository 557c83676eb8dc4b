import hashlib


def token_hash(token: str) -> str:
    """Return what a secret that comes back to us is stored under: a sign-in's state, the token of a link."""
    return hashlib.sha256(token.encode()).hexdigest()
