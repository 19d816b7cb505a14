"""Published ranges, simulated values and verdicts in words."""

from __future__ import annotations

from math import isfinite

from pes_sim.analysis.validation import Finding
from pes_sim.report.values import NONE, level_text
from pes_sim.runs.experiment import Outcome

VERDICTS = {"pass": ("\N{CHECK MARK}", "inside"), "miss": ("\N{BALLOT X}", "outside"), "failed": ("!", "broke off")}


def value_text(x: float, unit: str) -> str:
    """A value with its unit, as in "42.1%"."""
    return level_text(x, unit)


def interval_text(finding: Finding) -> str:
    """The 95 % interval, as in "41.0% to 43.1%"; empty where there is none."""
    if not isfinite(finding.ci_low):
        return ""
    unit = finding.outcome.unit
    return f"{value_text(finding.ci_low, unit)} to {value_text(finding.ci_high, unit)}"


def published_text(outcome: Outcome) -> str:
    """The published range with its tolerance, as in "35.0% to 65.0% (± 5.0%)"."""
    published, unit = outcome.published, outcome.unit
    low, high = value_text(published.low, unit), value_text(published.high, unit)
    if NONE in (low, high):
        text = f"at least {low}" if high == NONE else f"at most {high}"
    else:
        text = f"{low} to {high}" if low != high else low
    return text + (f" (± {value_text(published.tolerance, unit)})" if published.tolerance else "")
