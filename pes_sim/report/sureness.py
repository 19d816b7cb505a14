"""How sure the answer is, in plain words: luck, assumptions and structure apart, and what would turn it round."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any

from pes_sim.analysis.comparison import Comparison
from pes_sim.analysis.uncertainty.doubt import Doubt
from pes_sim.analysis.uncertainty.turning import Turn
from pes_sim.parameters.mechanisms import MECHANISMS
from pes_sim.report.assumptions import Assumption
from pes_sim.report.labels import GRADES, listed, lower_first, option_label
from pes_sim.report.values import chance, change_text, interval_text, number, percent, unit_of

NAMED = 3
"""Unmeasured assumptions a sentence names; the others are counted."""

TOGETHER = "All headline figures together"


def sentences(comparison: Comparison, listing: Sequence[Assumption]) -> list[str]:
    """What the reader takes home about how sure the answer is: one to three sentences."""
    if comparison.doubt is None:
        return [_one_set(listing)]
    told = [_stays_first(comparison, comparison.doubt), *_turned(comparison.doubt, listing)]
    return [*told, *_unmeasured(comparison.doubt, listing), *_too_close(comparison, comparison.doubt)]


def context(comparison: Comparison, listing: Sequence[Assumption]) -> dict[str, Any] | None:
    """What the section shows; None where no futures were run."""
    doubt = comparison.doubt
    if doubt is None:
        return None
    base = comparison.baseline.scenario.name
    alternatives = [base, *comparison.names]
    return {
        "futures": doubt.count,
        "parameters": len(doubt.futures.parameters),
        "mechanisms": [(name, MECHANISMS[name].title) for name in _off(doubt)],
        "rows": [_row(comparison, doubt, name) for name in doubt.spreads["kpi"].unique()],
        "alternatives": [f"{option_label(n)} (today)" if n == base else option_label(n) for n in alternatives],
        "best": [
            (TOGETHER if name == "score" else comparison.kpis[str(name)].title, _chances(row, alternatives))
            for name, row in doubt.best.iterrows()
        ],
        "leader": option_label(doubt.turning.leader),
        "lead": number(round(doubt.turning.lead)),
        "tried": doubt.turning.tried,
        "turns": [_turn(turn, listing) for turn in doubt.turning.turns],
        "any_turn": any(turn.turns for turn in doubt.turning.turns),
    }  # fmt: skip


def _one_set(listing: Sequence[Assumption]) -> str:
    weak = [row for row in listing if row.grade == "D"]
    touched = [row for row in weak if row.touched_by]
    among = f", among them {len(touched)} that the options themselves set" if touched else ""
    return (
        f"All of this holds for one set of assumptions: {len(weak)} of its {len(listing)} numbers are grade D, which "
        f"nobody has measured{among}. How far the answer leans on them was not tried."
    )


def _stays_first(comparison: Comparison, doubt: Doubt) -> str:
    leader = doubt.turning.leader
    share = float(doubt.best[leader]["score"])
    base = comparison.baseline.scenario.name
    name = f"{option_label(leader)} as it is today" if leader == base else option_label(leader)
    return f"Over {doubt.count} plausible futures, {name} comes first in {percent(share)} of them."


def _too_close(comparison: Comparison, doubt: Doubt) -> list[str]:
    """Where the few seeds of the futures put another alternative first than all seeds do."""
    ranking = comparison.rank()
    first = ranking[ranking["criterion"] == "score"]["option"]
    if first.empty or first.iloc[0] == doubt.turning.leader:
        return []
    return [
        f"In the two worlds that the futures use, {option_label(doubt.turning.leader)} comes first rather than "
        f"{option_label(str(first.iloc[0]))}: the two are too close for the search for what turns the ranking."
    ]


def _turned(doubt: Doubt, listing: Sequence[Assumption]) -> list[str]:
    turns = [turn for turn in doubt.turning.turns if turn.turns]
    if turns:
        how = [
            f"{option_label(turn.next_leader or '')} if {_quoted(turn, listing)} were {number(turn.at or 0)} "
            f"instead of {number(turn.value)}"
            for turn in turns
        ]
        return [f"The first place would go to {listed(how, 'or to')}."]
    return [
        f"None of the {doubt.turning.tried} assumptions that matter most would change the first place if it alone were "
        "wrong within its plausible range."
    ]


def _unmeasured(doubt: Doubt, listing: Sequence[Assumption]) -> list[str]:
    grades = {row.path: row.grade for row in listing}
    weak = [turn for turn in doubt.turning.turns if grades.get(turn.parameter) == "D"]
    if not weak:
        return []
    names = listed([_quoted(turn, listing) for turn in weak[:NAMED]])
    rests = "This conclusion rests" if any(turn.turns for turn in weak) else "Of what moves it most, it rests"
    return [f"{rests} on assumptions of grade D, which nobody has measured: {names}."]


def _row(comparison: Comparison, doubt: Doubt, kpi: str) -> dict[str, Any]:
    """One headline figure: a cell for each option with its three kinds of not knowing."""
    defined = comparison.kpis[kpi]
    table = doubt.spreads[doubt.spreads["kpi"] == kpi]
    rows: dict[str, dict[str, Any]] = {str(row["option"]): row for row in table.to_dict("records")}  # type: ignore[misc]
    cells = []
    for option in comparison.names:
        row = rows[option]
        half = (row["luck_high"] - row["luck_low"]) / 2
        cells.append(
            {
                "difference": change_text(row["difference"], defined.unit, with_unit=False, beside=half),
                "luck": interval_text(row["luck_low"], row["luck_high"], defined.unit),
                "assumed": interval_text(row["assumed_low"], row["assumed_high"], defined.unit),
                "better": percent(row["share_better"]),
                "structure": interval_text(row["structure_low"], row["structure_high"], defined.unit),
                "firm": _firm(row),
            }
        )
    return {"title": defined.title, "unit": unit_of(defined.unit).change, "cells": cells}


def _firm(row: Any) -> bool:
    """Whether all three leave the sign as it is."""
    ends = [row[f"{kind}_{end}"] for kind in ("luck", "assumed", "structure") for end in ("low", "high")]
    known = [end for end in ends if isfinite(end)]
    return bool(known) and (all(end > 0 for end in known) or all(end < 0 for end in known))


def _chances(row: Any, alternatives: Sequence[str]) -> list[tuple[str, bool]]:
    top = max(row[name] for name in alternatives)
    return [(chance(row[name]), bool(row[name] == top)) for name in alternatives]


def _turn(turn: Turn, listing: Sequence[Assumption]) -> dict[str, Any]:
    found = next((row for row in listing if row.path == turn.parameter), None)
    return {
        "meaning": _meaning(turn, listing),
        "path": turn.parameter,
        "value": number(turn.value),
        "unit": found.unit if found else "",
        "span": found.span if found else "",
        "grade": found.grade if found else "",
        "grade_words": GRADES[found.grade] if found else "",
        "at": None if turn.at is None else number(turn.at),
        "holds": None if turn.holds is None else number(turn.holds),
        "next": option_label(turn.next_leader or ""),
        "end": number(turn.end),
        "lead": number(round(turn.lead)),
        "lead_there": number(round(turn.lead_there)),
    }


def _meaning(turn: Turn, listing: Sequence[Assumption]) -> str:
    return next((row.meaning for row in listing if row.path == turn.parameter), turn.parameter)


def _quoted(turn: Turn, listing: Sequence[Assumption]) -> str:
    """The assumption's meaning in quotation marks, for use inside a sentence."""
    return f"\N{LEFT DOUBLE QUOTATION MARK}{lower_first(_meaning(turn, listing))}\N{RIGHT DOUBLE QUOTATION MARK}"


def _off(doubt: Doubt) -> list[str]:
    return [] if doubt.structure is None else [str(name) for name in doubt.structure.frame["without"].unique()]
