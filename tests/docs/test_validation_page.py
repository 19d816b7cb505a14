"""Every experiment shown in docs/validation.md can be read."""

import pytest
from markdown_blocks import Block, blocks

from pes_sim.runs.experiment_reading import read_experiment

SHOWN = [block for block in blocks("docs/validation.md") if block.language == "yaml"]


@pytest.mark.parametrize("block", SHOWN, ids=lambda block: f"line {block.line}")
def test_shown_experiments_are_right(block: Block, tmp_path):
    file = tmp_path / "shown.yaml"
    file.write_text(block.text, encoding="utf-8")
    assert read_experiment(file).outcomes


def test_the_page_shows_both_kinds():
    assert len(SHOWN) == 3
