"""Colours can be told apart with any colour vision, and read on their page."""

from itertools import combinations

import numpy as np
import pytest

from pes_sim.report.palette import DARK, DASHES, LIGHT, OPTIONS_DARK, OPTIONS_LIGHT, dashes, variables

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
VISION = {
    "normal": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}
# Ottosson (2020), linear sRGB to OKLab.
LMS = [[0.41222147, 0.53633254, 0.05144599], [0.2119035, 0.6806995, 0.10739696], [0.08830246, 0.28171884, 0.6299787]]
LAB = [[0.21045426, 0.79361779, -0.00407205], [1.977998495, -2.428592205, 0.45059371], [0.0259040371, 0.78277177, -0.80867577]]  # fmt: skip


def linear(colour):
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(a, b):
    low, high = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (a, b))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("options", "page"), [(OPTIONS_LIGHT, LIGHT), (OPTIONS_DARK, DARK)])
@pytest.mark.parametrize("vision", VISION)
def test_options_and_baseline_can_be_told_apart(options, page, vision):
    seen = {c: LAB @ np.cbrt(LMS @ np.clip(VISION[vision] @ linear(c), 0, 1)) for c in (page["ink"], *options)}
    for a, b in combinations(seen, 2):
        assert np.linalg.norm(seen[a] - seen[b]) > 0.085, (a, b)


@pytest.mark.parametrize(("options", "page"), [(OPTIONS_LIGHT, LIGHT), (OPTIONS_DARK, DARK)])
def test_text_in_every_colour_reads_on_its_page(options, page):
    for colour in (*options, page["ink"], page["muted"], page["better"], page["worse"]):
        assert contrast(colour, page["page"]) >= 4.5
    for verdict in ("better", "worse"):
        assert contrast(page[verdict], page[f"{verdict}-page"]) >= 4.5
        assert contrast(page["muted"], page[f"{verdict}-page"]) >= 4.5


def test_light_and_dark_define_the_same_variables():
    assert variables(dark=True).keys() == variables(dark=False).keys()


def test_colour_and_line_style_together_name_an_option():
    styles = {(i % len(OPTIONS_LIGHT), dashes(i)) for i in range(len(OPTIONS_LIGHT) * len(DASHES))}
    assert len(styles) == len(OPTIONS_LIGHT) * len(DASHES)
