"""From answers to figures: what was answered, and what the profile it starts from has, in proportion, for the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pes_sim.runs.own_profile.questions import Answers
from pes_sim.runs.profile_fit import ROUNDS, Fitted, fit_figures, with_figures
from pes_sim.scenario.profile import Figures, ParameterValue
from pes_sim.scenario.scenario import Scenario
from pes_sim.world.flows import Flows

POOLS = ("caseworkers", "front", "phone", "back", "other")
PEOPLE = 235_000
"""Simulated persons in the labour force, about, at the scale that is written."""

BORROWED, GUESSED = (0.6, 1.7), (0.5, 2.0)
"""Factors between which a figure plausibly lies that another country's pattern stands for, or that nobody gave."""


@dataclass(frozen=True)
class Draft:
    """A profile in the making: ``tables`` names the figures that differ from those of ``base``."""

    base: Scenario
    answers: Answers
    figures: Figures
    parameters: dict[str, ParameterValue]
    scale: int
    tables: tuple[str, ...]
    fit: Fitted | None = None
    guessed: tuple[str, ...] = ()
    """Keys of questions left open, for which the base's proportion stands."""

    @property
    def wanted(self) -> Flows:
        """The flows that were answered."""
        return _wanted(self.answers)


def _number(answers: Answers, key: str) -> float | None:
    value = answers.get(key)
    return float(value) if value is not None and not isinstance(value, str) else None


def _wanted(answers: Answers) -> Flows:
    stock = _number(answers, "stock")
    assert stock is not None
    exits, inflow = _number(answers, "exits"), _number(answers, "inflow")
    return Flows(
        exits=exits / stock if exits is not None else None,
        inflow=inflow / stock if inflow is not None else None,
        ltu_share=_number(answers, "ltu_share"),
        ltu_older=_number(answers, "ltu_older"),
    )


def drafted(base: Scenario, answers: Answers) -> Draft:
    """The draft before the fit."""
    old = base.profile.figures
    force, stock = _number(answers, "labour_force"), _number(answers, "stock")
    assert force is not None and stock is not None
    source = str(answers.get("source", "own figures"))
    grow = stock / old.unemployed.stock
    tables = ["labour_force", "unemployed", "regions", "ages"]
    updates: dict[str, object] = {
        "labour_force": force,
        "labour_force_source": source,
        "labour_force_assumed": None,
        "unemployed": _unemployed(old, answers, stock, source),
        "regions": _regions(base, answers, force, grow, source),
        "ages": _ages(base, answers, grow),
    }
    if share := _number(answers, "ltu_share"):
        updates["durations"] = _durations(old, share, source)
        tables.append("durations")
    if "digital_skills" in answers or "no_internet" in answers:
        updates["education"] = _education(old, answers, source)
        tables.append("education")
    run = _number(answers, "it_run")
    cost = run or sum(row.run_meur for row in old.systems.rows) * grow
    updates["systems"] = _systems(old, cost, base.name, source if run else None)
    tables.append("systems")
    guessed = tuple(
        key for key in ("exits", "ltu_share", "vacancies", *POOLS, "staff_cost", "it_run") if key not in answers
    )
    return Draft(
        base, answers, old.model_copy(update=updates), _parameters(base, answers, grow, cost, source),
        max(1, round(force / PEOPLE)), tuple(tables), None, guessed,
    )  # fmt: skip


def _unemployed(old: Figures, answers: Answers, stock: float, source: str) -> object:
    flow = _number(answers, "exits") or _number(answers, "inflow")
    monthly = flow / stock if flow else old.unemployed.monthly_exits
    return old.unemployed.model_copy(
        update={
            "source": source,
            "grade": "B",
            "stock": stock,
            "monthly_exits": round(monthly, 4),
            "assumed": {} if flow else {"monthly_exits": list(GUESSED)},
        }
    )


def _regions(base: Scenario, answers: Answers, force: float, grow: float, source: str) -> object:
    old = base.profile.figures
    vacancies = _number(answers, "vacancies")
    more = vacancies / sum(row.vacancies for row in old.regions.rows) if vacancies else force / old.labour_force
    return old.regions.model_copy(
        update={
            "source": f"assumption: the regions of {base.name}"
            + (f"; vacancies in all: {source}" if vacancies else ", vacancies by the labour force"),
            "grade": "D",
            "assumed": {
                key: list(BORROWED) for key in ("labour_force", "registered", "vacancies", "city", "town", "rural")
            },
            "rows": [
                row.model_copy(
                    update={
                        "registered": float(round(row.registered * grow)),
                        "vacancies": float(max(1, round(row.vacancies * more))),
                    }
                )
                for row in old.regions.rows
            ],
        }
    )


def fitted(draft: Draft, rounds: int = ROUNDS, told: Callable[[str], None] = lambda _: None) -> Draft:
    """The draft with its age table moved to the flows that were answered; as it is where none was."""
    wanted = draft.wanted
    if wanted == Flows():
        return draft
    values = {**draft.base.values, **{path: value.value for path, value in draft.parameters.items()}}
    found = fit_figures(replace(with_figures(draft.base, draft.figures), values=values), wanted, rounds, told)
    rows = [
        row.model_copy(
            update={
                "slow_entrants": round(row.slow_entrants, 4),
                "pace": float(f"{row.pace:.4g}"),
                "measure_intake": float(f"{row.measure_intake:.4g}"),
            }
        )
        for row in found.figures.ages.rows
    ]
    ages = draft.figures.ages.model_copy(update={"rows": rows})
    figures = draft.figures.model_copy(update={"ages": ages})
    return replace(draft, figures=figures, fit=found)


def _ages(base: Scenario, answers: Answers, grow: float) -> object:
    old = base.profile.figures.ages
    share, older = _number(answers, "ltu_share"), _number(answers, "ltu_older")
    mean = sum(row.beyond_year * row.registered for row in old.rows) / sum(row.registered for row in old.rows)

    def beyond(first: int, was: float) -> float:
        factor = (older / (mean * 2) if older and first >= 55 else share / mean if share else 1.0) if mean else 1.0
        return round(min(0.98, was * factor), 4)

    return old.model_copy(
        update={
            "source": f"assumption: the ages of {base.name} in proportion; pace, hard-to-place entrants and intake "
            "into measures fitted to the flows given (pes-sim profile)",
            "grade": "D",
            "assumed": {
                key: list(BORROWED)
                for key in ("labour_force", "registered", "beyond_year", "slow_entrants", "pace", "measure_intake")
            },
            "rows": [
                row.model_copy(
                    update={
                        "registered": float(round(row.registered * grow)),
                        "beyond_year": beyond(row.first, row.beyond_year),
                    }
                )
                for row in old.rows
            ],
        }
    )


def _durations(old: Figures, share: float, source: str) -> object:
    upper = old.durations.upper_days
    late = np.array([False, *(day >= 365 for day in upper)])
    shares = np.array(old.durations.shares)
    shares[late] *= share / shares[late].sum()
    shares[~late] *= (1 - share) / shares[~late].sum()
    rounded = [round(float(x), 4) for x in shares]
    rounded[0] = round(rounded[0] + 1 - sum(rounded), 4)
    return old.durations.model_copy(
        update={
            "source": f"beyond a year: {source}; the classes within are assumed",
            "grade": "D",
            "assumed": {"shares": list(GUESSED)},
            "shares": rounded,
        }
    )


def _education(old: Figures, answers: Answers, source: str) -> object:
    rows = old.education.rows
    weight = np.array([row.labour_force for row in rows])
    skills, offline = _number(answers, "digital_skills"), _number(answers, "no_internet")
    have = np.array([row.basic_digital_skills for row in rows])
    lack = np.array([row.no_internet for row in rows])
    if skills is not None:
        odds = have / (1 - have) * (skills / (1 - skills)) / ((weight @ have) / (1 - weight @ have))
        have = odds / (1 + odds)
    if offline is not None:
        lack = np.minimum(0.98, lack * offline / max(float(weight @ lack), 1e-9))
    return old.education.model_copy(
        update={
            "source": f"skills and internet of all: {source}; by education in the pattern of the base",
            "grade": "D",
            "assumed": {k: [0.7, 1.4] for k in ("labour_force", "registered", "basic_digital_skills", "no_internet")},
            "rows": [
                row.model_copy(update={"basic_digital_skills": round(float(h), 3), "no_internet": round(float(n), 4)})
                for row, h, n in zip(rows, have, lack, strict=True)
            ],
        }
    )


def _systems(old: Figures, cost: float, base: str, source: str | None) -> object:
    now = sum(row.run_meur for row in old.systems.rows)
    return old.systems.model_copy(
        update={
            "source": f"kinds, ages and debt: assumption, those of {base}; run cost: {source or 'by the register'}",
            "grade": "D",
            "assumed": {"age_years": [0.5, 2.0], "debt": [0.4, 2.0], "run_meur": [0.5, 2.0]},
            "rows": [
                row.model_copy(update={"run_meur": float(f"{row.run_meur * cost / now:.3g}")})
                for row in old.systems.rows
            ],
        }
    )


def _parameters(base: Scenario, answers: Answers, grow: float, cost: float, source: str) -> dict[str, ParameterValue]:
    found: dict[str, ParameterValue] = {}

    def put(path: str, key: str | None, otherwise: float, why: str) -> None:
        given = _number(answers, key) if key else None
        if given is not None:
            found[path] = ParameterValue(
                value=given, source=source, grade="B", low=_short(given * 0.8), high=_short(given * 1.25)
            )
            return
        value = _short(otherwise)
        found[path] = ParameterValue(
            value=value, source=why, grade="D", assumed=True, low=_short(value * 0.4), high=_short(value * 2.5)
        )

    for pool in POOLS:
        path = f"staffing.{pool}"
        put(path, pool, max(1.0, base.values[path] * grow), f"assumption: posts of {base.name} by the register")
    put("money.staff_cost", "staff_cost", base.values["money.staff_cost"], f"assumption: as {base.name}")
    old_cost = sum(row.run_meur for row in base.profile.figures.systems.rows)
    for path in ("money.it_change_base", "delivery.team_capacity"):
        put(path, None, base.values[path] * cost / old_cost, f"assumption: {base.name} by the cost of running IT")
    return found


def _short(value: float) -> float:
    return float(f"{value:.3g}")
