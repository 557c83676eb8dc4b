"""Stands in for a Python that runs a command: `python door.py SOCKET -u -c CODE`; a copy from that socket runs it.

It hands over its own standard input and outputs, waits, and ends as the copy does. It loads nearly nothing, being
started where a whole Python would take seconds.
"""

import json
import os
import signal
import socket
import sys


def main(address: str, command: list[str]) -> int:
    """Raises SystemExit if the copy is gone without a word."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it will end it
    order = {"name": "door", "arguments": command[command.index("-c") :], "environment": dict(os.environ)}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(address)
        socket.send_fds(connection, [json.dumps(order).encode() + b"\n"], [0, 1, 2])
        told = connection.makefile().readline()
    if not told:
        sys.exit("The process that was to run this is gone.")
    return int(json.loads(told)["ended"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
