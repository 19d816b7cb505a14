"""The answer in plain sentences, made from the numbers: who wins on what, by how much, how sure, and who loses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf, isfinite
from typing import Any

import pandas as pd

from pes_sim.analysis.comparison import Comparison
from pes_sim.analysis.paired import Paired
from pes_sim.kpis.segments import DIMENSIONS
from pes_sim.report.labels import GROUPS, OUTCOMES, listed, lower_first, option_label
from pes_sim.report.values import chance, change_text, interval_text, level_text, percent

NOTABLE = 0.002
"""A clear difference smaller than this share of the baseline's value is true but not worth a headline."""
SPELT = " percentage points"
"""What a sentence says for pp."""
NOTABLE_PEOPLE = 0.01
"""A change for a group is notable where the shares better and worse off are at least this far apart."""


@dataclass(frozen=True, slots=True)
class Change:
    """One clear change on a headline KPI: in words, shorter for use in a sentence, how sure it is, and how large.

    ``size`` is the change as a share of the baseline's value.
    """

    words: str
    short: str
    detail: str
    size: float


@dataclass(frozen=True, slots=True)
class OptionAnswer:
    """What one option buys and costs on the headline KPIs, and for whom."""

    name: str
    label: str
    summary: str
    gains: list[Change] = field(default_factory=list)
    losses: list[Change] = field(default_factory=list)
    small: str = ""
    unclear: str = ""
    losers: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Winner:
    """The best alternative on one headline KPI: against the baseline, and against the next best."""

    kpi: str
    title: str
    baseline: str
    best: str
    gain: str
    lead: str


def overall_answer(comparison: Comparison, answers: list[OptionAnswer]) -> list[str]:
    """The sentences a reader takes home: the pattern, a line for each option, the score."""
    gainers = [answer for answer in answers if answer.gains]
    spotless = [answer.label for answer in gainers if not answer.losses]
    if spotless:
        sentences = [
            f"{listed(spotless)} clearly improves some headline figures and clearly worsens none."
            if len(spotless) == 1
            else f"{listed(spotless)} clearly improve some headline figures and clearly worsen none."
        ]
    elif gainers:
        sentences = ["No option is better on everything: each that gains somewhere pays for it elsewhere."]
    else:
        sentences = ["No option clearly improves any headline figure by a notable amount."]
    sentences += [_in_a_line(answer) for answer in answers]
    ranking = comparison.rank()
    scores = ranking[ranking["criterion"] == "score"]
    if len(scores) > 1:
        sentences.append(_ranking_sentence(comparison, scores))
    return sentences


def _in_a_line(answer: OptionAnswer) -> str:
    gains, losses = (_largest(each) for each in (answer.gains, answer.losses))
    if not gains and not losses:
        return f"{answer.label}: no clear and notable difference on any headline figure."
    gained = listed(gains) or "nothing gained"
    return f"{answer.label}: {gained}, at the price of {listed(losses)}." if losses else f"{answer.label}: {gained}."


def _largest(changes: list[Change]) -> list[str]:
    """The two changes that are largest beside the baseline's value, which is what a reader takes home first."""
    return [change.short for change in sorted(changes, key=lambda change: -change.size)[:2]]


def _ranking_sentence(comparison: Comparison, scores: pd.DataFrame) -> str:
    first, second = scores.iloc[0], scores.iloc[1]
    names = {comparison.baseline.scenario.name: f"{option_label(comparison.baseline.scenario.name)} as it is today"}
    best, other = (names.get(row["option"], option_label(row["option"])) for row in (first, second))
    points, less = f"{first['value']:.0f}", f"{second['value']:.0f}"
    told = (
        f"With the headline figures weighed equally, {best} scores highest ({points} of 100), before {other} ({less})"
    )
    sure = float(first["probability_best"])
    if not isfinite(sure):
        return f"{told}; with one seed nobody can say how sure that is."
    if sure < 0.95:
        return f"{told}; the seeds do not settle which of the two is ahead (chance of being first: {chance(sure)})."
    return f"{told}; more seeds would hardly change that (chance of being first: {chance(sure)})."


def option_answers(comparison: Comparison) -> list[OptionAnswer]:
    """For each option: gains, losses, what is small or open, and who loses."""
    return [_option_answer(comparison, option) for option in comparison.names]


def _option_answer(comparison: Comparison, option: str) -> OptionAnswer:
    label = option_label(option)
    if all(d.verdict in ("same", "undefined") for (_, name), d in comparison.differences.items() if name == option):
        return OptionAnswer(
            option, label, "Identical to the baseline in every seed: nothing this option changes reaches any figure."
        )
    sorted_out: dict[str, list[str]] = {"better": [], "worse": [], "small": [], "unclear": []}
    for name in comparison.headline:
        d = comparison.differences[name, option]
        clear = d.verdict in ("better", "worse")
        notable = abs(d.difference) >= NOTABLE * abs(d.baseline)
        sorted_out[d.verdict if clear and notable else "small" if clear else "unclear"].append(name)
    titles = {key: listed([lower_first(comparison.kpis[n].title) for n in names]) for key, names in sorted_out.items()}
    better, worse, small, unclear = (len(names) for names in sorted_out.values())
    return OptionAnswer(
        option,
        label,
        f"Of {len(comparison.headline)} headline figures: {better} better, {worse} worse, {small} clear but small, "
        f"{unclear} without a clear difference.",
        [_change(comparison, name, option) for name in sorted_out["better"]],
        [_change(comparison, name, option) for name in sorted_out["worse"]],
        titles["small"],
        titles["unclear"],
        losers(comparison, option),
    )


def _change(comparison: Comparison, name: str, option: str) -> Change:
    kpi, d = comparison.kpis[name], comparison.differences[name, option]
    size = change_text(abs(d.difference), kpi.unit, beside=d.half_width).lstrip("+")
    spelt = change_text(d.difference, kpi.unit, beside=d.half_width).replace(" pp", SPELT)
    low, high = sorted((abs(d.ci_low), abs(d.ci_high)))
    before, after = (level_text(x, kpi.unit, False) for x in (d.baseline, d.baseline + d.difference))
    title, span = lower_first(kpi.title), f"from {before} to {after}" if before != after else f"{before} today"
    return Change(
        f"{kpi.title}: up {size}" if d.difference > 0 else f"{kpi.title}: down {size}",
        f"{title} {spelt}",
        f"{span}; 95 % interval {interval_text(low, high, kpi.unit).replace('+', '')}; {d.verdict} in {_seeds(d)}",
        abs(d.difference) / abs(d.baseline) if d.baseline else inf,
    )


def _seeds(d: Paired) -> str:
    better = round(d.share_better * d.seeds)
    count = better if d.verdict == "better" else d.seeds - better
    return f"all {d.seeds} seeds" if count == d.seeds else f"{count} of {d.seeds} seeds"


def winners_by_kpi(comparison: Comparison) -> list[Winner]:
    """The best alternative on each headline KPI that has a better direction; the baseline is one of them."""
    base = comparison.baseline.scenario.name
    rows = []
    for name in comparison.headline:
        kpi = comparison.kpis[name]
        if kpi.direction == "neutral":
            continue
        sign = 1 if kpi.direction == "higher" else -1
        means = {base: 0.0} | {o: sign * comparison.differences[name, o].difference for o in comparison.names}
        order = sorted((o for o in means if isfinite(means[o])), key=lambda o: -means[o])
        level = level_text(comparison.differences[name, comparison.names[0]].baseline, kpi.unit)
        if len(order) < 2 or means[order[0]] == means[order[-1]]:
            rows.append(Winner(name, kpi.title, level, "All the same", "", ""))
            continue
        against_base = None if order[0] == base else comparison.differences[name, order[0]]
        lead = comparison.between(name, order[0], order[1])
        next_best = "today's way" if order[1] == base else option_label(order[1])
        rows.append(
            Winner(
                name,
                kpi.title,
                level,
                "Today's way" if order[0] == base else option_label(order[0]),
                change_text(against_base.difference, kpi.unit, beside=against_base.half_width) if against_base else "",
                f"clearly ahead of {next_best}" if lead.verdict == "better" else f"not clearly ahead of {next_best}",
            )
        )
    return rows


def notable_for_people(row: Mapping[Any, Any]) -> bool:
    """Whether a row of the winners' table moves enough people one way to speak of it."""
    return bool(abs(row["share_worse"] - row["share_better"]) >= NOTABLE_PEOPLE)


def losers(comparison: Comparison, option: str) -> list[str]:
    """For each outcome the group that clearly loses most under ``option``; a sentence that says so where none does."""
    if option not in comparison.changes:
        return []
    table = pd.concat([comparison.winners_and_losers(by).assign(by=by) for by in DIMENSIONS])
    table = table[(table["option"] == option) & (table["verdict"] == "worse")]
    table = table.loc[[notable_for_people(row) for row in table.to_dict("records")]]
    table = table.sort_values("mean_change", ascending=False, kind="stable")
    told = []
    for outcome, title in OUTCOMES.items():
        for row in table[table["outcome"] == outcome].head(1).to_dict("records"):
            group = lower_first(GROUPS[f"{row['by']}:{row['group']}"])
            change = change_text(row["mean_change"], row["unit"])
            shares = f"{percent(row['share_worse'])} worse off, {percent(row['share_better'])} better off"
            told.append(f"{title}: most in the group \u201c{group}\u201d, {change} a person ({shares})")
    return told or ["No group clearly loses weeks, needs or hours."]
