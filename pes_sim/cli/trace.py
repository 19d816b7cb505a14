"""The command that tells one person's story."""

from __future__ import annotations

from typing import Annotated

import typer

from pes_sim.cli.look import Json
from pes_sim.cli.output import print_json
from pes_sim.cli.simulate import Settings, Shocks


def trace(
    person: Annotated[
        int | None, typer.Argument(metavar="[PERSON]", min=0, help="A number within the labour force at this scale.")
    ] = None,
    base: Annotated[str, typer.Option(metavar="NAME", help="The scenario: a name or a file.")] = "austria",
    option: Annotated[str | None, typer.Option(metavar="NAME", help="An option laid over it.")] = None,
    find: Annotated[
        list[str],
        typer.Option(
            metavar="GROUP|outcome:NAME",
            help="Somebody to trace: a group such as digital_skill:low, an outcome such as outcome:gave_up. May be "
            "repeated; all must hold. Outcomes: registered, found_work, still_registered, long_term, gave_up, "
            "several_spells.",
        ),
    ] = [],  # noqa: B006
    number: Annotated[int, typer.Option(min=1, help="The first whom --find fits, the second, ...")] = 1,
    seed: Annotated[int, typer.Option(min=0, help="Which world.")] = 1,
    scale: Annotated[int, typer.Option(min=1, help="Real people one simulated person stands for.")] = 200,
    years: Annotated[int, typer.Option(min=1, max=40, help="Length of the story.")] = 3,
    shock: Shocks = [],  # noqa: B006
    settings: Settings = [],  # noqa: B006
    language: Annotated[str, typer.Option(metavar="CODE", help="Language of the sentences.")] = "en",
    json: Json = False,
) -> None:
    """Tell one person's story: registered, tried the portal, failed, phoned, waited, met a caseworker, found work.

    Without a person, somebody who was on the register is found. The same call tells the same story; the same number
    is the same person under another option, with the same luck.
    """
    from pes_sim.cli.inputs import Frame, prepared
    from pes_sim.runs.trace import trace as story_of

    scenarios = prepared(base, [option] if option else [], Frame(scale, years, settings, shock))
    story = story_of(scenarios[-1], person, seed, find=find, number=number, language=language)
    if json:
        print_json(story.to_dict())
        return
    of = f"{scenarios[-1].title}: seed {seed}, one in {scale:,} people, {years} years from {scenarios[-1].start}"
    typer.echo(f"{of}\n{story}")
