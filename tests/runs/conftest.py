"""A world small enough to run in a test, of the real profile's shape."""

import pytest

from pes_sim.scenario.loading import load
from pes_sim.scenario.scenario import Scenario


@pytest.fixture(scope="session")
def small() -> Scenario:
    """Two years of about 2,350 people."""
    return load("austria").sized(scale=2000, years=2)
