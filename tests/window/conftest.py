"""A screen of its own for the window tests: Xvfb, without which they are skipped by name."""

import os
import shutil
from collections.abc import Iterator

import pytest

from tests import x_server

MISSING = [name for name in (x_server.NAME, "xdotool") if shutil.which(name) is None]


@pytest.fixture(scope="session")
def screen() -> Iterator[str]:
    """Run an X server with a screen of 1600 x 1000, and return its display's name."""
    if MISSING:
        # On a developer's machine they may be missing; where every change is tested they may not.
        assert not os.environ.get("CI"), f"{MISSING} must be installed"
        pytest.skip(f"window tests need {' and '.join(MISSING)}")
    with x_server.x_server((1600, 1000)) as display:
        yield display
