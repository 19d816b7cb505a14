"""What an outcome reads: from which arm, over which weeks, or of which drawn projects."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pes_sim.kpis.definition import KPI
from pes_sim.runs.caseworkers import CASEWORKERS_ARM, STATISTICS
from pes_sim.runs.experiment import Drawn, Outcome, Portfolio, Published, Reading, Term
from pes_sim.runs.experiment_grammar import CONTROL, OutcomeSpec, TermSpec
from pes_sim.runs.trial_grammar import among_of
from pes_sim.runs.trial_reading import PersonReading
from pes_sim.scenario.problems import Fault, Problem, nearest
from pes_sim.scenario.rules import Vocabulary
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.yaml_source import Place, Source

COMPARED = ("difference", "ratio", "relative", "yearly_growth", "ratio_of_differences", "elasticity")
"""Measures of one thing against another."""
WAYS = ("kpi", "count", "counts", "statistic", "person")
"""What an outcome may read."""


def outcomes(
    specs: Sequence[OutcomeSpec], source: Source, arms: Mapping[str, Scenario], declared: Collection[str],
    portfolios: Mapping[str, Portfolio], base: Scenario, words: Vocabulary, problems: list[Problem],
) -> list[Outcome]:  # fmt: skip
    """The outcomes of a file; what is wrong with one is added to ``problems`` and hides no other."""
    found: list[Outcome] = []
    for i, spec in enumerate(specs):
        place: Place = ("outcomes", i)
        try:
            if spec.name in {outcome.name for outcome in found}:
                raise Fault(f"the outcome {spec.name} is there already", "each name once")
            found.append(_outcome(spec, _Known({CONTROL, *declared}, set(portfolios), base, words)))
        except Fault as fault:
            problems.append(fault.at(source.file, source.line(place)))
    return found


class _Known:
    """What an outcome may refer to."""

    def __init__(self, arms: set[str], portfolios: set[str], base: Scenario, words: Vocabulary) -> None:
        self.arms, self.portfolios, self.base, self.words = arms, portfolios, base, words
        self.weeks = base.weeks

    def term(self, spec: TermSpec) -> Term:
        """What ``spec`` reads. Raises Fault."""
        ways = [way for way in WAYS if getattr(spec, way) is not None]
        if len(ways) != 1:
            raise Fault(f"an outcome reads {' and '.join(ways) or 'nothing'}", f"one of {', '.join(WAYS)}")
        if spec.statistic in STATISTICS:
            return Drawn(CASEWORKERS_ARM, spec.statistic or "")
        names = self.portfolios if spec.statistic else self.arms
        arm = spec.arm or (CONTROL if not spec.statistic else "")
        if arm not in names:
            what = "portfolio" if spec.statistic else "arm"
            raise Fault(f"no {what} {arm!r}", f"one of {', '.join(sorted(names))}", nearest(arm, names))
        if spec.statistic:
            return Drawn(arm, spec.statistic, spec.threshold or 0.0)
        if spec.person:
            return self._person(spec, arm)
        first, end = spec.weeks or (0, self.weeks)
        if end > self.weeks:
            raise Fault(f"weeks {first} to {end} reach beyond the horizon", f"at most {self.weeks}")
        return Reading(arm, self._kpi(spec), first, end, spec.segment or "all")

    def _person(self, spec: TermSpec, arm: str) -> PersonReading:
        trial = self.base.trial
        if trial is None:
            raise Fault(f"{spec.person} is of a trial's participants", "`trial:` in the set-up")
        if spec.group not in trial.groups:
            raise Fault(
                f"no group {spec.group!r}", f"`group:` one of {', '.join(trial.groups)}",
                nearest(spec.group or "", trial.groups),
            )  # fmt: skip
        by_region = spec.person == "unemployment_rate"
        most = self.weeks if by_region else trial.follow
        first, end = spec.weeks or (0, most)
        if end > most:
            raise Fault(f"weeks {first} to {end} are more than participants are followed", f"at most {most}")
        if by_region and trial.lot != "region":
            raise Fault("unemployment_rate is of the regions of a group", "`lot: region`")
        among = among_of(spec.among, self.base.profile)
        where, leaving = spec.where or "anywhere", spec.leaving or "unemployed"
        group, statistic, bridge = spec.group or "", spec.person or "", spec.bridge or 0
        return PersonReading(arm, group, statistic, first, end, where, leaving, among, bridge)

    def _kpi(self, spec: TermSpec) -> KPI:
        if spec.kpi is not None:
            return self.words.kpis[spec.kpi]
        top = spec.counts or {spec.count or "": 1.0}
        bottom = spec.per or "weeks"
        name = "+".join(f"{weight:g}*{counter}" for counter, weight in top.items()) + f"/{bottom}"
        return KPI(name, name, name, "ratio", "neutral", "an experiment", "service", top, {bottom: 1.0})


def _outcome(spec: OutcomeSpec, known: _Known) -> Outcome:
    of = known.term(spec)
    within = isinstance(of, PersonReading) and spec.measure in COMPARED and not (spec.against and spec.against.arm)
    if spec.measure == "elasticity":
        return _elasticity(spec, of, known)
    if spec.against is not None:
        against: Term | None = known.term(_inherited(spec.against, spec))
    elif within:
        against = known.term(_inherited(TermSpec(group=CONTROL), spec))
    elif spec.measure in COMPARED and isinstance(of, Reading) and of.arm != CONTROL:
        against = known.term(_inherited(TermSpec(arm=CONTROL), spec))
    else:
        against = None
    if spec.measure in COMPARED and against is None:
        raise Fault(f"{spec.measure} of what against what?", "`against:` with what differs")
    if spec.measure == "level" and against is not None:
        raise Fault("a level is not compared", f"`measure:` one of {', '.join(COMPARED)}, or no `against:`")
    if spec.measure == "yearly_growth" and (against is None or against.middle >= of.middle):
        raise Fault("yearly_growth needs an earlier stretch of weeks to grow from", "`against: {weeks: ...}`")
    controls: list[Term | None] = [None, None]
    if spec.measure == "ratio_of_differences":
        if not isinstance(of, Reading) or not isinstance(against, Reading) or CONTROL in (of.arm, against.arm):
            raise Fault(
                "ratio_of_differences is of arms against control", "`arm:` and `against:` of arms other than it"
            )
        controls = [replace(term, arm=CONTROL) for term in (of, against)]
    if within:
        assert isinstance(of, PersonReading) and isinstance(against, PersonReading)
        # the same people under the same luck without treatment: what differs between the groups by chance goes out
        controls = [None if of.arm == CONTROL else replace(term, arm=CONTROL) for term in (of, against)]
    return _made(spec, of, against, controls)


def _elasticity(spec: OutcomeSpec, of: Term, known: _Known) -> Outcome:
    """d ln of one KPI over d ln of another, between two arms."""
    if not isinstance(of, Reading) or spec.of_kpi is None or spec.against is None or spec.against.arm is None:
        raise Fault(
            "an elasticity is of two KPIs between two arms", "`of_kpi:`, `kpi:`, `arm:` and `against: {arm: ...}`"
        )
    other = replace(of, kpi=known.words.kpis[spec.of_kpi])
    arm = known.term(_inherited(spec.against, spec))
    assert isinstance(arm, Reading)
    return _made(spec, other, of, [replace(other, arm=arm.arm), arm])


def _made(spec: OutcomeSpec, of: Term, against: Term | None, controls: list[Term | None]) -> Outcome:
    given = spec.published
    inf = float("inf")
    published = Published(
        -inf if given.low is None else given.low,
        inf if given.high is None else given.high,
        given.value,
        given.tolerance,
    )
    return Outcome(
        spec.name, spec.title, spec.measure, of, against, published, spec.unit or _unit(spec.measure, of), spec.factor,
        -inf if spec.above is None else spec.above, inf if spec.below is None else spec.below, spec.known_miss,
        controls[0], controls[1], spec.training,
    )  # fmt: skip


def _inherited(spec: TermSpec, parent: OutcomeSpec) -> TermSpec:
    """``spec`` with what it does not say as its outcome has it; a reading of its own kind replaces the outcome's."""
    ways = ("kpi", "count", "counts", "per", "statistic", "person")
    own_way = any(getattr(spec, way) is not None for way in ways)
    given = {
        name: getattr(parent, name)
        for name in TermSpec.model_fields
        if getattr(spec, name) is None and not (own_way and name in ways)
    }
    return spec.model_copy(update=given)


def _unit(measure: str, of: Term) -> str:
    if measure in ("relative", "yearly_growth", "share_of_seeds"):
        return "share"
    if measure in ("ratio", "ratio_of_differences"):
        return "ratio"
    if measure == "elasticity":
        return "ratio"
    if isinstance(of, PersonReading):
        return {"duration": "weeks", "median_duration": "weeks", "weeks_in": "weeks", "benefit_weeks": "weeks",
                "meetings": "meetings"}.get(of.statistic, "share")  # fmt: skip
    return of.kpi.unit if isinstance(of, Reading) else "share"
