"""A small study, and the same with a model that takes no time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import standin

from pes_sim.studies.study import Study

SMALL = """\
kind: study
title: A small study
base: austria
scale: 5000
years: 1
options: [more]
shocks: [none, crash]
futures:
  design: latin_hypercube
  count: 2
  parameters:
    - labour.work_hazard_fast
    - {path: counselling.max_effect, low: 1.1, high: 1.5}
seeds: 2
kpis: [ltu_share, unmet_need_share]
"""
OPTION = """\
kind: option
changes:
  - {at: +10 weeks, set: staffing.caseworkers, to: "+50%", ramp: 4 weeks}
"""
CRASH = """\
kind: shock
changes:
  - {at: +5 weeks, set: labour.demand_level, to: 0.6}
"""

Write = Callable[..., Path]
Open = Callable[..., Study]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with an option and a shock in its catalogue."""
    for name, text in (("options/more", OPTION), ("shocks/crash", CRASH)):
        path = tmp_path / "scenarios" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PES_SIM_STORE", raising=False)
    monkeypatch.delenv("PES_SIM_SCENARIOS", raising=False)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a study file, with pieces of the small one replaced."""

    def write_(*changes: tuple[str, str], name: str = "small.yaml", text: str = SMALL) -> Path:
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return Path(name)

    return write_


@pytest.fixture
def faults(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which a test asks for trouble."""
    place = folder / "faults"
    place.mkdir()
    monkeypatch.setenv(standin.FOLDER, str(place))
    return place


@pytest.fixture
def quick(write: Write, faults: Path) -> Open:
    """The small study with the model that takes no time."""

    def open_(*changes: tuple[str, str], store: str = "store", **call: object) -> Study:
        return replace(Study.open(write(*changes), store, **call), simulate=standin.simulate)  # type: ignore[arg-type]

    return open_
