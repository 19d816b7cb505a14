"""Made-up results, for the tests of analysis."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture(scope="session")
def synthetic():
    """The module of made-up results; loaded by path, so that it works however tests are imported."""
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "analysis" / "synthetic.py")))


@pytest.fixture(scope="session")
def comparison(synthetic):
    return synthetic.comparison()
