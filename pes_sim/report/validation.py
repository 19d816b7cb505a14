"""The validation report: one self-contained page that holds published results against simulated ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pes_sim.analysis.validation import Finding
from pes_sim.report.labels import GRADES
from pes_sim.report.page import environment
from pes_sim.report.palette import variables
from pes_sim.report.validation_figure import forest_svg
from pes_sim.report.validation_words import VERDICTS, interval_text, published_text, value_text
from pes_sim.runs.experiment_grammar import STRENGTHS
from pes_sim.whole_file import whole_file


def write_validation(found: Sequence[Finding], path: Path, altered: Sequence[str], made: Mapping[str, Any]) -> Path:
    """Write the page to ``path``, whole or not at all; see `render_validation`."""
    page = render_validation(found, altered, made)
    with whole_file(path) as temporary:
        temporary.write_text(page, encoding="utf-8", newline="\n")
    return path


def render_validation(found: Sequence[Finding], altered: Sequence[str], made: Mapping[str, Any]) -> str:
    """The page as text. ``altered`` are values set otherwise by the caller, ``made`` what it was made with."""
    targets = [f for f in found if f.experiment.strength != "●"]
    held_out = [f for f in targets if not f.outcome.training]
    minimum = [f for f in found if f.experiment.minimum]
    return (
        environment()
        .get_template("validation.html.jinja")
        .render(
            inside=_count(targets, "pass"),
            targets=len(targets),
            held_out=len(held_out),
            held_out_inside=_count(held_out, "pass"),
            minimum=len(minimum),
            minimum_inside=_count(minimum, "pass"),
            countries=sorted({c.strip() for f in found for c in f.experiment.country.split(",") if c.strip()}),
            whole=_whole(found),
            single=len(found) - len(targets),
            single_inside=_count([f for f in found if f.experiment.strength == "●"], "pass"),
            misses=[_row(f) for f in found if f.verdict == "miss"],
            failures=[_row(f) for f in found if f.verdict == "failed"],
            groups=[(s, words, _group(found, s)) for s, words in STRENGTHS.items() if _group(found, s)],
            experiments=_experiments(found),
            altered=list(altered),
            made=made,
            grades=GRADES,
            light=variables(dark=False),
            dark=variables(dark=True),
        )
    )


def _count(found: Sequence[Finding], verdict: str) -> int:
    return sum(f.verdict == verdict for f in found)


def _whole(found: Sequence[Finding]) -> tuple[int, int]:
    """Experiments of which every outcome is inside, and all experiments."""
    verdicts: dict[str, set[str]] = {}
    for f in found:
        verdicts.setdefault(f.experiment.id, set()).add(f.verdict)
    return sum(v == {"pass"} for v in verdicts.values()), len(verdicts)


def _group(found: Sequence[Finding], strength: str) -> str:
    """The forest plot of the findings of one strength; empty without any that can be drawn."""
    mine = [f for f in found if f.experiment.strength == strength and f.verdict != "failed"]
    return forest_svg(mine, f"forest-{len(strength)}") if mine else ""


def _experiments(found: Sequence[Finding]) -> list[dict[str, Any]]:
    by_id: dict[str, list[Finding]] = {}
    for finding in found:
        by_id.setdefault(finding.experiment.id, []).append(finding)
    return [
        {
            "experiment": rows[0].experiment,
            "arms": rows[0].experiment.arm_titles(),
            "rows": [_row(f) for f in rows],
            "seeds": max(f.seeds for f in rows),
        }
        for rows in by_id.values()
    ]


def _row(finding: Finding) -> dict[str, Any]:
    symbol, words = VERDICTS[finding.verdict]
    outcome = finding.outcome
    if finding.verdict != "failed" and not finding.settled:
        words += "; more seeds could change that"
    if outcome.training:
        words += " (training set)"
    return {
        "name": finding.name,
        "experiment": finding.experiment.title,
        "id": finding.experiment.id,
        "title": outcome.title,
        "published": published_text(outcome),
        "simulated": value_text(finding.estimate, outcome.unit),
        "interval": interval_text(finding),
        "verdict": finding.verdict,
        "symbol": symbol,
        "words": words,
        "reason": outcome.known_miss,
        "failure": finding.failure,
    }
