"""The questions, and from answers to parameters."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from pes_sim.app.errors import AppError
from pes_sim.app.flights.spec import Name, Strict
from pes_sim.parameters import REGISTRY
from pes_sim.scenario.changes import SetValue
from pes_sim.scenario.expressions import value
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.yaml_source import read

FILE = Path(__file__).with_name("questions.yaml")


class Choice(Strict):
    """One answer: the parameters it sets, to a value or by a step from the profile's."""

    value: Name
    label: Annotated[str, Field(min_length=1)]
    set: dict[Name, float | str]


class Question(Strict):
    """One question, and why it is asked."""

    id: Name
    question: Annotated[str, Field(min_length=1)]
    why: Annotated[str, Field(min_length=1)]
    choices: list[Choice] = Field(min_length=2)


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """All questions, in their order."""
    data: Any = read(FILE).data
    return tuple(Question.model_validate(each) for each in data["questions"])


def rows() -> list[dict[str, Any]]:
    """The questions as a page asks them."""
    return [
        {
            "id": q.id, "question": q.question, "why": q.why, "kind": "choice",
            "choices": [{"value": c.value, "label": c.label} for c in q.choices],
            "default": next((c.value for c in q.choices if not c.set), q.choices[0].value),
            "sets": sorted({path for c in q.choices for path in c.set}),
        }
        for q in questions()
    ]  # fmt: skip


def settings(answers: dict[str, str], base: Scenario) -> tuple[dict[str, float], list[str]]:
    """What ``answers`` set over ``base``, and the service they describe in words. Raises AppError."""
    known = {q.id: q for q in questions()}
    found: dict[str, float] = {}
    told = []
    for name, answer in answers.items():
        question = known.get(name)
        choice = next((c for c in question.choices if c.value == answer), None) if question else None
        if question is None or choice is None:
            raise AppError("invalid", f"there is no answer {answer[:40]!r} to a question {name[:40]!r}")
        told.append(f"{question.question.removesuffix('?')}? {choice.label}.")
        for path, to in choice.set.items():
            new = value(to)
            step = SetValue(path, new.operation, new.value, 0)
            now = base.values[path]
            found[path] = min(max(step.target(now), REGISTRY[path].least), REGISTRY[path].most)
    return found, told
