"""The decision brief: one self-contained HTML page, read from the answer down to the assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from math import isfinite
from pathlib import Path
from typing import Any

import pandas as pd

from pes_sim.analysis.comparison import Comparison
from pes_sim.kpis.segments import DIMENSIONS
from pes_sim.parameters.declaration import Parameter
from pes_sim.parameters.mechanisms import MECHANISMS
from pes_sim.report import answer, assumptions, figures, steps, sureness, tables
from pes_sim.report.labels import GRADES, GROUPS, OUTCOMES, SYMBOLS, listed, option_label
from pes_sim.report.page import environment
from pes_sim.report.palette import OPTIONS_LIGHT, option_variable, variables
from pes_sim.report.values import chance, change_text, interval_text, level_text, number, percent, unit_of
from pes_sim.whole_file import whole_file


def write_brief(comparison: Comparison, path: str | Path, declared: Mapping[str, Parameter] | None = None) -> Path:
    """Write the brief to ``path``, whole or not at all; see `render_brief`."""
    page = render_brief(comparison, declared)
    with whole_file(path) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="\n")
    return Path(path)


def render_brief(comparison: Comparison, declared: Mapping[str, Parameter] | None = None) -> str:
    """The page as text; the same comparison gives the same bytes.

    ``declared`` are the parameters to list, the model's own unless said otherwise.
    """
    if declared is None:
        from pes_sim.parameters import REGISTRY

        declared = REGISTRY
    pages = environment()
    pages.filters |= {"percent": percent, "number": number, "label": option_label}
    return pages.get_template("brief.html.jinja").render(_context(comparison, declared))


def _context(comparison: Comparison, declared: Mapping[str, Parameter]) -> dict[str, Any]:
    base = comparison.baseline
    listing = assumptions.assumptions(comparison, declared)
    answers = answer.option_answers(comparison)
    weak = [row for row in listing if row.grade == "D"]
    turns = comparison.doubt.turning.turns if comparison.doubt is not None else ()
    matter, why = assumptions.that_matter(listing, [turn.parameter for turn in turns])
    precision = _precision(comparison)
    return {
        "base": base,
        "base_label": option_label(base.scenario.name),
        "title": f"{option_label(base.scenario.name)}: {_options_in_title(comparison)}",
        "end": base.scenario.date_of(base.weeks) - timedelta(days=1),
        "day": steps.day_text,
        "option_titles": [(o.scenario.name, o.scenario.title) for o in comparison.options],
        "overall": [*answer.overall_answer(comparison, answers), *sureness.sentences(comparison, listing)],
        "sure": sureness.context(comparison, listing),
        "answers": answers,
        "notable": percent(answer.NOTABLE, 1),
        "winners": answer.winners_by_kpi(comparison),
        "ranking": _ranking(comparison),
        "headline_rows": tables.rows(comparison, comparison.headline),
        "families": tables.by_family(comparison),
        "labels": [option_label(o) for o in comparison.names],
        "curves": _curves(comparison),
        "people": _people(comparison),
        "contributions": [
            (MECHANISMS[name].title if name in MECHANISMS else name, name, tables.contribution_rows(comparison, name))
            for name in comparison.without
        ],
        "targets": _targets(comparison),
        "precision": precision,
        "signs": _signs(precision),
        "steps": [
            (o.scenario.name, [steps.in_words(c, o, declared) for c in steps.own_changes(base, o)])
            for o in comparison.options
        ],
        "assumptions": listing,
        "matter": matter,
        "matter_why": why,
        "families_of_assumptions": assumptions.by_family(listing),
        "weak": len(weak),
        "weak_touched": sum(1 for row in weak if row.touched_by),
        "figures": assumptions.figures(comparison),
        "grades": GRADES,
        "symbols": SYMBOLS,
        "kpis": comparison.kpis,
        "chance": round(0.05 * len(comparison.differences)),
        "intervals": len(comparison.differences),
        "provenance": _provenance(comparison),
        "light": variables(dark=False),
        "dark": variables(dark=True),
        "colours": len(OPTIONS_LIGHT),
    }


def _options_in_title(comparison: Comparison) -> str:
    if len(comparison.names) > figures.MOST:
        return f"{len(comparison.names)} options compared"
    return listed([option_label(option) for option in comparison.names], "or")


def _ranking(comparison: Comparison) -> list[dict[str, Any]]:
    ranking = comparison.rank()
    base = comparison.baseline.scenario.name
    return [
        {
            "option": f"{option_label(row['option'])} (today)"
            if row["option"] == base
            else option_label(row["option"]),
            "score": number(round(row["value"])),
            "interval": f"{number(round(row['ci_low']))} to {number(round(row['ci_high']))}"
            if isfinite(row["ci_low"])
            else "n/a",
            "best": chance(row["probability_best"]),
        }
        for row in ranking[ranking["criterion"] == "score"].to_dict("records")
    ]


def _curves(comparison: Comparison) -> list[dict[str, Any]]:
    dated = {o.scenario.name: steps.dates(comparison.baseline, o) for o in comparison.options}
    drawn = []
    moved = _moved_most(comparison)
    for name in sorted(comparison.headline, key=lambda each: each not in moved):
        kpi = comparison.kpis[name]
        curves = comparison.trajectories(name)
        drawn.append(
            {
                "kpi": kpi,
                "open": name in moved,
                "unit": unit_of(kpi.unit).level,
                "change_unit": unit_of(kpi.unit).change,
                "levels": figures.levels_svg(kpi, curves),
                "differences": figures.differences_svg(kpi, curves, dated),
                "window": curves.window,
            }
        )
    return drawn


MOST_OPEN = 6
"""Figures over time that are open when the page is; the others are a click away."""


def _moved_most(comparison: Comparison) -> list[str]:
    """The headline figures that some option moves most beside the baseline's value."""

    def size(name: str) -> float:
        found = [comparison.differences[name, option] for option in comparison.names]
        sizes = [abs(d.difference) / abs(d.baseline) for d in found if d.baseline and isfinite(d.difference)]
        return max(sizes, default=0.0)

    return sorted(comparison.headline, key=lambda name: -size(name))[:MOST_OPEN]


def _people(comparison: Comparison) -> list[dict[str, Any]]:
    """For each outcome: the figure, and rows of groups with a cell for each option."""
    if not comparison.changes:
        return []
    split = [
        table.assign(key=[group if by == "all" else f"{by}:{group}" for group in table["group"]])
        for by in ("all", *DIMENSIONS)
        for table in [comparison.winners_and_losers(by)]
    ]
    everybody = pd.concat(split, ignore_index=True)
    shown = []
    for outcome, title in OUTCOMES.items():
        table = everybody[everybody["outcome"] == outcome]
        unit = str(table["unit"].iloc[0])
        cells = {(row["key"], row["option"]): _person_cell(row) for row in table.to_dict("records")}
        keys, options = list(dict.fromkeys(table["key"])), list(dict.fromkeys(table["option"]))
        people = table[table["option"] == options[0]].set_index("key")["people"]
        everyone = table[table["key"] == "all"].set_index("option")["mean_change"].abs()
        drawn = figures.foremost({option: float(everyone[option]) for option in options})
        shown.append(
            {
                "title": title,
                "unit": unit,
                "labels": [option_label(option) for option in options],
                "legend": [
                    (figures.MARKERS[i % len(figures.MARKERS)][1], option_variable(i), option_label(option))
                    for i, option in enumerate(drawn)
                ],
                "rows": [(GROUPS[k], f"{people[k]:,.0f}", [cells[k, option] for option in options]) for k in keys],
                "figure": figures.winners_svg(outcome, unit, table[table["option"].isin(drawn)], GROUPS, title),
            }
        )
    return shown


def _person_cell(row: Mapping[Any, Any]) -> dict[str, str]:
    same, half = row["verdict"] == "same", (row["ci_high"] - row["ci_low"]) / 2
    return {
        "change": "0" if same else change_text(row["mean_change"], row["unit"], beside=half),
        "interval": "" if same else interval_text(row["ci_low"], row["ci_high"], row["unit"]),
        "better": percent(row["share_better"]),
        "worse": percent(row["share_worse"]),
        # Hundreds of thousands of people make even a minute clear: colour is for what is worth a look.
        "verdict": row["verdict"] if answer.notable_for_people(row) else "small",
        "symbol": SYMBOLS[row["verdict"]][0],
    }


def _targets(comparison: Comparison) -> list[dict[str, Any]]:
    table = comparison.targets()
    rows = []
    for row in table.to_dict("records"):
        kpi = comparison.kpis[row["kpi"]]
        bound = "at least" if kpi.direction == "higher" else "at most"
        rows.append(
            {
                "title": kpi.title,
                "goal": f"{bound} {level_text(row['value'], kpi.unit)}",
                "by": row["by"],
                "option": option_label(row["option"]),
                "reached": level_text(row["reached"], kpi.unit),
                "chance": percent(row["share_of_seeds"]),
                "interval": f"{percent(row['ci_low'])} to {percent(row['ci_high'])}",
            }
        )
    return rows


def _precision(comparison: Comparison) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """For each headline KPI, a cell for each option: half-width, sign clear or not, and the words for it."""
    table = {(row["kpi"], row["option"]): row for row in comparison.precision().to_dict("records")}
    rows = []
    for name in comparison.headline:
        kpi, cells = comparison.kpis[name], []
        for option in comparison.names:
            found = table[name, option]
            half = change_text(found["half_width"], kpi.unit).lstrip("+")
            if found["difference"] == 0:
                cells.append((SYMBOLS["same"][0], "0", "no difference"))
            elif found["relative"] < 1:
                cells.append((SYMBOLS["better"][0], f"± {half}", "sign is clear"))
            else:
                needed = found["seeds_needed"]
                words = f"needs about {needed:,.0f} seeds" if isfinite(needed) else "no spread to tell from"
                cells.append((SYMBOLS["unclear"][0], f"± {half}", words))
        rows.append((kpi.title, cells))
    return rows


def _signs(precision: list[tuple[str, list[tuple[str, str, str]]]]) -> dict[str, int]:
    """How many cells have a clear sign, and how many no difference."""
    cells = [symbol for _, row in precision for symbol, _, _ in row]
    same, clear = SYMBOLS["same"][0], SYMBOLS["better"][0]
    return {"cells": len(cells), "settled": cells.count(clear), "nothing": cells.count(same)}


def _provenance(comparison: Comparison) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each result's provenance as (scenario, rows); nested entries are flattened."""

    def flat(entry: object, name: str) -> list[tuple[str, str]]:
        if isinstance(entry, Mapping):
            return [row for key, value in entry.items() for row in flat(value, f"{name} {key}".strip())]
        text = ", ".join(map(str, entry)) if isinstance(entry, list | tuple) else str(entry)
        return [(name.replace("_", " "), f"{entry:,.1f}" if isinstance(entry, float) else text)]

    return [
        (option_label(result.scenario.name), flat(result.provenance, ""))
        for result in (comparison.baseline, *comparison.options)
    ]
