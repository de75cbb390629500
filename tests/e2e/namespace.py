"""A network of its own for a command: only loopback, seen by nobody else on the machine.

`python -m tests.e2e.namespace <command ...>`, inside a new network namespace, brings its loopback
up and becomes the command.
"""

import array
import fcntl
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Sequence
from functools import cache

from tests.patience import PATIENCE

MISSING = (
    "missing: no network namespace here (unshare -rn): what listens to everybody was not started"
)

_WAYS = (("unshare", "-rn"), ("unshare", "-n"))
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 0x1  # linux/sockios.h, linux/if.h


def alone(command: Sequence[str]) -> list[str] | None:
    """The command that runs `command` in a network of its own, or None where that is not allowed."""
    way = _way()
    return [*way, sys.executable, "-m", "tests.e2e.namespace", *command] if way else None


@cache
def _way() -> tuple[str, ...] | None:
    return next((way for way in _WAYS if _works(way)), None)


def _works(way: Sequence[str]) -> bool:
    probe = [*way, sys.executable, "-m", "tests.e2e.namespace", "true"]
    try:
        return subprocess.run(probe, capture_output=True, timeout=PATIENCE).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _loopback_up() -> None:
    """What `ip link set lo up` does, without needing iproute2."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = array.array("B", struct.pack("16sH14x", b"lo", 0))
        fcntl.ioctl(any_socket, _GET_FLAGS, request, True)
        flags = struct.unpack_from("16sH", request)[1]
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sH14x", b"lo", flags | _UP))


if __name__ == "__main__":
    _loopback_up()
    os.execvp(sys.argv[1], sys.argv[1:])
