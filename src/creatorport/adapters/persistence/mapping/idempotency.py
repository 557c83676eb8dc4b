"""What the secret of a used idempotency key is sealed for."""


def purpose(workspace_id: str, key: str) -> str:
    return f"idempotency-key/{workspace_id}/{key}"
