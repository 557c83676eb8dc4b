"""Outgoing webhooks by HTTP: from a member's address to a call that reaches nothing internal."""
