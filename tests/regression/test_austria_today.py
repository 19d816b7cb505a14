"""A change that is not meant to change results leaves every KPI of Austria where it was (see baseline.py)."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

pytestmark = pytest.mark.untraced

BASELINE = runpy.run_path(str(Path(__file__).with_name("baseline.py")))
HELD = json.loads(BASELINE["FILE"].read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def today() -> dict[str, float]:
    return BASELINE["means"]([BASELINE["kpis"](seed) for seed in BASELINE["SEEDS"]])


def test_the_baseline_holds_every_kpi(today):
    assert set(HELD) == set(today)


@pytest.mark.parametrize("name", HELD)
def test_kpi_is_where_it_was(today, name):
    assert today[name] == pytest.approx(HELD[name]["value"], rel=0, abs=HELD[name]["tolerance"])


def test_tolerances_would_catch_a_change_of_a_few_percent():
    """Of those that are not nought: what nothing in Austria moves today has no percentage."""
    there = {name: held for name, held in HELD.items() if held["value"] != 0}
    tight = [name for name, held in there.items() if held["tolerance"] < 0.05 * abs(held["value"])]
    assert len(tight) > len(there) / 2
