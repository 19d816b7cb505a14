"""A profile that extends another: its own tables, and the other's where it gives none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pes_sim.scenario.yaml_source import Source

OWN = ("kind", "name", "title", "notes", "extends", "parameters")
"""What a profile does not take from the one it extends; parameters are read file by file and so keep their origin."""


def inheriting(source: Source, under: Mapping[str, object]) -> Source:
    """``source`` with what it does not say filled in from ``under``, the (whole) data of the profile it extends.

    A table given is given whole, with its source: half a table of one country and half of another would have
    no source that is true. The size of the labour force and its source are one table.
    """
    data = {key: value for key, value in under.items() if key not in OWN} | source.data
    mine, theirs = source.data.get("figures", {}), under.get("figures")
    if isinstance(mine, dict) and isinstance(theirs, dict):
        if "labour_force" in mine:
            theirs = {key: value for key, value in theirs.items() if not key.startswith("labour_force")}
        data["figures"] = theirs | mine
    return replace(source, data=data)
