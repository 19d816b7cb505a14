"""Colours for light and dark pages.

The options' colours keep an OKLab distance of at least 0.09 from one another and from the baseline's under
protanopia, deuteranopia and tritanopia (Machado, Oliveira and Fernandes 2009), and a contrast of 4.5 to 1 on
their page, so that text may wear them. A test holds them to that. Line style says the same a second time.
"""

from __future__ import annotations

OPTIONS_LIGHT = ("#0062b8", "#b34700", "#733761", "#1b0fa1", "#a66183")
OPTIONS_DARK = ("#6db3ff", "#ff9f4d", "#c85e83", "#8966f9", "#f7dc1f")
DASHES: tuple[tuple[float, ...], ...] = ((), (5, 1.6), (1.4, 1.4), (6, 1.6, 1.4, 1.6), (3, 1, 1, 1, 1, 1))

LIGHT = {
    "page": "#ffffff",
    "raised": "#f4f6f8",
    "ink": "#1f2328",
    "muted": "#57606a",
    "line": "#d0d7de",
    "better": "#0b5cad",
    "better-page": "#e3effb",
    "worse": "#a34100",
    "worse-page": "#fdeee2",
}
DARK = {
    "page": "#14171c",
    "raised": "#1d222a",
    "ink": "#e8eaed",
    "muted": "#a3adb8",
    "line": "#3a424d",
    "better": "#7dbcff",
    "better-page": "#17304b",
    "worse": "#ffae6b",
    "worse-page": "#43260f",
}


def variables(dark: bool) -> dict[str, str]:
    """CSS variable names (without the dashes) to colours."""
    options = OPTIONS_DARK if dark else OPTIONS_LIGHT
    return {**(DARK if dark else LIGHT), **{f"option-{i}": colour for i, colour in enumerate(options)}}


def option_variable(index: int) -> str:
    """The variable of the option at ``index``; beyond the last colour they repeat with another line style."""
    return f"option-{index % len(OPTIONS_LIGHT)}"


def dashes(index: int) -> tuple[float, ...]:
    """The line style of the option at ``index``: on, off, ... in line widths; empty for a solid line."""
    return DASHES[(index + index // len(OPTIONS_LIGHT)) % len(DASHES)]
