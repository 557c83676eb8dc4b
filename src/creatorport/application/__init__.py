"""What creatorport does: use cases, the ports they need, and who may use them."""
