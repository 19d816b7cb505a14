"""An option of the library opened for editing, and what was made of it as a scenario file."""

from __future__ import annotations

from typing import Any

from pes_sim.app.compare.request import CompareRequest, prepared
from pes_sim.app.flights.spec import over
from pes_sim.app.lookup.library import base as base_called
from pes_sim.app.lookup.library import entry, told
from pes_sim.app.settings import Limits
from pes_sim.scenario.changes import Change
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.writing import item, scenario_text

YEARS = 20
"""Changes dated later than this are not there to be edited."""


def editable(name: str, base: str) -> dict[str, Any]:
    """The option ``name`` over ``base``: each change as an item of a file, dated in weeks from the start, and in words.

    Laid as they are, the items give what the option gives, to the bit. Raises AppError, ScenarioError.
    """
    under = base_called(base).sized(years=YEARS)
    laid = over(under, name, "option")
    own = laid.changes[len(under.changes) :]
    words = told(own, laid)
    return {
        "name": name, "title": entry(name, "option").title, "base": base,
        "changes": [{**row, "item": _item(change, laid)} for change, row in zip(own, words, strict=True)],
    }  # fmt: skip


def _item(change: Change, scenario: Scenario) -> dict[str, Any]:
    found = item(change, scenario)
    if change.week is not None:
        found["at"] = f"+{change.week} weeks"
    elif change.since:
        found["since"] = f"+{change.since} weeks"
    return found


def scenario_file(request: CompareRequest, limits: Limits) -> tuple[str, str]:
    """(name, text) of the first option of ``request`` as a scenario file that extends its profile.

    Raises AppError, ScenarioError with what is wrong with it.
    """
    made = prepared(request, limits)[1]
    return made.name, scenario_text(made)
