"""What tests need and some systems lack: it is named where it is missing."""

import os
import tempfile
from functools import cache
from pathlib import Path

import pytest

ON_WINDOWS = os.name == "nt"

needs_posix = pytest.mark.skipif(ON_WINDOWS, reason="Windows has no such thing")


@cache
def _makes_links() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        try:
            Path(folder, "link").symlink_to("nowhere")
        except OSError:
            return False
    return True


needs_links = pytest.mark.skipif(
    not _makes_links(), reason="this user may make no links, as most on Windows"
)


def make_pipe(path: Path) -> None:
    """Make a named pipe; only tests that need POSIX do so."""
    os.mkfifo(path)
