"""The examples run as they are, at a tiny size."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest
from markdown_blocks import ROOT


@pytest.mark.slow
def test_compare_and_plot_draws_a_picture_that_stands_alone(tmp_path):
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    size = ["--scale", "2000", "--years", "2", "--seeds", "2", "--workers", "1", "--out", "picture.svg"]
    command = [sys.executable, str(ROOT / "examples" / "compare_and_plot.py"), *size]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert len(root.findall("{http://www.w3.org/2000/svg}svg")) == 4
    assert "var(--" not in text and "digital_skill" not in text
    assert "wrote picture.svg" in done.stdout


def test_the_readmes_picture_is_there_and_stands_alone():
    text = (ROOT / "docs" / "img" / "austria.svg").read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg") and "var(--" not in text
