"""When an option fails: a bound on a KPI, its own level or its change against the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from pes_sim.analysis.exploration.outcomes import Outcomes

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Failure:
    """``option`` fails in a future where ``kpi`` is worse than ``bound``.

    ``of`` says what is held against the bound: the "level", or the "change" against the baseline, so that a bound
    of 0 asks where the option does worse than today.
    """

    option: str
    kpi: str
    bound: float
    of: Literal["level", "change"] = "change"

    def futures(self, outcomes: Outcomes) -> pd.Series[bool]:
        """Whether it fails, a row a future in which that can be said. Raises CallError."""
        sign = outcomes.sign(self.kpi)
        if self.of == "change":
            found = outcomes.changes(self.kpi)[outcomes._known(self.option, outcomes.alternatives, "option")]
            values = found.groupby(level="future").mean()
        else:
            values = outcomes.values(self.kpi)[outcomes._known(self.option, outcomes.options, "option")]
        values = values[np.isfinite(values)]
        return values * sign < self.bound * sign
