"""A comparison made bigger: more seeds of the same scenarios beside those there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from pes_sim.analysis.comparison import Comparison
from pes_sim.analysis.winners import PersonChanges
from pes_sim.runs.result import Result

SECONDS = "duration_seconds"


def joined(first: Comparison, more: Comparison) -> Comparison:
    """``first`` with the seeds of ``more`` after its own; both hold the same scenarios in the same order.

    Raises ValueError where a seed is in both: the same world would count as two.
    """
    if twice := set(first.baseline.seeds) & set(more.baseline.seeds):
        raise ValueError(f"seeds {', '.join(map(str, sorted(twice)))} are in both comparisons")
    if first.names != more.names:
        raise ValueError("the two comparisons are not of the same scenarios")
    changes: Mapping[str, list[PersonChanges]] = {
        name: [*found, *more.changes[name]] for name, found in first.changes.items()
    }
    return replace(
        first,
        baseline=_result(first.baseline, more.baseline),
        options=[_result(one, other) for one, other in zip(first.options, more.options, strict=True)],
        changes=changes,
        without={name: joined(part, more.without[name]) for name, part in first.without.items()},
    )


def _result(first: Result, more: Result) -> Result:
    seconds = float(first.provenance.get(SECONDS, 0)) + float(more.provenance.get(SECONDS, 0))
    return replace(
        first,
        seeds=(*first.seeds, *more.seeds),
        counters=np.concatenate([first.counters, more.counters]),
        provenance={**first.provenance, SECONDS: round(seconds, 1)},
    )
