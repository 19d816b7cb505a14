"""What a study's file asks of its runs, answered: tables, and one page for each world of shocks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pes_sim.analysis.across_futures import changes_across_futures
from pes_sim.analysis.exploration.findings import Design, Findings, answer
from pes_sim.analysis.exploration.outcomes import Outcomes
from pes_sim.kpis.definitions import KPIS
from pes_sim.runs.provenance import machine, model_version, versions
from pes_sim.whole_file import whole_file

if TYPE_CHECKING:
    import pandas as pd

    from pes_sim.studies.study import Study

DESIGNS: dict[str, Design] = {"morris": "morris", "sobol": "sobol"}


def asks(study: Study) -> bool:
    """Whether the file asks for anything beyond the runs."""
    asked = study.analysis
    return bool(asked.sensitivity or asked.fails or asked.robustness or asked.pathways)


def kpis_asked(study: Study) -> tuple[str, ...]:
    """Every KPI that the table or an analysis needs."""
    asked = study.analysis
    more = [*asked.sensitivity, *(f.kpi for f in asked.fails), *(aim.kpi for aim in asked.pathways)]
    more += [] if asked.robustness is None else [*asked.robustness.kpis, *asked.robustness.good_enough]
    return tuple(dict.fromkeys([*study.kpis, *more]))


def changes(study: Study, runs: pd.DataFrame | None = None) -> pd.DataFrame:
    """Each option against the base: see `changes_across_futures`."""
    table = study.frame() if runs is None else runs
    return changes_across_futures(table, study.baseline, {name: KPIS[name] for name in study.kpis})


def answers(study: Study) -> dict[str, Findings]:
    """The findings of each world of shocks, by its name. Raises CallError where there are no runs yet."""
    kpis = kpis_asked(study)
    runs = study.frame(kpis)
    years = study.by_year(kpis) if study.analysis.pathways else None
    design = DESIGNS.get(study.design.futures.design, "other")
    levels = int(dict(study.design.futures.settings).get("levels", 4))
    found = {}
    for shock in dict.fromkeys(arm.shock_name for arm in study.design.arms):
        outcomes = Outcomes.of(_of(runs, shock), study.baseline)
        by_year = None if years is None else Outcomes.of(_of(years, shock), study.baseline)
        found[shock] = answer(study.analysis, outcomes, by_year, design, levels)
    return found


def write_answers(study: Study, folder: Path) -> None:
    """Write changes.csv, and analysis.html with its tables; where there are several worlds of shocks, a folder each."""
    from pes_sim.report.exploration.page import write_findings

    if len(study.options) > 1:
        _write(folder / "changes.csv", lambda path: changes(study).to_csv(path, index=False))
    if not asks(study):
        return
    found = answers(study)
    for shock, findings in found.items():
        title = study.title if len(found) == 1 else f"{study.title}: {shock.replace('_', ' ')}"
        write_findings(findings, folder if len(found) == 1 else folder / shock, title, _made(study))


def _of(runs: pd.DataFrame, shock: str) -> pd.DataFrame:
    return runs[runs["shock"] == shock].drop(columns="shock").reset_index(drop=True)


def _write(path: Path, write: Callable[[Path], object]) -> None:
    with whole_file(path) as temporary:
        write(temporary)


def _made(study: Study) -> dict[str, Any]:
    found = versions()
    return {
        "study": f"{study.name}, {len(study.design):,} runs",
        "model": f"pes-sim {found['pes-sim']}, source {model_version()[:16]}",
        "libraries": ", ".join(f"{name} {number}" for name, number in found.items() if name != "pes-sim"),
        "machine": machine(),
    }
