"""The composition root: the one place that knows every adapter and every use case, and joins them."""

from creatorport.container.gateway import GatewayContainer

__all__ = ["GatewayContainer"]
