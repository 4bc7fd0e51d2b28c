"""Data that the project does not carry; a test that needs what is not there fails, it never skips."""

import pytest
from outside import outside

from intercept.record import read_record
from intercept.validation import Library


@pytest.fixture(scope="session")
def reference_dir():
    """The folder of long series."""
    return outside("INTERCEPT_REFERENCE_DIR")


@pytest.fixture(scope="session")
def library(reference_dir):
    return Library.of_folder(reference_dir)


@pytest.fixture(scope="session")
def record():
    """The whole public record."""
    return read_record(outside("INTERCEPT_RECORD"))
