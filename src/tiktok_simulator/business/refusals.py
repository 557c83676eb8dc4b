"""The return codes with which TikTok API for Business refuses. All of them travel in HTTP 200."""

NO_PERMISSION = 40001
INVALID = 40002
NOT_FOUND = 40007
RATE_LIMITED = 40100
WRONG_SECRET = 40101
TOKEN_EXPIRED = 40102
REFRESH_EXPIRED = 40103
TOKEN_MISSING = 40104
TOKEN_WRONG = 40105
REFRESH_WRONG = 40107
CODE_WRONG = 40110


class RefusedError(Exception):
    """An answer with `code` other than 0."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(message: str) -> RefusedError:
    """A parameter or a business rule."""
    return RefusedError(INVALID, message)


def no_permission(subject: str) -> RefusedError:
    return RefusedError(NO_PERMISSION, f"No permission to operate {subject}.")


def not_found(subject: str) -> RefusedError:
    return RefusedError(NOT_FOUND, f"{subject} does not exist.")


def wrong_token() -> RefusedError:
    return RefusedError(TOKEN_WRONG, "Access token is incorrect or has been revoked.")
