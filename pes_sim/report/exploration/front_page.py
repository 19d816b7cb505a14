"""The page on a search over levers: the compromises that nothing beats, drawn and listed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from pes_sim.analysis.exploration.lever_points import rounded
from pes_sim.analysis.exploration.search import Found
from pes_sim.kpis.definitions import KPIS
from pes_sim.parameters import REGISTRY
from pes_sim.report.exploration.front_figure import front_svg
from pes_sim.report.exploration.words import parameter_label
from pes_sim.report.page import environment
from pes_sim.report.palette import variables
from pes_sim.report.values import level_text, number
from pes_sim.runs.provenance import model_version, versions
from pes_sim.scenario.scenario import Scenario
from pes_sim.whole_file import whole_file


def write_front(found: Found, today: Mapping[str, float], folder: Path, base: Scenario, seeds: int) -> list[Path]:
    """Write front.html, front.csv (what nothing beats) and search.csv (everything looked at) into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {"front.csv": found.front().drop(columns="best"), "search.csv": found.frame()}
    for name, table in tables.items():
        with whole_file(folder / name) as temporary:
            table.to_csv(temporary, index=False)
    with whole_file(folder / "front.html") as temporary:
        temporary.write_text(render_front(found, today, base, seeds), encoding="utf-8", newline="\n")
    return [folder / name for name in ("front.html", *tables)]


def render_front(found: Found, today: Mapping[str, float], base: Scenario, seeds: int) -> str:
    """The page as text; the same search gives the same bytes."""
    question = found.question
    kpis = [KPIS[name] for name in question.objectives]
    front = found.front()
    made = {
        "search": f"NSGA-II, {question.generations} generations of {question.population}, seed {question.seed}",
        "base": f"{base.title}: {base.years} years from {base.start}, one simulated person for {base.scale}",
        "seeds": seeds,
        "levers": "; ".join(f"{path} {number(low)} to {number(high)}" for path, (low, high) in question.levers.items()),
        "model": f"source {model_version()[:16]}",
        "versions": ", ".join(f"{name} {version}" for name, version in versions().items()),
    }
    rows = [
        (
            [number(v) for v in rounded({path: float(row[path]) for path in question.levers}).values()],
            [level_text(float(row[kpi.name]), kpi.unit) for kpi in kpis],
        )
        for row in front.to_dict("records")
    ]
    return (
        environment()
        .get_template("front.html.jinja")
        .render(
            title=f"{base.title}: what else the levers could do",
            looked_at=len(found.table),
            kpis=kpis,
            levers=[(path, parameter_label(path, 70), REGISTRY[path].unit) for path in question.levers],
            now=[level_text(today[kpi.name], kpi.unit) for kpi in kpis],
            rows=rows,
            better=_better_on_all(found, today),
            figures=[front_svg(found, x, y, dict(today)) for x, y in combinations(kpis, 2)],
            made=made,
            light=variables(dark=False),
            dark=variables(dark=True),
        )
    )


def _better_on_all(found: Found, today: Mapping[str, float]) -> int:
    """How many settings of the front are better than today on every objective."""
    signs = {name: 1.0 if way == "higher" else -1.0 for name, way in found.question.objectives.items()}
    front = found.front()
    good = [(front[name] * sign > today[name] * sign) for name, sign in signs.items()]
    return int(sum(all(row) for row in zip(*good, strict=True)))
