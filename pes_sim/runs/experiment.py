"""An experiment: a published result, the scenarios that repeat it, and what is read from their runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from pes_sim.kpis.definition import KPI
from pes_sim.runs.experiment_grammar import CONTROL, Measure
from pes_sim.runs.trial_reading import PersonReading
from pes_sim.scenario.changes import ProjectPlan
from pes_sim.scenario.scenario import Scenario

Portfolio = tuple[tuple[float, ProjectPlan], ...]
"""Kinds of project with their shares."""


@dataclass(frozen=True)
class Reading:
    """``kpi`` in ``arm`` over the weeks ``first`` up to, not including, ``end``."""

    arm: str
    kpi: KPI
    first: int
    end: int
    segment: str = "all"

    @property
    def middle(self) -> float:
        """The middle of the window, in weeks after the start."""
        return (self.first + self.end) / 2

    def label(self) -> str:
        """What tells this reading from others, in one line."""
        return f"{self.arm}|{self.kpi.name}|{self.segment}|{self.first}-{self.end}"


@dataclass(frozen=True)
class Drawn:
    """A statistic of the projects drawn from the portfolio called ``arm``."""

    arm: str
    statistic: str
    threshold: float = 0.0
    middle: float = 0.0

    def label(self) -> str:
        """What tells this statistic from others, in one line."""
        return f"{self.arm}|{self.statistic}|{self.threshold:g}"


Term = Reading | Drawn | PersonReading


@dataclass(frozen=True)
class Published:
    """The published range; infinite where it is open."""

    low: float = -inf
    high: float = inf
    value: float | None = None
    tolerance: float = 0.0

    def holds(self, x: float) -> bool:
        """Whether ``x`` lies in the range, widened by the tolerance."""
        return self.low - self.tolerance <= x <= self.high + self.tolerance


@dataclass(frozen=True)
class Outcome:
    """One thing held against a published range."""

    name: str
    title: str
    measure: Measure
    of: Term
    against: Term | None
    published: Published
    unit: str
    factor: float = 1.0
    above: float = -inf
    below: float = inf
    known_miss: str | None = None
    of_control: Term | None = None
    against_control: Term | None = None
    training: bool = False

    def four(self) -> tuple[Term, Term | None, Term | None, Term | None]:
        """What is read for it: of, against, and both in the world without treatment."""
        return self.of, self.against, self.of_control, self.against_control

    def terms(self) -> list[Term]:
        """What is read for it, as far as there is anything."""
        return [term for term in self.four() if term is not None]


@dataclass(frozen=True)
class Experiment:
    """A published result and how it is repeated. ``arms`` holds the scenarios that outcomes read, by name."""

    id: str
    title: str
    fact: str
    found: str
    source: str
    grade: str
    strength: str
    mechanism: str
    base: Scenario
    seeds: int
    outcomes: tuple[Outcome, ...]
    arms: Mapping[str, Scenario] = field(default_factory=dict)
    portfolios: Mapping[str, Portfolio] = field(default_factory=dict)
    draws: int = 0
    file: str = ""
    country: str = ""
    minimum: bool = False

    def terms(self) -> list[Term]:
        """Everything that is read, each once."""
        return list({term.label(): term for outcome in self.outcomes for term in outcome.terms()}.values())

    def weeks_needed(self) -> int:
        """Weeks after the start that any outcome looks at, or that a trial follows people for."""
        read = [term.end for term in self.terms() if isinstance(term, Reading)]
        followed = [arm.trial.weeks for arm in self.arms.values() if arm.trial is not None]
        return max([*read, *followed], default=0)

    def arm_titles(self) -> dict[str, str]:
        """The arms in words."""
        return {name: "as it is" if name == CONTROL else arm.title for name, arm in self.arms.items()}
