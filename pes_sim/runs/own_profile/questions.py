"""What a profile of one's own is asked for: few figures, most of which may be left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite

from pes_sim.scenario.problems import Fault, Problem, ScenarioError, between, nearest, quoted


@dataclass(frozen=True)
class Question:
    """One figure: ``key`` in answers, what is asked, its unit, and what is possible. Text has no ``least``."""

    key: str
    asked: str
    unit: str
    least: float | None = None
    most: float = float("inf")
    needed: bool = False

    def parsed(self, raw: object) -> float | str:
        """``raw`` as an answer. Raises Fault."""
        if self.least is None:
            if not isinstance(raw, str) or not raw.strip():
                raise Fault(f"{self.key} is {quoted(raw)}", "text")
            return " ".join(raw.split())
        try:
            number = float(str(raw).replace("_", "").replace(" ", "")) if not isinstance(raw, bool) else float("nan")
        except ValueError:
            number = float("nan")
        if not isfinite(number):
            raise Fault(f"{self.key} is {quoted(raw)}", f"a number ({self.unit}), such as 0.25 or 120000")
        if not self.least <= number <= self.most:
            raise Fault(f"{self.key} is {number:g}: impossible", f"{between(self.least, self.most)} ({self.unit})")
        return number


_MOST = 1e9
QUESTIONS = (
    Question("title", "What is the profile called, in a few words?", "text"),
    Question("source", "Where do the figures come from?", "text"),
    Question("labour_force", "How many people are in the labour force?", "persons", 1000, _MOST, needed=True),
    Question("stock", "How many are registered as unemployed, mean of a year?", "persons", 100, _MOST, needed=True),
    Question("inflow", "How many register anew in a month?", "persons a month", 1, _MOST),
    Question("exits", "How many leave the register in a month, for whatever reason?", "persons a month", 1, _MOST),
    Question("ltu_share", "What share of the registered has been so for more than a year?", "share", 0.001, 0.95),
    Question("ltu_older", "And of those from 55 on?", "share", 0.001, 0.98),
    Question("vacancies", "How many vacancies are open with the service?", "posts", 1, _MOST),
    Question("caseworkers", "How many posts are there in counselling?", "FTE", 1, 500_000),
    Question("front", "How many posts at counters?", "FTE", 1, 500_000),
    Question("phone", "How many posts on the phone?", "FTE", 1, 500_000),
    Question("back", "How many posts that process claims, messages and mail?", "FTE", 1, 500_000),
    Question("other", "How many posts for all else?", "FTE", 0, 500_000),
    Question("staff_cost", "What does a post cost a year?", "euro", 500, 500_000),
    Question("it_run", "What does IT cost to run a year?", "million euro", 0.01, 100_000),
    Question("digital_skills", "What share of people has at least basic digital skills?", "share", 0.02, 0.97),
    Question("no_internet", "What share has no internet at home?", "share", 0.0, 0.9),
)
BY_KEY = {question.key: question for question in QUESTIONS}
Answers = Mapping[str, float | str]


def answers_from(raw: Mapping[str, object], file: str | None = None, lines: Mapping[str, int] | None = None) -> Answers:
    """Checked answers. Raises ScenarioError with everything that is wrong or impossible."""
    found: dict[str, float | str] = {}
    problems: list[Problem] = []
    place = lines or {}
    for key, value in raw.items():
        try:
            if key not in BY_KEY:
                raise Fault(f"no question {key!r}", f"one of {', '.join(BY_KEY)}", nearest(key, BY_KEY))
            if value is not None:  # a key left empty is a question left open
                found[key] = BY_KEY[key].parsed(value)
        except Fault as fault:
            problems.append(fault.at(file, place.get(key, 1) if file else None))
    for question in QUESTIONS:
        if question.needed and question.key not in raw:
            open_still = Fault(f"{question.key} is not answered", f"{question.unit}: {question.asked}")
            problems.append(open_still.at(file, 1 if file else None))
    if not problems:
        problems += [odd.at(file, place.get(key, 1) if file else None) for key, odd in _contradictions(found)]
    if problems:
        raise ScenarioError(problems)
    return found


def _contradictions(found: Answers) -> Iterable[tuple[str, Fault]]:
    """What cannot be true together."""

    def of(key: str) -> float | None:
        value = found.get(key)
        return value if isinstance(value, float) else None

    force, stock, inflow, exits = of("labour_force"), of("stock"), of("inflow"), of("exits")
    assert force is not None and stock is not None
    if stock > 0.6 * force:
        yield "stock", Fault(f"stock is {stock:,.0f} of a labour force of {force:,.0f}", f"at most {0.6 * force:,.0f}")
    for key, flow in (("inflow", inflow), ("exits", exits)):
        if flow is not None and flow > stock:
            yield key, Fault(f"{key} of {flow:,.0f} a month turn over a stock of {stock:,.0f}", f"at most {stock:,.0f}")
        if flow is not None and flow < 0.005 * stock:
            yield key, Fault(f"{key} of {flow:,.0f} a month hardly move it", f"at least {0.005 * stock:,.0f} a month")
    if inflow is not None and exits is not None and inflow > exits * 1.05:
        yield (
            "inflow",
            Fault(
                f"{inflow:,.0f} register and {exits:,.0f} leave each month: the register would grow without end",
                "means of a year in which the stock hardly moved; inflow is at most exits, which also hold returns",
            ),
        )
    share, flow = of("ltu_share"), exits if exits is not None else inflow
    if share is not None and flow is not None:
        # who leaves at one pace only: fewer cannot stay beyond a year
        least = (1 - flow / stock) ** 12 if flow < stock else 0.0
        if share < 0.6 * least:
            yield (
                "ltu_share",
                Fault(
                    f"with {flow / stock:.1%} leaving a month, {least:.0%} stay beyond a year even if all are alike, "
                    f"not {share:.0%}",
                    f"at least about {0.6 * least:.2f}, or more exits",
                ),
            )
    older = of("ltu_older")
    if share is not None and older is not None and older < share / 3:
        yield "ltu_older", Fault(f"{older:.0%} of the older and {share:.0%} of all", f"at least {share / 3:.2f}")
