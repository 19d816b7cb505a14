"""Everything that was asked of a study's runs, answered; what cannot be answered says why and stops nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from pes_sim.analysis.exploration.discovery import Discovery, discover
from pes_sim.analysis.exploration.failing import Failure
from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.analysis.exploration.pathways import Aim, Pathways, pathways
from pes_sim.analysis.exploration.robustness import Robustness, robustness
from pes_sim.analysis.exploration.sensitivity import Sensitivity, first_order, morris, sobol
from pes_sim.analysis.uncertainty.crossing import Crossings, crossings
from pes_sim.analysis.uncertainty.score import chances_of_best
from pes_sim.runs.errors import CallError

if TYPE_CHECKING:
    import pandas as pd

    from pes_sim.runs.analysis_request import AnalysisRequest

Design = Literal["morris", "sobol", "other"]
Answer = TypeVar("Answer")


@dataclass(frozen=True, eq=False)
class Findings:
    """The answers, and in ``unanswered`` what was asked with the reason why there is no answer.

    ``best`` (share of futures in which each option is best) and ``crossings`` (what would turn the ranking) are on the
    KPIs that robustness was asked for.
    """

    outcomes: Outcomes
    sensitivities: tuple[Sensitivity, ...] = ()
    discoveries: tuple[Discovery, ...] = ()
    robustness: Robustness | None = None
    pathways: Pathways | None = None
    best: pd.DataFrame | None = None
    crossings: Crossings | None = None
    unanswered: tuple[tuple[str, str], ...] = ()

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every answer as a tidy table, by name: what is written beside the page."""
        import pandas as pd

        found: dict[str, pd.DataFrame] = {}
        if self.sensitivities:
            found["sensitivity"] = pd.concat([s.frame() for s in self.sensitivities], ignore_index=True)
        if self.discoveries:
            rows = [d.frame().assign(option=d.failure.option, kpi=d.failure.kpi) for d in self.discoveries]
            found["discovery"] = pd.concat(rows, ignore_index=True)
        if self.robustness is not None:
            found["robustness"] = self.robustness.frame()
        if self.best is not None:
            found["best"] = self.best.rename_axis("kpi").reset_index()
        if self.pathways is not None:
            found["pathways"] = self.pathways.frame()
            found["transfers"] = self.pathways.transfers()
        return found


@dataclass
class _Asked:
    """Collects answers, and reasons where there is none."""

    unanswered: list[tuple[str, str]] = field(default_factory=list)

    def one(self, question: str, answer: Callable[[], Answer]) -> list[Answer]:
        try:
            return [answer()]
        except CallError as reason:
            self.unanswered.append((question, str(reason)))
            return []


def answer(
    request: AnalysisRequest, outcomes: Outcomes, by_year: Outcomes | None = None,
    design: Design = "other", levels: int = 4,
) -> Findings:  # fmt: skip
    """Answer all of ``request`` from ``outcomes`` (over the horizon) and, for pathways, ``by_year``.

    ``design`` says how the futures were drawn, which decides what sensitivity can be told; ``levels`` those of Morris.
    """
    asked = _Asked()
    methods: dict[Design, Callable[[Outcomes, str, str], Sensitivity]] = {
        "morris": partial(morris, levels=levels), "sobol": sobol, "other": first_order
    }  # fmt: skip
    method = methods[design]
    sensitivities = [
        found
        for kpi in request.sensitivity
        for option in (outcomes.alternatives or outcomes.options)
        for found in asked.one(f"which assumptions move {kpi} under {option}", partial(method, outcomes, kpi, option))
    ]
    discoveries = []
    for spec in request.fails:
        failure = Failure(spec.option, spec.kpi, spec.worse_than, spec.of)
        discoveries += asked.one(f"when {spec.option} fails on {spec.kpi}", partial(discover, outcomes, failure))
    stands = request.robustness
    robust: list[Robustness] = []
    if stands is not None:
        robust = asked.one("robustness", partial(robustness, outcomes, stands.kpis, stands.good_enough))
    best: list[pd.DataFrame] = []
    turned: list[Crossings] = []
    if stands is not None and robust:
        best = asked.one("chances of being best", partial(chances_of_best, outcomes, stands.kpis))
        turned = asked.one("what would turn the ranking", partial(crossings, outcomes, stands.kpis))
    aims = [Aim(spec.kpi, spec.at_least_as_good_as) for spec in request.pathways]
    paths = asked.one("when plans stop working", partial(pathways, by_year or outcomes, aims)) if aims else []
    return Findings(
        outcomes, tuple(sensitivities), tuple(discoveries),
        next(iter(robust), None), next(iter(paths), None), next(iter(best), None), next(iter(turned), None),
        tuple(asked.unanswered),
    )  # fmt: skip
