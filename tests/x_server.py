"""An X server without a monitor, for the tests and benchmarks that open a real window."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

NAME = "Xvfb"


def installed() -> bool:
    """Return whether this machine has one."""
    return shutil.which(NAME) is not None


@contextmanager
def x_server(size: tuple[int, int]) -> Iterator[str]:
    """Run an X server with one screen of this size in pixels, and give its display's name."""
    width, height = size
    reader, writer = os.pipe()
    # Without -noreset the server starts anew when its last window closes, and refuses the next
    # window if that one comes too soon.
    command = [NAME, "-displayfd", str(writer), "-screen", "0", f"{width}x{height}x24"]
    command += ["-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()
