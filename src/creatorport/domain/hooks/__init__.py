"""Outgoing webhooks: who is told, how it is signed, and where to it may go."""
