"""How pages are rendered: templates from this package, everything escaped, a missing name is an error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pes_sim.report.labels import lower_first

if TYPE_CHECKING:
    import jinja2

_TEMPLATES = Path(__file__).parent / "templates"


def environment() -> jinja2.Environment:
    """The environment all pages share."""
    import jinja2

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters["lower_first"] = lower_first
    return made
