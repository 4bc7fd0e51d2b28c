"""What all tests share: hypothesis profiles (HYPOTHESIS_PROFILE=short or long), and no path to outside data."""

import os

import outside  # noqa: F401 - takes the variables that name outside data out of the environment
from hypothesis import HealthCheck, settings

# Flights take milliseconds to tenths of a second: a deadline would measure the machine, not the code.
settings.register_profile("short", max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "long", parent=settings.get_profile("short"), max_examples=200, derandomize=True, print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "short"))
