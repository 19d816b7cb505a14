"""What a calibration found, written down: the posterior for other programs, and a page for readers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pes_sim.analysis.calibration.posterior import Posterior
from pes_sim.analysis.calibration.task import Point, Seen
from pes_sim.report.calibration_figure import correlations_svg, marginals_svg, targets_svg
from pes_sim.report.exploration.words import grade, parameter_label
from pes_sim.report.page import environment
from pes_sim.report.palette import variables
from pes_sim.report.values import number, percent
from pes_sim.whole_file import whole_file

if TYPE_CHECKING:
    import pandas as pd

Checks = Sequence[tuple[Point, Seen]]
"""Draws of the posterior at which the model itself was run, with what it gave."""


def write_calibration(
    found: Posterior, checks: Checks, folder: Path, title: str, made: Mapping[str, Any]
) -> list[Path]:
    """Write posterior.csv and .parquet (weighted draws), posterior.json (all else), runs.csv, calibration.html."""
    folder.mkdir(parents=True, exist_ok=True)
    document = calibration_document(found, checks, title, made)
    page = render_calibration(found, checks, title, made)
    texts = {"posterior.json": json.dumps(document, indent=1, allow_nan=False) + "\n", "calibration.html": page}
    for name, text in texts.items():
        with whole_file(folder / name) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
    for name, table in (("posterior.csv", found.draws), ("runs.csv", runs_table(found))):
        with whole_file(folder / name) as temporary:
            table.to_csv(temporary, index=False)
    with whole_file(folder / "posterior.parquet") as temporary:
        found.draws.to_parquet(temporary, index=False)
    names = ("calibration.html", "posterior.csv", "posterior.json", "posterior.parquet", "runs.csv")
    return [folder / name for name in names]


def calibration_document(found: Posterior, checks: Checks, title: str, made: Mapping[str, Any]) -> dict[str, Any]:
    """Everything but the draws, as plain data."""
    matched = found.matched
    goals = [goal.name for goal in matched.task.goals]
    return {
        "title": title,
        "made_with": dict(made),
        "seed": matched.task.seed,
        "training": goals,
        "draws": len(found.draws),
        "waves": [{"runs": wave.runs, "left_of_prior": wave.left} for wave in matched.waves],
        "parameters": _records(found.identifiability()),
        "profiles": {
            name: {"values": values.tolist(), "log_likelihood": fall.tolist()}
            for name, (values, fall) in found.profiles.items()
        },
        "correlations": {str(n): _plain(row.to_dict()) for n, row in found.correlations().iterrows()},
        "targets": _records(found.predictions()),
        "checks": [
            {"point": point, "values": _plain(dict(zip(goals, seen.values.tolist(), strict=True)))}
            for point, seen in checks
        ],
    }  # fmt: skip


def runs_table(found: Posterior) -> pd.DataFrame:
    """Every run: wave, one column a parameter, one a target."""
    import pandas as pd

    matched = found.matched
    task = matched.task
    points = pd.DataFrame(task.lows + task.widths * matched.x, columns=list(task.names))
    values = pd.DataFrame([seen.values for seen in matched.seen], columns=[goal.name for goal in task.goals])
    waves = [wave for wave, told in enumerate(matched.waves, 1) for _ in range(told.runs)]
    return pd.concat([pd.Series(waves, name="wave"), points, values], axis=1)


def render_calibration(found: Posterior, checks: Checks, title: str, made: Mapping[str, Any]) -> str:
    """The page as text; the same posterior gives the same bytes."""
    rows = found.identifiability().to_dict("records")
    return (
        environment()
        .get_template("calibration.html.jinja")
        .render(
            title=title,
            rows=[_row(row) for row in rows],
            counts=Counter(row["verdict"] for row in rows),
            waves=[(i, wave.runs, percent(wave.left, 1)) for i, wave in enumerate(found.matched.waves, 1)],
            targets=[_target(row, checks, i) for i, row in enumerate(found.predictions().to_dict("records"))],
            checks=len(checks),
            marginals=marginals_svg(found),
            met=targets_svg(found),
            correlations=correlations_svg(found) if len(rows) > 1 else "",
            made=made,
            light=variables(dark=False),
            dark=variables(dark=True),
        )
    )  # fmt: skip


def _row(row: Mapping[Any, Any]) -> dict[str, Any]:
    partner = row["most_correlated"]
    return {
        "path": row["parameter"],
        "meaning": parameter_label(row["parameter"], 90),
        "grade": grade(row["parameter"]),
        "prior": f"{number(row['prior_low'])} to {number(row['prior_high'])}",
        "mean": number(row["mean"]),
        "interval": f"{number(row['low'])} to {number(row['high'])}",
        "width": percent(row["width"]),
        "profile": f"{number(row['profile_low'])} to {number(row['profile_high'])}",
        "partner": partner,
        "correlation": number(round(row["correlation"], 2)),
        "verdict": row["verdict"],
    }


def _target(row: Mapping[Any, Any], checks: Checks, place: int) -> dict[str, Any]:
    return {
        "title": row["title"] or row["goal"],
        "name": row["goal"],
        "published": f"{number(row['published'])} ± {number(1.96 * row['sd'])}",
        "model": f"{number(row['mean'])} ({number(row['low'])} to {number(row['high'])})",
        "inside": abs(row["mean"] - row["published"]) <= 1.96 * row["sd"],
        "skill": percent(row["skill"]),
        "checked": ", ".join(number(float(seen.values[place])) for _, seen in checks),
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [_plain(row) for row in table.to_dict("records")]


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """As JSON has it: what is not a number is null."""
    return {str(k): (None if isinstance(v, float) and not abs(v) < float("inf") else v) for k, v in row.items()}
