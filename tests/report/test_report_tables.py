"""The terminal's table shows each headline KPI with its difference, interval and seeds."""

import io
import re
from dataclasses import replace

from rich.console import Console

from pes_sim.report.tables import ABREAST, by_family, contribution_table, kpi_table, kpi_tables


def printed(comparison, **more):
    out = io.StringIO()
    Console(file=out, width=160).print(kpi_table(comparison, **more))
    return out.getvalue()


def test_what_a_mechanism_contributes_stands_above_both_effects(synthetic, comparison):
    out = io.StringIO()
    Console(file=out, width=160).print(contribution_table(replace(comparison, without={"habit": comparison}), "habit"))
    text = out.getvalue()
    assert "What habit contributes" in text
    assert "= 0" in text, "the two effects are one here"
    assert re.search(r"−[12]\.\d+ with, −[12]\.\d+ without", text)
    assert all(synthetic.KPIS[name].title in text for name in synthetic.HEADLINE)


def test_many_options_are_spread_over_several_tables(synthetic, comparison):
    many = replace(comparison, options=[synthetic.result(f"option_{n}") for n in range(ABREAST + 1)], changes={})
    first, second = kpi_tables(many)
    assert [len(table.columns) for table in (first, second)] == [3 + ABREAST, 4]
    assert [column.header for column in second.columns][-1] == f"Option {ABREAST}"


def test_headline_kpis_only_unless_all_are_asked_for(synthetic, comparison):
    short, full = printed(comparison), printed(comparison, headline_only=False)
    for name, kpi in synthetic.KPIS.items():
        assert kpi.title in full
        assert (kpi.title in short) == (name in synthetic.HEADLINE)


def test_a_clear_difference_shows_sign_interval_and_seeds(comparison):
    text = printed(comparison)
    assert re.search(r"✓ −[12]\.\d", text) and "100%" in text
    assert re.search(r"✗ −(9|10)\.\d+ pp", text)
    assert "= 0" in text


def test_families_hold_every_kpi_once(synthetic, comparison):
    names = [row.kpi.name for rows in by_family(comparison).values() for row in rows]
    assert sorted(names) == sorted(synthetic.KPIS)
