"""How likely each option is to meet a scenario's targets: the share of seeds that do, in the year up to the date."""

from __future__ import annotations

from collections.abc import Sequence
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from pes_sim.analysis.paired import LEVEL
from pes_sim.runs.result import Result
from pes_sim.scenario.scenario import Target

if TYPE_CHECKING:
    import pandas as pd

YEAR = 52


def year_up_to(result: Result, target: Target) -> tuple[int, int] | None:
    """The 52 weeks (first, end) that end by ``target.by``; None where the run does not cover any of them.

    Shorter when the date lies less than a year after the start.
    """
    end = (target.by - result.scenario.start).days // 7
    return (max(0, end - YEAR), end) if 0 < end <= result.weeks else None


def targets_table(results: Sequence[Result], targets: Sequence[Target]) -> pd.DataFrame:
    """A row for each target and result.

    Columns: kpi, value, by, option, reached (mean over seeds of the KPI in that year), share_of_seeds, ci_low,
    ci_high (95 % Wilson interval of the share: ten of ten seeds is no certainty), seeds. NaN where the run does
    not reach the date or the KPI has no better direction.
    """
    import pandas as pd
    from scipy.stats import binomtest

    rows = []
    for target in targets:
        for result in results:
            direction = result.definition(target.kpi).direction
            span = year_up_to(result, target)
            values = result.over(target.kpi, *span) if span else np.zeros(0)
            values = values[np.isfinite(values)]
            row = {"kpi": target.kpi, "value": target.value, "by": target.by, "option": result.scenario.name}
            row |= {"reached": float(values.mean()) if len(values) else nan}
            if len(values) and direction != "neutral":
                met = int(np.sum(values >= target.value if direction == "higher" else values <= target.value))
                interval = binomtest(met, len(values)).proportion_ci(LEVEL, method="wilson")
                row |= {"share_of_seeds": met / len(values), "ci_low": interval.low, "ci_high": interval.high}
            else:
                row |= {"share_of_seeds": nan, "ci_low": nan, "ci_high": nan}
            rows.append(row | {"seeds": len(values)})
    columns = ["kpi", "value", "by", "option", "reached", "share_of_seeds", "ci_low", "ci_high", "seeds"]
    return pd.DataFrame(rows, columns=columns)
