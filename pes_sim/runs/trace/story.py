"""A story: who somebody is, what happened to them, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pes_sim.model import PESModel
from pes_sim.runs.errors import CallError
from pes_sim.runs.trace.events import Event
from pes_sim.runs.trace.finding import Wish
from pes_sim.runs.trace.finding import find as found_in
from pes_sim.runs.trace.telling import Teller, teller
from pes_sim.runs.trace.watching import Watched
from pes_sim.scenario.scenario import Scenario

SEXES, LEVELS, AREAS = ("woman", "man"), ("low", "middle", "high"), ("city", "town", "rural")
SKILLS = ("low", "basic", "above_basic")


@dataclass(frozen=True)
class Story:
    """``events`` in order of time, the first of them who the person is, the last how it stands at the end."""

    person: int
    scenario: str
    seed: int
    scale: int
    events: tuple[Event, ...]
    language: str = "en"

    @property
    def sentences(self) -> list[str]:
        """A sentence for each event, in the story's language."""
        return self.told(teller(self.language))

    def told(self, words: Teller) -> list[str]:
        """A sentence for each event, in the words of a language file."""
        return [words.sentence(event) for event in self.events]

    def to_dict(self) -> dict[str, Any]:
        """Plain data: what the web app and ``--json`` give out. The same seed gives the same to the letter."""
        told = zip(self.events, self.sentences, strict=True)
        rows = [asdict(event) | {"date": event.date.isoformat(), "sentence": sentence} for event, sentence in told]
        head = {"person": self.person, "scenario": self.scenario, "seed": self.seed, "scale": self.scale}
        return head | {"language": self.language, "events": rows}

    def __str__(self) -> str:
        return "\n".join(
            f"{event.date.isoformat()}  {sentence}" for event, sentence in zip(self.events, self.sentences, strict=True)
        )


def trace(
    base: Scenario,
    person: int | None = None,
    seed: int = 1,
    *,
    find: str | Sequence[str] = (),
    number: int = 1,
    language: str = "en",
) -> Story:
    """The story of ``person`` (0 to the labour force at this scale, less one) in ``base`` with ``seed``.

    Without a person, the ``number``-th whom ``find`` fits: groups ("digital_skill:low") and outcomes
    ("outcome:gave_up"), all of which must hold; finding runs the world once more. Identical under replay, and
    tracing changes nothing. Raises CallError for a person, group, outcome or language there is not.
    """
    teller(language)  # a language there is not is said before the work
    if person is None:
        wish = Wish.of([find] if isinstance(find, str) else list(find))
        model = PESModel(base, seed)
        model.run()
        person = found_in(model, wish, number)
    elif find:
        raise CallError("a person and what to find were given; expected one of the two")
    watched = Watched(base, seed, [person])
    return trace_model(watched, language)[person]


def trace_model(model: Watched, language: str = "en") -> dict[int, Story]:
    """The stories of everybody whom ``model`` watches, run to the end of its horizon."""
    model.warm_up()
    opening = {person: _who(model, person) for person in model.stories}
    model.run()
    base = model.base
    return {
        person: Story(
            person, base.name, model.seed, base.scale,
            (opening[person], *events, *_end(model, person, events)), language,
        )
        for person, events in model.stories.items()
    }  # fmt: skip


def _who(model: Watched, person: int) -> Event:
    """Who the person is at the start."""
    force, rows = model.jobseekers.labour_force, model.figures
    band = rows.ages.rows[int(force.band[person])]
    look = model.looks()[person]
    data = {
        "person": person,
        "sex": SEXES[int(force.sex[person])],
        "first": band.first,
        "last": band.last,
        "education": LEVELS[int(force.education[person])],
        "occupation": rows.occupations.rows[int(force.occupation[person])].name,
        "region": rows.regions.rows[int(force.region[person])].name,
        "area": AREAS[int(force.area[person])],
        "skill": SKILLS[int(force.skill_class[person])],
        "internet": "offline" if force.offline[person] else "online",
        "status": look.status,
        "spell": look.spell,
    }
    return Event("who", 0, model.base.start, data)


def _end(model: Watched, person: int, events: Sequence[Event]) -> list[Event]:
    """How it stands at the end; nothing where somebody else has taken the place."""
    if events and events[-1].kind == "retired":
        return []
    found = model.outcomes()
    look = model.looks()[person]
    data = {
        "status": look.status,
        "weeks": int(found["weeks_unemployed"][person]),
        "unmet": int(found["unmet_needs"][person]),
        "hours": round(float(found["client_hours"][person]), 1),
    }
    return [Event("end", model.week, model.base.date_of(model.week), data)]
