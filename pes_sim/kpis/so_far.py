"""What Mesa's batch runner reads: every headline KPI over the weeks from the start up to a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from pes_sim.kpis.counters import COUNTERS
from pes_sim.kpis.definitions import HEADLINE, KPIS
from pes_sim.kpis.evaluation import ratio_of_sums
from pes_sim.kpis.segments import SEGMENTS

if TYPE_CHECKING:
    from pes_sim.model import PESModel


class KPIsSoFar(mesa.DataCollector):
    """A data collector that collects nothing while the model runs: the model's counters hold everything already.

    ``model_vars`` holds for each KPI in ``names`` a value a step: over the weeks from the start to that step, so that
    the last is the value of the whole horizon; NaN during the warm-up.
    """

    def __init__(self, model: PESModel, names: tuple[str, ...] = HEADLINE) -> None:
        super().__init__()
        self._model, self.names = model, names
        self.model_reporters = dict.fromkeys(names)

    @property
    def model_vars(self) -> dict[str, list[float]]:
        """KPI to its values, a step each."""
        model = self._model
        sums = np.cumsum(model.history, axis=0)
        warm = [float("nan")] * (int(model.steps) - len(sums))
        return {
            name: warm + [float(v) for v in ratio_of_sums(KPIS[name], sums, COUNTERS, SEGMENTS)[:, 0]]
            for name in self.names
        }

    @model_vars.setter
    def model_vars(self, _: Any) -> None:
        """Mesa sets it to nothing when it begins."""

    @property
    def _collection_steps(self) -> list[int]:
        """The steps that there is something of, which Mesa 3.4 and later ask for."""
        return list(range(1, 1 + int(self._model.steps)))

    @_collection_steps.setter
    def _collection_steps(self, _: Any) -> None:
        """As `model_vars`."""
