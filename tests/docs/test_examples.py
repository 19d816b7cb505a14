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


def call(command: list[str], folder, **more: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    environment = {**os.environ, "PYTHONPATH": path, **more}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600)


def test_other_tools_take_the_model(tmp_path):
    done = call(
        [sys.executable, str(ROOT / "examples" / "futures_with_other_tools.py"), "--trajectories", "1"], tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("moves unmet_need_share by") == 4 and "more_caseworkers" in done.stdout


def test_jobs_of_a_cluster_share_a_store_and_the_last_call_finds_it_all(tmp_path):
    command = tmp_path / "pes-sim"
    command.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from pes_sim.cli import main; main()' \"$@\"\n")
    command.chmod(0o755)
    (tmp_path / "study.yaml").write_text(
        "base: austria\nscale: 5000\nyears: 1\nseeds: 3\nkpis: [ltu_share]\n", encoding="utf-8"
    )
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    script = ["sh", str(ROOT / "examples" / "cluster.sh"), "study.yaml"]
    for part in ("1", "2"):
        done = call(script, tmp_path, PATH=path, PART=part, PARTS="2", SLURM_CPUS_PER_TASK="1")
        assert done.returncode == 0, done.stderr
    stored = len(list((tmp_path / "results" / "store").glob("runs/*/*.parquet")))
    assert stored == 3, "two of the first job, one of the second"
    last = call([str(command), "study", "study.yaml", "--json"], tmp_path)
    assert '"stored_before": 3' in last.stdout and '"done": 0' in last.stdout, last.stderr


def test_the_readmes_picture_is_there_and_stands_alone():
    text = (ROOT / "docs" / "img" / "austria.svg").read_text(encoding="utf-8")
    assert ET.fromstring(text).tag.endswith("svg") and "var(--" not in text
