"""Who is calling: bearer tokens, checked against the configured issuer or the local one."""
