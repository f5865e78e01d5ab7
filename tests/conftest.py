"""What many tests share: a home of their own for the player's files, and a small level."""

from pathlib import Path

import pytest
from hypothesis import settings

# The machines that run the tests are busy ones; the same run gives the same result.
settings.register_profile("sandpit", deadline=None, max_examples=40, derandomize=True)
settings.load_profile("sandpit")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the player's own levels and saves out of the tests' way."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    return home
