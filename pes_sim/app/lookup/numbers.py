"""KPIs, parameters and mechanisms: every number with its definition, source, grade and mechanism."""

from __future__ import annotations

from typing import Any

from pes_sim.analysis.lever_trials import TRIALS, Trial
from pes_sim.app.errors import AppError
from pes_sim.app.lookup.library import base
from pes_sim.kpis.definition import KPI
from pes_sim.kpis.definitions import HEADLINE, KPIS
from pes_sim.kpis.segments import DIMENSIONS
from pes_sim.parameters import GRADES, REGISTRY, Parameter
from pes_sim.parameters.mechanisms import MECHANISMS
from pes_sim.scenario.problems import nearest

BY_LEVER: dict[str, Trial] = {trial.lever: trial for trial in TRIALS}


def kpi_row(kpi: KPI) -> dict[str, Any]:
    """One KPI as the list shows it."""
    return {
        "name": kpi.name, "title": kpi.title, "formula": kpi.formula, "unit": kpi.unit, "direction": kpi.direction,
        "family": kpi.family, "source": kpi.source, "by_segment": kpi.by_segment and kpi.gap is None,
        "headline": kpi.name in HEADLINE,
    }  # fmt: skip


def kpi_page(name: str) -> dict[str, Any]:
    """One KPI with the counters it is made of and the levers that are for it. Raises AppError."""
    kpi = KPIS[kpi_name(name)]
    levers = [
        {"path": trial.lever, "to": trial.to, "expect": trial.expect, "because": trial.because}
        for trial in TRIALS
        if trial.kpi == name
    ]
    return kpi_row(kpi) | {"counters": sorted(kpi.counters()), "levers": levers}


def kpi_name(name: str) -> str:
    """``name``, if a KPI is called so. Raises AppError."""
    if name not in KPIS:
        near = nearest(name, KPIS)
        raise AppError("invalid", f"there is no KPI {name[:60]!r}" + (f"; nearest: {', '.join(near)}" if near else ""))
    return name


def parameter_row(parameter: Parameter, value: float | None = None) -> dict[str, Any]:
    """One parameter as the list shows it."""
    return {
        "path": parameter.path, "value": parameter.value if value is None else value, "unit": parameter.unit,
        "low": parameter.low, "high": parameter.high, "least": parameter.least, "most": parameter.most,
        "kind": parameter.kind, "source": parameter.source, "grade": parameter.grade, "meaning": parameter.meaning,
        "family": parameter.path.partition(".")[0],
    }  # fmt: skip


def parameters(kind: str | None, under: str | None) -> list[dict[str, Any]]:
    """Every parameter of ``kind``, with the value it has in ``under``."""
    values = base(under).values if under else {}
    return [parameter_row(p, values.get(p.path)) for p in REGISTRY.values() if kind in (None, p.kind)]


def parameter_page(path: str, under: str | None) -> dict[str, Any]:
    """One parameter with who set it, what it works through and what it was tested to do. Raises AppError."""
    if path not in REGISTRY:
        raise AppError(
            "invalid", f"there is no parameter {path[:60]!r}; nearest: {', '.join(REGISTRY.nearest(path, 3))}"
        )
    parameter = REGISTRY[path]
    row = parameter_row(parameter) | {"set_by": []}
    if under:
        found = base(under).explain(path)
        row |= {"value": found.value, "source": found.source, "grade": found.grade,
                "set_by": [origin.name for origin in found.setters]}  # fmt: skip
    trial = BY_LEVER.get(path)
    return row | {
        "declared": parameter.value,
        "grade_meaning": GRADES[row["grade"]],
        "mechanisms": [{"name": m.name, "title": m.title} for m in MECHANISMS.values() if path in m.neutral],
        "trial": None
        if trial is None
        else {
            "to": trial.to, "kpi": trial.kpi, "expect": trial.expect, "because": trial.because, "known": trial.known,
        },
    }  # fmt: skip


def mechanisms() -> list[dict[str, Any]]:
    """Every mechanism that can be switched off."""
    return [{"name": m.name, "title": m.title, "parameters": sorted(m.neutral)} for m in MECHANISMS.values()]


def segments() -> dict[str, list[str]]:
    """Dimensions and their groups, by the names KPIs are kept under."""
    return {dimension: [f"{dimension}:{level}" for level in levels] for dimension, levels in DIMENSIONS.items()}
