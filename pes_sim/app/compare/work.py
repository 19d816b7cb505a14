"""The job of comparing: run, sum up, leave everything a question may need."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

from pes_sim import api
from pes_sim.analysis.comparison import Comparison
from pes_sim.app.compare.request import CompareRequest, prepared
from pes_sim.app.disk import write_whole
from pes_sim.app.jobs.watch import Watch
from pes_sim.app.lookup.library import told
from pes_sim.app.settings import Limits
from pes_sim.report.answer import option_answers, overall_answer

KEPT = "comparison.pickle"
"""Written and read by this server only, in a folder that is its user's alone."""


def compare(request: dict[str, Any], place: Path, shared: Any, limits: Limits) -> dict[str, Any]:
    """Compare as ``request`` says; returns the summary."""
    asked = CompareRequest.model_validate(request)
    scenarios = prepared(asked, limits)
    comparison = api.compare(scenarios[0], scenarios[1:], asked.seeds, workers=1, progress=Watch(shared))
    write_whole(place / KEPT, pickle.dumps(comparison))
    return summary(comparison, asked.weights)


def summary(comparison: Comparison, weights: dict[str, float]) -> dict[str, Any]:
    """What the page shows first."""
    base = comparison.baseline.scenario
    shared = set(map(id, base.changes))
    options = [
        {
            "name": option.scenario.name, "title": option.scenario.title,
            "changes": told([c for c in option.scenario.changes if id(c) not in shared], option.scenario),  # type: ignore[arg-type]
        }
        for option in comparison.options
    ]  # fmt: skip
    names = [base.name, *comparison.names]
    return {
        "base": {"name": base.name, "title": base.title, "start": base.start, "years": base.years, "scale": base.scale},
        "seeds": list(comparison.baseline.seeds), "options": options, "headline": list(comparison.headline),
        "kpis": comparison.frame().to_dict("records"),
        "answer": overall_answer(comparison, option_answers(comparison)),
        "rank": comparison.rank(weights or None).to_dict("records"),
        "downloads": ["brief.html", "brief.pdf", "comparison.csv", "kpis.csv", "kpis.parquet",
                      *(f"scenarios/{name}.yaml" for name in names)],
    }  # fmt: skip
