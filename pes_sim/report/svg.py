"""A matplotlib figure as inline SVG that takes its colours and font from the page.

Every colour drawn is a stand-in for a variable of the page's palette, so that one drawing serves the light, the
dark and the printed page. Nothing in it depends on the machine or the time: the same figure gives the same bytes.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from pes_sim.report.palette import OPTIONS_LIGHT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_VARIABLES = ("ink", "muted", "line", "page", "better", "worse", *(f"option-{i}" for i in range(len(OPTIONS_LIGHT))))
_STAND_INS = {name: f"#fe01{i:02x}" for i, name in enumerate(_VARIABLES)}


def paint(variable: str) -> str:
    """The stand-in colour to draw with for the palette's ``variable``."""
    return _STAND_INS[variable]


def panel(width: float, height: float, margins: tuple[float, float, float, float]) -> tuple[Figure, Axes]:
    """A figure of ``width`` x ``height`` inches with one pair of axes in the palette's ink.

    ``margins`` are left, bottom, right, top in inches. It is not registered with pyplot, so nothing is left open.
    """
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    left, bottom, right, top = margins
    axes = figure.add_axes(
        (left / width, bottom / height, 1 - (left + right) / width, 1 - (bottom + top) / height), facecolor="none"
    )
    figure.patch.set_alpha(0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(paint("line"))
    axes.tick_params(color=paint("line"), labelcolor=paint("muted"), labelsize=9, length=3)
    axes.grid(axis="y", color=paint("line"), linewidth=0.5)
    axes.set_axisbelow(True)
    return figure, axes


def inline(figure: Figure, name: str, label: str) -> str:
    """``figure`` as an SVG element with the accessible name ``label``; ``name`` keeps its ids apart from others'."""
    import matplotlib as mpl
    from markupsafe import escape

    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name, "svg.fonttype": "none"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"\s*<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\s*xmlns(:\w+)?="[^"]*"', "", svg)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = svg.replace('href="#', f'href="#{name}-').replace("url(#", f"url(#{name}-")
    svg = re.sub(r"font: ([\d.]+px) [^;\"]*", r"font-size: \1", svg)
    for variable, colour in _STAND_INS.items():
        svg = svg.replace(colour, f"var(--{variable})")
    opening = rf'<svg \1 role="img" aria-label="{escape(label)}">'
    svg = re.sub(r'<svg\b[^>]*?(viewBox="[^"]*")[^>]*>', opening, svg, count=1)
    return svg.strip()
