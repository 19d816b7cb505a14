"""The brief on paper: the same page as PDF, through weasyprint where that is installed."""

from __future__ import annotations

import logging
import re

from pes_sim.app.errors import AppError
from pes_sim.report.palette import variables

_PAPER = """
@page { size: A4; margin: 18mm 15mm; }
* { position: static !important; }
body { max-width: none; }
svg, table, figure { break-inside: avoid; }
details > * { display: block; }
summary, li { display: block; list-style: none; }
li::before { content: "\\2013\\00a0"; }
"""


def pdf(page: str) -> bytes:
    """``page`` on A4. Nothing is fetched. Raises AppError where weasyprint, or Pango below it, is missing."""
    try:
        from weasyprint import CSS, HTML
    except (ImportError, OSError):
        raise AppError("failed", "a PDF needs weasyprint and Pango: pip install 'pes-sim[report]'") from None
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it names every property of the screen's that paper lacks
    colours = {f"var(--{name.removeprefix('--')})": value for name, value in variables(dark=False).items()}
    # Custom properties do not reach into its pictures: they are filled in beforehand.
    told = re.sub(r"var\(--[a-z0-9-]+\)", lambda found: colours.get(found[0], found[0]), page)
    document = HTML(string=told, url_fetcher=_nothing)
    return bytes(document.write_pdf(stylesheets=[CSS(string=_PAPER, url_fetcher=_nothing)]))


def _nothing(url: str, *_: object, **__: object) -> None:
    raise ValueError(f"{url[:80]} is not fetched: a brief holds all it shows")
