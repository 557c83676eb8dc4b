"""Where the ASSUMED contract may be spoken: nowhere at TikTok itself."""

from creatorport.adapters.hosts import host_of, is_tiktok
from creatorport.adapters.tiktok.transport import Transport


def never_at_tiktok(transport: Transport) -> Transport:
    """Return the transport. Raises ValueError when it would carry assumed calls to TikTok itself."""
    host = host_of(transport.business_origin)
    if not host or is_tiktok(host):
        raise ValueError(f"the assumed marketplace contract is never sent to {host or 'a host without a name'}")
    return transport
