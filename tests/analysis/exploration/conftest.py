"""Made-up tables of runs, for the tests of the analyses."""

import runpy
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def table():
    """The maker of made-up tables; loaded by path, so that it works however tests are imported."""
    return runpy.run_path(str(Path(__file__).parent / "tables.py"))["table"]
