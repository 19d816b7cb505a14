"""Claims about the profiles: every figure has its source, guesses are marked and wide, and the library works on each."""

from __future__ import annotations

from pathlib import Path

import pytest

from pes_sim.parameters import REGISTRY
from pes_sim.scenario.loading import load
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.strict import Sourced

FOLDER = Path(__file__).parents[2] / "scenarios"
PROFILES = sorted(path.stem for path in (FOLDER / "profiles").glob("*.yaml"))
LIBRARY = [path for kind in ("options", "shocks") for path in sorted((FOLDER / kind).glob("*.yaml"))]
WANTED = {
    "austria", "germany", "netherlands", "belgium", "france", "estonia", "sweden", "denmark", "finland", "spain",
    "poland", "low_maturity",
}  # fmt: skip
PRICES = {"money.staff_cost", "money.benefit_day", "money.measure_week", "money.work_return"}
WIDE = 1.2
"""Least ratio of the ends of a guess's range."""


@pytest.fixture(scope="module", params=PROFILES)
def profile(request: pytest.FixtureRequest) -> Scenario:
    return load(request.param)


def test_the_countries_are_there():
    assert set(PROFILES) >= WANTED


def test_every_table_has_a_source_and_every_guess_a_wide_range(profile):
    figures = profile.profile.figures
    for name in type(figures).model_fields:
        table = getattr(figures, name)
        if isinstance(table, Sourced):
            assert len(table.source) > 15
    for low, high in figures.assumed().values():
        assert high / low >= WIDE or (low, high) == tuple(figures.labour_force_assumed or ())
    for path, value in profile.profile.parameters.items():
        assert len(value.source) > 8, path
        if value.assumed:
            assert value.grade == "D" and value.low is not None and value.high is not None
            assert value.high - value.low >= 0.2 * abs(value.value) or value.value == 0


def test_a_table_of_guesses_says_which_figures_are(profile):
    figures = profile.profile.figures
    for name in type(figures).model_fields:
        table = getattr(figures, name)
        if isinstance(table, Sourced) and table.grade == "D":
            assert table.assumed, name


def test_a_profile_sets_what_a_service_has_and_pays_never_how_people_behave(profile):
    for path in profile.profile.parameters:
        assert REGISTRY[path].kind == "lever" or path in PRICES, path


def test_the_whole_library_can_be_laid_over_it(profile):
    for path in LIBRARY:
        laid = load(path, base=profile)
        assert laid.profile == profile.profile and len(laid.changes) > len(profile.changes)


def test_only_figures_differ_not_who_the_simulated_are_many_of(profile):
    """About as many simulated persons everywhere, so that a first look takes as long in a large country."""
    assert 80_000 < profile.profile.figures.labour_force / profile.scale < 320_000
