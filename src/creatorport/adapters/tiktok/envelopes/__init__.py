"""How each family says yes and no: three envelopes with nothing in common but JSON."""
