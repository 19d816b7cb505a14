"""What Austria gives today: writes ``austria.json``, the values that the regression test holds later versions to.

Run it (``python tests/regression/baseline.py``) after a change that is meant to change results, and say so in the CHANGELOG.
The tolerance is what another roll of the dice would do: four standard errors of the difference of two means over the
seeds, from the spread over many more seeds.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

import pes_sim as pes
from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS
from pes_sim.model import PESModel

FILE = Path(__file__).with_name("austria.json")
SEEDS, MORE_SEEDS = range(1, 4), range(1, 25)
SCALE, YEARS = 100, 2


def kpis(seed: int) -> dict[str, float]:
    """Every KPI over the horizon, overall."""
    model = PESModel(pes.load("austria").sized(scale=SCALE, years=YEARS), seed=seed)
    model.run()
    sums = model.history.sum(axis=0)
    return {name: float(ratio_of_sums(kpi, sums, COUNTERS, SEGMENTS)[0]) for name, kpi in KPIS.items()}


def means(runs: list[dict[str, float]]) -> dict[str, float]:
    """Mean of each KPI over runs; those that are empty without projects are left out."""
    return {name: float(np.mean([run[name] for run in runs])) for name in runs[0] if np.isfinite(runs[0][name])}


def main() -> None:
    """Run many seeds and write the file."""
    runs = [kpis(seed) for seed in MORE_SEEDS]
    held = {}
    for name, value in means(runs[: len(SEEDS)]).items():
        spread = float(np.std([run[name] for run in runs], ddof=1))
        tolerance = 4 * spread * np.sqrt(2 / len(SEEDS)) + 1e-4 * abs(value)
        held[name] = {"value": float(f"{value:.8g}"), "tolerance": float(f"{tolerance:.2g}")}
    FILE.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
