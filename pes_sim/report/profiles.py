"""The profiles that come with the package, as a page: every figure with source, grade, and how wide a guess is."""

from __future__ import annotations

from pes_sim.report.values import number
from pes_sim.scenario.catalogue import catalogue, packaged
from pes_sim.scenario.loading import load
from pes_sim.scenario.scenario import Scenario
from pes_sim.scenario.strict import Sourced

_HEAD = """# Profiles

A profile is a country or a service as it is. Austria rests on open register data and is the one the model is held to
month by month; the others have its tables where nothing better was read. Every figure has a source and a grade (A
audited, B observational, C reported, D assumption). **What nobody published is marked as assumed, with the factors
between which it plausibly lies.** A profile says what a service has, pays and meets; how people behave is the same in
all of them.

`pes-sim profile NEW --from austria` starts one of your own; [scenarios.md](scenarios.md#a-profile) has the language."""


def profiles_markdown() -> str:
    """Every packaged profile: an overview, then table by table."""
    found = [load(entry.path) for entry in catalogue([packaged()]) if entry.kind == "profile"]
    found.sort(key=lambda scenario: (scenario.name != "austria", scenario.name == "low_maturity", scenario.name))
    return "\n\n".join([_HEAD, _overview(found), *map(_page, found)]) + "\n"


def _overview(found: list[Scenario]) -> str:
    rows = []
    for scenario in found:
        figures, values = scenario.profile.figures, scenario.values
        stock = figures.unemployed.stock
        rows.append(
            [
                f"[`{scenario.name}`](#{scenario.name})",
                f"{stock:,.0f}",
                f"{stock / figures.labour_force:.1%}",
                f"{figures.unemployed.monthly_exits:.1%}",
                f"{_long_term(scenario):.1%}",
                f"{stock / values['staffing.caseworkers']:,.0f}",
                f"{sum(row.basic_digital_skills * row.labour_force for row in figures.education.rows):.0%}",
                f"{sum(row.run_meur for row in figures.systems.rows):,.3g}",
                f"{len(figures.assumed()) + sum(v.assumed for v in scenario.profile.parameters.values())}",
            ]
        )
    head = [
        "profile", "registered", "of the labour force", "exits a month", "beyond a year", "clients a caseworker",
        "basic digital skills", "IT run cost, million euro a year", "figures marked as assumed",
    ]  # fmt: skip
    return _table(head, rows)


def _long_term(scenario: Scenario) -> float:
    """The share beyond a year as the profile states it."""
    durations = scenario.profile.figures.durations
    return sum(share for share, upper in zip(durations.shares[1:], durations.upper_days, strict=True) if upper >= 365)


def _page(scenario: Scenario) -> str:
    figures = scenario.profile.figures
    whole = f"labour force {_wide(figures.labour_force_assumed)}" if figures.labour_force_assumed else ""
    rows = [[f"labour force: {figures.labour_force:,.0f}", "", figures.labour_force_source, whole]]
    for name in type(figures).model_fields:
        table = getattr(figures, name)
        if isinstance(table, Sourced):
            guesses = ", ".join(f"{key.replace('_', ' ')} {_wide(span)}" for key, span in table.assumed.items())
            rows.append([name, table.grade, table.source, guesses])
    parts = [f"## {scenario.name}", f"**{scenario.title}.** {scenario.description}"]
    parts.append(_table(["table", "grade", "source", "assumed in it"], rows))
    own = [
        [
            f"`{path}`",
            number(value.value),
            "" if value.low is None or value.high is None else f"{number(value.low)} to {number(value.high)}",
            f"{value.grade}, assumed" if value.assumed else value.grade,
            value.source,
        ]
        for path, value in scenario.profile.parameters.items()
    ]
    return "\n\n".join([*parts, _table(["parameter", "value", "plausible", "grade", "source"], own)])


def _wide(span: list[float]) -> str:
    return f"(×{number(span[0])} to ×{number(span[1])})"


def _table(headings: list[str], rows: list[list[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
