"""The three signature schemes of TikTok's webhooks, all HMAC-SHA256 in lowercase hexadecimal."""

import hmac


def open_signature(secret: str, moment: int, body: bytes) -> str:
    """Value of `TikTok-Signature`: over `t` + "." + the raw body."""
    return f"t={moment},s={_hmac(secret, str(moment).encode() + b'.' + body)}"


def subscription_signature(secret: str, body: bytes) -> str:
    """Value of `X-Open-Signature`: over the body with every non-ASCII character as lowercase hexadecimal escape."""
    return _hmac(secret, escaped(body))


def shop_signature(app_key: str, secret: str, body: bytes) -> str:
    """Value of `Authorization` (no scheme word): over the app key + the raw body."""
    return _hmac(secret, app_key.encode() + body)


def escaped(body: bytes) -> bytes:
    """JSON text in pure ASCII: characters beyond 16 bits become a surrogate pair."""
    pieces = []
    for letter in body.decode():
        if letter.isascii():
            pieces.append(letter)
        else:
            units = letter.encode("utf-16-be").hex()
            pieces.extend(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
    return "".join(pieces).encode()


def _hmac(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, "sha256").hexdigest()
