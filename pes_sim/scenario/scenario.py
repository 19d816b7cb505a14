"""A scenario: a profile plus dated changes, resolved, checked and frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pes_sim.scenario.changes import Change, Origin
from pes_sim.scenario.frozen import FrozenDict
from pes_sim.scenario.problems import Fault, quoted
from pes_sim.scenario.profile import Profile
from pes_sim.scenario.trial import Trial

if TYPE_CHECKING:
    from pes_sim.scenario.explain import Explanation
    from pes_sim.scenario.rules import Vocabulary

MOST_YEARS = 40
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""A start outside these is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Target:
    """A goal a scenario sets: ``kpi`` at least (or at most, by the KPI's direction) ``value`` by ``by``."""

    kpi: str
    value: float
    by: date


@dataclass(frozen=True)
class Scenario:
    """What a run simulates. Frozen: every verb returns a new scenario.

    ``values`` holds every declared parameter at the start (defaults, profile, undated settings);
    ``changes`` are dated from the start or wait for a condition; ``setters`` says who set a value and where;
    ``off`` names the mechanisms that are switched off, ``trial`` says who takes part in a trial.
    Two scenarios are equal when they simulate the same under the same name.
    """

    name: str
    title: str
    profile: Profile
    start: date
    years: int
    scale: int
    values: Mapping[str, float]
    changes: tuple[Change, ...] = ()
    targets: tuple[Target, ...] = ()
    setters: Mapping[str, tuple[Origin, ...]] = field(default_factory=dict, compare=False)
    based_on: str | None = None
    description: str = field(default="", compare=False)
    assumes: tuple[str, ...] = field(default=(), compare=False)
    off: tuple[str, ...] = ()
    trial: Trial | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", FrozenDict(self.values))
        object.__setattr__(self, "setters", FrozenDict(self.setters))

    def __hash__(self) -> int:
        return hash((self.name, self.start, self.years, self.scale, len(self.changes)))

    def __repr__(self) -> str:
        # A profile's tables and some 500 values would bury what tells one scenario from another.
        size = f"{self.years} years from {self.start}, 1:{self.scale}"
        return f"<Scenario {self.name}: {self.title}; {size}, {len(self.changes)} changes>"

    @property
    def weeks(self) -> int:
        """Length of the horizon in whole weeks."""
        return horizon_weeks(self.start, self.years)

    def date_of(self, week: int) -> date:
        """The first day of ``week``."""
        return self.start + timedelta(weeks=week)

    def sized(self, scale: int | None = None, years: int | None = None, start: date | str | None = None) -> Scenario:
        """The same at another size: ``scale`` people a simulated person, a horizon of ``years``, from ``start``.

        Changes keep their dates (those of week 0 stay at the start); what falls after a shorter horizon
        stays in the scenario and does not happen. Raises ScenarioError for an impossible size, and where a
        change or target would fall before the new start.
        """
        from pes_sim.scenario.sizing import sized

        return sized(self, scale, years, start)

    def change(
        self,
        path: str,
        value: float | str,
        at: date | str | None = None,
        ramp: str | int | None = None,
        *,
        name: str | None = None,
        words: Vocabulary | None = None,
    ) -> Scenario:
        """The same with one parameter changed, as a ``changes`` item of a file would.

        ``value`` is a number, "+20%", "+3", "-3" or "x0.5"; ``at`` a date, "2028-01-01", "+78 weeks" or None
        for the start; ``ramp`` "26 weeks" or a number of weeks. Raises ScenarioError with all that is wrong.
        """
        from pes_sim.scenario.laying import with_change

        return with_change(self, path, value, at, ramp, name, words)

    def without(self, *names: str) -> Scenario:
        """The same with the mechanisms ``names`` (`pes-sim mechanisms` lists them) switched off from the warm-up on.

        Their parameters stay at values at which they do nothing, whatever the changes of this scenario, or of an
        option laid over it, would make of them. Raises ScenarioError for an unknown name.
        """
        from pes_sim.scenario.ablation import without

        return without(self, names)

    def key(self) -> str:
        """SHA-256 (hex) of everything a run's results depend on; titles, sources and origins are left out."""
        from pes_sim.scenario.identity import key

        return key(self)

    def explain(self, path: str, words: Vocabulary | None = None) -> Explanation:
        """Who set the parameter at ``path``, its unit, source and grade. Raises ScenarioError for an unknown path."""
        from pes_sim.scenario.explain import explain

        return explain(self, path, words)


def horizon_weeks(start: date, years: int) -> int:
    """Whole weeks from ``start`` to the same day ``years`` later."""
    end = date(start.year + years, start.month, min(start.day, 28))
    return (end - start).days // 7


def size_faults(
    profile: Profile | None, start: date | None = None, scale: object = None, years: object = None
) -> list[tuple[str, Fault]]:
    """What cannot be among the parts of a scenario's size that are given, by their key."""
    found = []
    if start is not None and not FIRST_YEAR <= start.year <= LAST_YEAR:
        found.append(("start", Fault(f"{start} is no likely start", f"a year from {FIRST_YEAR} to {LAST_YEAR}")))
    if years is not None and not (_whole(years) and 1 <= years <= MOST_YEARS):  # type: ignore[operator]
        found.append(("years", Fault(f"years is {quoted(years)}", f"a whole number from 1 to {MOST_YEARS}")))
    if scale is not None and not (_whole(scale) and scale >= 1):  # type: ignore[operator]
        found.append(("scale", Fault(f"scale is {quoted(scale)}", "a whole number from 1")))
    elif scale is not None and profile is not None and scale > profile.figures.labour_force:  # type: ignore[operator]
        most = int(profile.figures.labour_force)
        found.append(("scale", Fault(f"a scale of {scale} leaves nobody to simulate", f"at most {most}")))
    return found


def _whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)
