"""Where the ASSUMED contract may be spoken: nowhere at TikTok itself."""

from urllib.parse import urlsplit

from creatorport.adapters.tiktok.transport import Transport

_REAL = ("tiktok.com", "tiktokapis.com", "tiktokglobalshop.com", "tiktok-shops.com")


def never_at_tiktok(transport: Transport) -> Transport:
    """Return the transport. Raises ValueError when it would carry assumed calls to TikTok itself."""
    host = (urlsplit(transport.business_origin).hostname or "").rstrip(".").lower()
    if not host or host.endswith(_REAL):
        raise ValueError(f"the assumed marketplace contract is never sent to {host or 'a host without a name'}")
    return transport
