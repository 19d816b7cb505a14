"""The page on many futures: what holds in all of them, what fails where, and which assumptions decide."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from pes_sim.analysis.exploration.discovery import Discovery
from pes_sim.analysis.exploration.findings import Findings
from pes_sim.analysis.exploration.robustness import CRITERIA, Robustness
from pes_sim.kpis.definitions import KPIS
from pes_sim.report.exploration.discovery_figure import discovery_svg
from pes_sim.report.exploration.pathways_figure import holding_svg, map_svg
from pes_sim.report.exploration.regret_figure import regret_svg
from pes_sim.report.exploration.sensitivity_figure import sensitivity_svg
from pes_sim.report.exploration.words import bound_text, grade, parameter_label, unit
from pes_sim.report.labels import listed, lower_first, option_label
from pes_sim.report.page import environment
from pes_sim.report.palette import variables
from pes_sim.report.values import chance, change_text, level_text, number, percent, unit_of
from pes_sim.whole_file import whole_file


def write_findings(found: Findings, folder: Path, title: str, made: Mapping[str, Any]) -> list[Path]:
    """Write analysis.html and a CSV for each analysis into ``folder``, each whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, table in found.tables().items():
        files.append(folder / f"{name}.csv")
        with whole_file(files[-1]) as temporary:
            table.to_csv(temporary, index=False)
    files.append(folder / "analysis.html")
    with whole_file(files[-1]) as temporary:
        temporary.write_text(render_findings(found, title, made), encoding="utf-8", newline="\n")
    return files


def render_findings(found: Findings, title: str, made: Mapping[str, Any]) -> str:
    """The page as text; the same findings give the same bytes. ``made`` says with what."""
    outcomes = found.outcomes
    pages = environment()
    pages.filters |= {"percent": percent, "label": option_label}
    return pages.get_template("exploration.html.jinja").render(
        title=title,
        futures=outcomes.frame["future"].nunique(),
        seeds=outcomes.frame["seed"].nunique(),
        options=[option_label(name) for name in outcomes.options],
        parameters=len(outcomes.parameters),
        take_home=_take_home(found),
        robustness=None if found.robustness is None else _robustness(found.robustness, outcomes.options),
        regrets=_regrets(found),
        sure=_sure(found),
        discoveries=[_discovery(found, each) for each in found.discoveries],
        sensitivities=[_sensitivity(each) for each in found.sensitivities],
        pathways=None if found.pathways is None else _pathways(found),
        unanswered=found.unanswered,
        made=made,
        light=variables(dark=False),
        dark=variables(dark=True),
    )


def _take_home(found: Findings) -> list[str]:
    """What a reader who stops here should know."""
    said = []
    if found.robustness is not None:
        ranking = found.robustness.ranking()
        best = ranking.iloc[0]
        rows = len(found.robustness.table) // max(1, found.robustness.table["option"].nunique())
        name = option_label(best["option"])
        if best["firsts"] == rows:
            said.append(f"{name} is first on all {rows} ways to judge, whatever one's attitude to risk.")
        else:
            said.append(
                f"{name} stands best on average over {rows} ways to judge (mean rank {best['mean_rank']:.1f} of "
                f"{len(ranking)}) and is first on {best['firsts']} of them.{_more_often(ranking)} Which to take "
                "depends on the figure that counts most and on one's attitude to risk."
            )
    for each in found.discoveries:
        where = f", mostly where {_conditions(each.boxes[0].limits)}" if each.boxes else ""
        failing = "never" if each.failing == 0 else f"in {percent(each.failing)} of the futures"
        said.append(f"{option_label(each.failure.option)} fails {failing}{where} ({_failure_words(each)}).")
    if found.pathways is not None:
        said.append(_longest(found.pathways.frame()))
    return said


def _more_often(ranking: pd.DataFrame) -> str:
    """Names who is first as often as the best on average, or more, where somebody is; of two alternatives at least."""
    most = ranking.iloc[1:].sort_values("firsts", ascending=False, kind="stable").iloc[0]
    if most["firsts"] < ranking.iloc[0]["firsts"]:
        return ""
    often = "as often" if most["firsts"] == ranking.iloc[0]["firsts"] else f"more often, on {most['firsts']}"
    return f" {option_label(most['option'])} is first {often}, and further back on the others."


def _longest(plans: pd.DataFrame) -> str:
    """Which plan works longest, or that all do alike."""
    first, share = plans.iloc[0], percent(plans.iloc[0]["holds_to_end"])
    if plans["holds_to_end"].nunique() == 1:
        return f"All plans alike work to the end in {share} of futures: this aim does not tell them apart."
    return f"{option_label(first['option'])} works longest: to the end in {share} of futures."


def _failure_words(found: Discovery) -> str:
    failure, kpi = found.failure, KPIS[found.failure.kpi]
    if failure.of == "change":
        bound = "today" if failure.bound == 0 else f"today by more than {change_text(abs(failure.bound), kpi.unit)}"
        return f"failing: {lower_first(kpi.title)} worse than {bound}"
    return f"failing: {lower_first(kpi.title)} worse than {level_text(failure.bound, kpi.unit)}"


def _conditions(limits: Mapping[str, tuple[float, float]]) -> str:
    return listed([f"{lower_first(parameter_label(p, 90))} is {bound_text(*b, unit(p))}" for p, b in limits.items()])


def _robustness(found: Robustness, options: tuple[str, ...]) -> dict[str, Any]:
    """The table: for each KPI a row a criterion, a cell an option with its rank and value."""
    figures: dict[str, list[dict[str, Any]]] = {}
    for (criterion, kpi), block in found.table.groupby(["criterion", "kpi"], sort=False):
        cells = block.set_index("option")
        row = {
            "criterion": CRITERIA[str(criterion)],  # type: ignore[index]
            "cells": [_cell(str(criterion), str(kpi), cells.loc[option]) for option in options],
        }
        figures.setdefault("Everything asked for" if kpi == "all" else _headed(str(kpi)), []).append(row)
    ranking = [
        {"option": option_label(row["option"]), "mean": f"{row['mean_rank']:.1f}", "firsts": row["firsts"]}
        for row in found.ranking().to_dict("records")
    ]
    limits = [f"{KPIS[k].title} {_at(k)} {level_text(v, KPIS[k].unit)}" for k, v in found.thresholds.items()]
    ways = found.table["criterion"].nunique()
    return {"figures": figures, "ways": ways, "ranking": ranking, "limits": limits, "futures": found.futures}


def _headed(kpi: str) -> str:
    """A KPI's title, with its unit where the cells leave that out."""
    unit_words = unit_of(KPIS[kpi].unit).level
    return KPIS[kpi].title if _short(kpi) else f"{KPIS[kpi].title}, {unit_words}"


def _short(kpi: str) -> bool:
    """Whether the unit is short enough to stand in every cell."""
    return KPIS[kpi].unit.startswith("share")


def _at(kpi: str) -> str:
    return "at least" if KPIS[kpi].direction == "higher" else "at most"


def _cell(criterion: str, kpi: str, row: Any) -> dict[str, Any]:
    share = criterion in ("satisficing", "domain")
    if share:
        value = percent(row["value"])
    elif "regret" in criterion:
        value = change_text(row["value"], KPIS[kpi].unit, with_unit=_short(kpi)).lstrip("+")
    else:
        value = level_text(row["value"], KPIS[kpi].unit, with_unit=_short(kpi))
    return {"rank": int(row["rank"]), "value": value, "sure": chance(row["chance_first"])}


def _regrets(found: Findings) -> list[tuple[str, str]]:
    if found.robustness is None:
        return []
    kpis = found.robustness.table[found.robustness.table["criterion"] == "worst_regret"]["kpi"].unique()
    return [(KPIS[kpi].title, regret_svg(found.outcomes, KPIS[kpi])) for kpi in kpis]


def _sure(found: Findings) -> dict[str, Any] | None:
    """Chances of being best, and what would turn the ranking; None where robustness was not asked for."""
    if found.best is None:
        return None
    options = list(found.outcomes.options)
    rows = [
        (_on(str(name)), [(chance(row[option]), row[option] == row.max()) for option in options])
        for name, row in found.best.iterrows()
    ]
    turned = found.crossings
    if turned is None:
        return {"rows": rows, "leader": "", "crossings": []}
    crossings = [
        {
            "meaning": parameter_label(each.parameter, 90), "path": each.parameter, "grade": grade(each.parameter),
            "middle": number(each.middle), "at": number(each.at), "unit": unit(each.parameter),
        }
        for each in turned.found
    ]  # fmt: skip
    return {
        "rows": rows,
        "leader": option_label(turned.leader),
        "first": percent(turned.first),
        "told": percent(turned.told),
        "crossings": crossings,
        "unmeasured": [row["meaning"] for row in crossings if row["grade"] == "D"],
    }


def _on(kpi: str) -> str:
    return "All of these together" if kpi == "score" else KPIS[kpi].title


def _discovery(found: Findings, each: Discovery) -> dict[str, Any]:
    option = option_label(each.failure.option)
    boxes = [
        {
            "words": _conditions(box.limits),
            "coverage": percent(box.coverage),
            "density": percent(box.density),
            "unseen": percent(box.density_unseen),
            "grade_d": [parameter_label(p, 90) for p in box.limits if grade(p) == "D"],
            "figure": discovery_svg(each, found.outcomes, i, f"{option}, {KPIS[each.failure.kpi].title}"),
        }
        for i, box in enumerate(each.boxes)
    ]
    leaves = [(_conditions(leaf.limits), leaf.futures, percent(leaf.failing)) for leaf in each.leaves]
    return {
        "option": option,
        "words": _failure_words(each),
        "failing": percent(each.failing),
        "boxes": boxes,
        "boxes_sought": each.boxes_sought,
        "leaves": leaves,
        "accuracy": percent(each.accuracy),
    }


def _sensitivity(each: Any) -> dict[str, Any]:
    kpi = KPIS[each.kpi]
    return {
        "title": f"{kpi.title}: {option_label(each.option)}",
        "figure": sensitivity_svg(each, kpi.title, unit_of(kpi.unit).change, unit_of(kpi.unit).factor),
        "luck": percent(each.seed_share),
        "method": each.method,
    }


def _pathways(found: Findings) -> dict[str, Any]:
    paths, baseline = found.pathways, found.outcomes.baseline
    assert paths is not None
    rows = [
        {
            "option": option_label(row["option"]),
            "holds": percent(row["holds_to_end"]),
            **{key: _year(row[key]) for key in ("early", "middle", "late")},
        }
        for row in paths.frame().to_dict("records")
    ]
    aims = [f"{KPIS[a.kpi].title} {_at(a.kpi)} {level_text(a.bound, KPIS[a.kpi].unit)}" for a in paths.aims]
    alike = paths.frame()["holds_to_end"].eq(1).all()
    drawn = {} if alike else {"holding": holding_svg(paths, baseline), "map": map_svg(paths, baseline)}
    return {"rows": rows, "aims": aims, "alike": alike, **drawn}


def _year(x: float) -> str:
    return f"{x:.0f}" if x < 1e9 else "not within the horizon"
