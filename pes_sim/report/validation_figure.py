"""The forest plot: every outcome on its published range, so that units of all kinds fit one picture.

A row's own scale: the published range, widened by its tolerance, spans -1 to 1; a range that is open at one end
begins or ends there and its unit is a quarter of the bound. What lies beyond the picture is drawn at its edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from pes_sim.analysis.validation import Finding
from pes_sim.report.svg import inline, paint, panel
from pes_sim.report.validation_words import published_text, value_text

EDGE = 3.0
"""Where the picture ends, in half-ranges from the middle of the published range."""
_ROW, _HEAD = 0.42, 0.55


def standardised(finding: Finding, x: float) -> float:
    """``x`` on the row's own scale."""
    published = finding.outcome.published
    low, high = published.low - published.tolerance, published.high + published.tolerance
    if isfinite(low) and isfinite(high):
        half = (high - low) / 2 or max(abs(high), 1.0) / 4
        return (x - (low + high) / 2) / half
    bound, sign = (low, 1.0) if isfinite(low) else (high, -1.0)
    unit = abs(bound) / 4 or 0.25
    return -sign + (x - bound) / unit


def forest_svg(found: Sequence[Finding], name: str) -> str:
    """One row an outcome: the published range as a band, the simulated mean with its 95 % interval."""
    height = _HEAD + _ROW * len(found)
    figure, axes = panel(11.6, height, (4.7, 0.4, 2.7, 0.12))
    axes.grid(False)
    axes.set(xlim=(-EDGE, EDGE), ylim=(len(found) - 0.4, -1.0), yticks=range(len(found)))
    axes.set_yticklabels([_label(f) for f in found])
    axes.set_xticks([-1, 1])
    axes.set_xticklabels(["published: low", "high"])
    axes.text(EDGE * 1.06, -0.75, "simulated  (published)", va="center", fontsize=9, color=paint("muted"))
    for row, finding in enumerate(found):
        _draw(axes, row, finding)
    return inline(figure, name, "Published ranges and simulated means with their intervals")


def _label(finding: Finding) -> str:
    text = f"{'° ' if finding.outcome.training else ''}{finding.experiment.fact}  {finding.outcome.title}"
    return text if len(text) <= 70 else text[:68].rstrip() + " …"


def _draw(axes, row: int, finding: Finding) -> None:  # type: ignore[no-untyped-def]
    published = finding.outcome.published
    left = -1.0 if isfinite(published.low) else -EDGE
    right = 1.0 if isfinite(published.high) else EDGE
    axes.barh(row, right - left, left=left, height=0.62, color=paint("line"), alpha=0.6, lw=0)
    colour = paint("better" if finding.verdict == "pass" else "worse")
    middle, low, high = (standardised(finding, x) for x in (finding.estimate, finding.ci_low, finding.ci_high))
    if isfinite(low):
        ends = [min(max(x, -EDGE), EDGE) for x in (low, high)]
        axes.plot(ends, [row, row], color=colour, lw=2.2, solid_capstyle="butt")
    if isfinite(middle):
        beyond = abs(middle) > EDGE
        marker = (">" if middle > 0 else "<") if beyond else ("o" if finding.verdict == "pass" else "X")
        axes.plot([min(max(middle, -EDGE), EDGE)], [row], marker=marker, ms=8, color=colour, clip_on=False)
    words = f"{value_text(finding.estimate, finding.outcome.unit)}  ({published_text(finding.outcome)})"
    axes.text(EDGE * 1.06, row, words, va="center", fontsize=9, color=paint("muted"))
