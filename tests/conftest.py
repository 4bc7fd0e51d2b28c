"""What all tests share: hypothesis profiles (HYPOTHESIS_PROFILE=dev or ci) and the folder of long reference series."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Flights take milliseconds to tenths of a second: a deadline would measure the machine, not the code.
settings.register_profile("dev", max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", parent=settings.get_profile("dev"), max_examples=200, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def reference_dir():
    """The folder of long series; a test that needs a file from it fails where it is missing."""
    return Path(os.environ.get("INTERCEPT_REFERENCE_DIR", REPOSITORY.parent / "shared" / "reference"))
