"""Made-up results with known effects: what the analysis says of them can be worked out by hand."""

from __future__ import annotations

from datetime import date

import numpy as np

from pes_sim.analysis.comparison import Comparison
from pes_sim.analysis.winners import OUTCOMES, person_changes
from pes_sim.kpis.definition import KPI
from pes_sim.kpis.segments import CELLS, SEGMENTS, membership
from pes_sim.runs.result import Result
from pes_sim.runs.result_file import ScenarioInfo
from pes_sim.scenario.changes import Condition, ProjectPlan, SetValue, StartProject
from pes_sim.scenario.scenario import Target

COUNTERS = ("weeks", "registered", "asked", "met", "spell_weeks", "exits", "cost", "calls")


def _kpi(name, unit, direction, family, top, bottom, **more):
    title = name.replace("_", " ").capitalize()
    return KPI(name, title, "a / b", unit, direction, "made up", family, top, bottom, **more)


_SERVICE = {"by_segment": False}
_GAP = {"by_segment": False, "gap": ("digital_skill:low", "digital_skill:above_basic")}


KPIS = {
    kpi.name: kpi
    for kpi in (
        _kpi("stock", "persons", "lower", "labour market", {"registered": 1}, {"weeks": 1}),
        _kpi("duration", "weeks", "lower", "labour market", {"spell_weeks": 1}, {"exits": 1}),
        _kpi("met_share", "share", "higher", "service", {"met": 1}, {"asked": 1}),
        _kpi("calls_a_client", "contacts/month", "neutral", "service", {"calls": 1}, {"registered": 1}),
        _kpi("cost_a_client", "EUR/year", "lower", "money", {"cost": 1}, {"registered": 1}, factor=52.0, **_SERVICE),
        _kpi("gap_met", "share", "lower", "fairness", {"met": 1}, {"asked": 1}, **_GAP),
    )
}
HEADLINE = ("duration", "stock", "met_share", "cost_a_client", "gap_met")


def scenario(name: str, years: int = 2, **more) -> ScenarioInfo:
    values = {"channels.portal.mandate": 0.0, "staffing.caseworkers": 2000.0}
    return ScenarioInfo(name, f"{name} as made up", date(2026, 1, 1), years, 20, "k" * 8, values, **more)


def counters(seed: int, weeks: int, met_rate: float = 0.8, spell: float = 20.0, size: float = 1.0):
    """[week, counter, segment] of one seed; the seed's luck is the same whatever the rates are."""
    rng = np.random.default_rng(seed)
    season = 1 + 0.1 * np.cos(np.arange(weeks) * 2 * np.pi / 52)
    cells = rng.poisson(40, (weeks, CELLS)) * season[:, None]
    skill_low = np.arange(CELLS) // 3 % 3 == 0
    luck = rng.normal(0, 0.02, (weeks, CELLS))
    asked, exits = cells * 0.5, cells * 0.05
    by_cell = {
        "weeks": np.zeros((weeks, CELLS)),
        "registered": cells * size,
        "asked": asked,
        "met": asked * np.clip(met_rate + luck - 0.1 * skill_low, 0, 1),
        "spell_weeks": exits * spell * (1 + luck),
        "exits": exits,
        "cost": np.zeros((weeks, CELLS)),
        "calls": asked * 0.7,
    }
    out = np.stack([by_cell[name] @ membership().T for name in COUNTERS], axis=1)
    out[:, COUNTERS.index("weeks"), 0] = 1
    out[:, COUNTERS.index("cost"), 0] = out[:, COUNTERS.index("registered"), 0] * 60
    return out.astype(np.float32)


def result(name: str = "base", seeds: int = 4, years: int = 2, noise: float = 0.0, changes=(), targets=(), **rates):
    """A Result; ``noise`` moves the rates from seed to seed."""
    weeks = 52 * years
    each = []
    for seed in range(seeds):
        luck = np.random.default_rng([seed, 7]).normal(0, noise)
        moved = {key: value * (1 + luck) for key, value in rates.items()}
        each.append(counters(seed, weeks, **moved))
    return Result(
        scenario(name, years, changes=tuple(changes), targets=tuple(targets)),
        tuple(range(seeds)),
        np.stack(each),
        {"versions": {"pes-sim": "0.1.0"}, "machine": "a machine", "duration_seconds": 1.5, "key": "k" * 8},
        COUNTERS,
        KPIS,
    )


def people(seed: int, n: int = 600):
    """Outcomes of ``n`` people in one run."""
    rng = np.random.default_rng([seed, 3])
    return {
        "weeks_unemployed": rng.integers(0, 60, n).astype(np.int32),
        "unmet_needs": rng.poisson(0.5, n),
        "client_hours": rng.gamma(2, 4, n),
        "cell": rng.integers(0, CELLS, n),
        "touched": rng.random(n) < 0.8,
    }


def worse_for_low_skill(run, seed: int):
    """The same people where those of low digital skill give up one need more and half of all leave earlier."""
    low = membership()[SEGMENTS.index("digital_skill:low")][run["cell"]] > 0
    lucky = np.random.default_rng([seed, 4]).random(len(low)) < 0.5
    moved = {key: value.copy() for key, value in run.items()}
    moved["unmet_needs"] = moved["unmet_needs"] + low
    moved["weeks_unemployed"] = np.maximum(moved["weeks_unemployed"] - 3 * lucky, 0)
    assert set(OUTCOMES) <= set(moved)
    return moved


MANDATE = SetValue("channels.portal.mandate", "to", 0.8, 26, 26)
RESCUE = SetValue("staffing.caseworkers", "multiply", 1.2, None, 0, Condition("met_share", "<", 0.5, 8))
PORTAL = StartProject(
    ProjectPlan("New portal", "digital_service", 40, 78, 12, (SetValue("channels.portal.mandate", "add", 0.1, 0),)), 30
)


def comparison(seeds: int = 4, years: int = 2, noise: float = 0.01, with_people: bool = True) -> Comparison:
    """A baseline, a null option, one that shortens spells, and one that meets fewer needs."""
    targets = (Target("met_share", 0.7, date(2027, 6, 1)), Target("duration", 1.0, date(2027, 6, 1)))
    base = result("base", seeds, years, targets=targets, spell=20.0, met_rate=0.8)
    options = [
        result("nothing", seeds, years, spell=20.0, met_rate=0.8),
        result("shorter_spells", seeds, years, noise, changes=(MANDATE, RESCUE), spell=18.0, met_rate=0.8),
        result("fewer_needs_met", seeds, years, noise, changes=(PORTAL,), spell=20.0, met_rate=0.7),
    ]
    changes = {}
    if with_people:
        runs = [people(seed) for seed in range(seeds)]
        changes = {
            "nothing": [person_changes(run, run, 20) for run in runs],
            "shorter_spells": [person_changes(run, worse_for_low_skill(run, s), 20) for s, run in enumerate(runs)],
            "fewer_needs_met": [person_changes(worse_for_low_skill(run, s), run, 20) for s, run in enumerate(runs)],
        }
    return Comparison(base, options, changes, HEADLINE)
