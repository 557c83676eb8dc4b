"""Where the embedded server's files may lie."""

import os
import stat
import sys
import tempfile
from pathlib import Path

from creatorport.domain.errors import StorageUnavailable

_OTHERS_MAY_PASS = stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH


def private_runtime_folder() -> Path:
    """Return a short folder for sockets that nobody else may enter. Raises PermissionError when it is not ours.

    Needed where the data folder's path is too long for a socket's name.
    """
    if sys.platform == "win32":
        return Path(tempfile.gettempdir())
    folder = Path(tempfile.gettempdir()) / f"creatorport-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise PermissionError(1, "made by somebody else, or open to others", str(folder))
    return folder


def check_traversable(path: Path, what: str) -> None:
    """Refuse to run as root below a closed folder: the server's own user would have to be let in, and so everybody."""
    for parent in path.parents:
        if parent.stat().st_mode & _OTHERS_MAY_PASS != _OTHERS_MAY_PASS:
            raise StorageUnavailable(
                f"As root, PostgreSQL runs as another user, and {what} lies below {parent}, which is closed to it.",
                remedy="Run as an ordinary user, choose another folder, or set DATABASE_URL.",
            )
