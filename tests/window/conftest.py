"""A screen of its own for the window tests: Xvfb, without which they are skipped by name."""

import os
import shutil
import subprocess
from collections.abc import Iterator

import pytest

MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """Run an X server with a screen of 1600 x 1000, and return its display's name."""
    if MISSING:
        # On a developer's machine they may be missing; where every change is tested they may not.
        assert not os.environ.get("CI"), f"{MISSING} must be installed"
        pytest.skip(f"window tests need {' and '.join(MISSING)}")
    reader, writer = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(writer),
        "-screen",
        "0",
        "1600x1000x24",
        "-nolisten",
        "tcp",
    ]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as server:
        os.close(writer)
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()
