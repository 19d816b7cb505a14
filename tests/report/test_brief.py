"""The brief is one page that needs nothing else, says everything it leans on, and is the same every time."""

import os
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from pes_sim.analysis.comparison import Comparison
from pes_sim.parameters import REGISTRY
from pes_sim.report.brief import render_brief, write_brief

VOID = {"meta", "br", "img", "input", "link", "hr"}


class Page(HTMLParser):
    """Checks nesting; collects text, ids, links, attributes."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.headings, self.tags, self.text = [], [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def html(comparison):
    return render_brief(comparison)


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


@pytest.fixture(scope="module")
def text(page):
    return re.sub(r"\s+", " ", " ".join(page.text))


def test_every_tag_is_closed_and_every_id_is_used_once(page):
    assert len(page.ids) == len(set(page.ids))


def test_the_page_requests_nothing(html, page):
    assert not re.search(r"(?:src|href|action|data)\s*=\s*[\"'](?!#)", html)
    assert not re.search(r"url\((?!#)", html) and "@import" not in html
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"}
    assert "xmlns" not in html


def test_links_inside_the_page_lead_somewhere(page):
    targets = {attrs["href"][1:] for tag, attrs in page.tags if tag == "a"}
    assert targets and targets <= set(page.ids)
    used = {attrs["xlink:href"][1:] for tag, attrs in page.tags if tag == "use"}
    assert used <= set(page.ids)


def test_the_same_comparison_gives_the_same_bytes(synthetic, html):
    assert render_brief(synthetic.comparison()) == html


def test_every_kpi_is_there_with_its_definition(synthetic, text):
    for kpi in synthetic.KPIS.values():
        assert kpi.title in text and kpi.name in text


def test_every_parameter_is_there_and_every_assumption_is_flagged(page, text):
    rows = text.split("Assumptions the answer leans on")[1]
    for path in REGISTRY:
        assert path in rows
    flagged = [attrs for tag, attrs in page.tags if attrs.get("class") == "grade-D"]
    assert len(flagged) == sum(1 for parameter in REGISTRY.values() if parameter.grade == "D")


def test_what_an_option_touches_is_listed_first(text):
    rows = text.split("Assumptions the answer leans on")[1]
    short, every = rows.split("Every assumption, by group")
    touched = {"channels.portal.mandate", "channels.portal.usability", "staffing.caseworkers"}
    named = {path for path in REGISTRY if f" {path} " in short}
    assert named and named <= touched
    assert every.index("channels.portal.mandate") < min(
        every.index(p) for p in ("channels.app.hours", "channels.post.open")
    )


def test_both_definitions_of_long_term_unemployment_are_told_apart(text):
    assert "more than 365 days" in text
    assert "langzeitbeschäftigungslos" in text and "62 days" in text


def test_the_answer_names_the_winner_the_cost_and_the_loser(text):
    answer = text.split("The answer")[1].split("All figures")[0]
    assert "Shorter spells clearly improves some headline figures and clearly worsens none." in answer
    assert re.search(
        r"Fewer needs met: nothing gained, at the price of met share −(9|10)\.\d+ percentage points", answer
    )
    assert "Identical to the baseline in every seed" in answer
    assert "Needs given up: most in the group “low digital skill”, +1.0 needs a person" in answer


def test_a_figure_has_a_name_and_a_table_heads_its_rows_and_columns(page):
    for tag, attrs in page.tags:
        if tag == "svg":
            assert attrs["role"] == "img" and attrs["aria-label"]
        if tag == "th":
            assert attrs["scope"] in {"col", "row", "rowgroup"}
    tables = [tag for tag, _ in page.tags].count("table")
    assert [tag for tag, _ in page.tags].count("caption") == tables > 5


def test_headings_step_down_one_at_a_time(page):
    assert page.headings[0] == 1 and page.headings.count(1) == 1
    assert all(b <= a + 1 for a, b in zip(page.headings, page.headings[1:], strict=False))


def test_light_dark_and_print_are_provided_for(html):
    assert "prefers-color-scheme: dark" in html and "@media print" in html
    # Figures wear the page's colours: no colour of their own is left in them.
    figures = re.findall(r"<svg.*?</svg>", html, flags=re.DOTALL)
    assert figures and not re.search(r"#[0-9a-f]{6}\b", "".join(figures))


def test_steps_are_told_with_date_ramp_and_condition(text):
    assert "2 July 2026:" in text and "over 26 weeks" in text
    assert "When “met share” is below 50.0% for 8 weeks" in text
    assert "(channels.portal.mandate) to 80 % (at the start 0 %)" in text
    assert "(staffing.caseworkers) up by 20 %" in text
    assert "start the project “New portal”" in text


def test_a_title_cannot_inject_markup(synthetic):
    base = synthetic.result("<script>alert(1)</script>", 2, 1)
    page = render_brief(Comparison(base, [synthetic.result("b", 2, 1)], {}, synthetic.HEADLINE))
    assert "<script" not in page


def test_what_a_mechanism_contributes_is_a_section_of_its_own(comparison, html):
    assert "contributions-h" not in html
    page = Page(render_brief(replace(comparison, without={"habit": comparison})))
    assert "contributions-h" in page.ids
    assert "People keep to the channels they know" in " ".join(page.text)


def test_many_options_stay_readable(synthetic):
    many = [synthetic.result(f"option_{n}", 2, 1, spell=20.0 - n) for n in range(7)]
    comparison = Comparison(synthetic.result("base", 2, 1, spell=20.0), many, {}, synthetic.HEADLINE)
    html = render_brief(comparison)
    assert "<h1>Base: 7 options compared</h1>" in html
    assert "each figure shows in colour the 5 that move it most" in html


def test_one_seed_is_reported_without_certainty(synthetic):
    one = synthetic.comparison(seeds=1, years=1, with_people=False)
    text = " ".join(Page(render_brief(one)).text)
    assert not re.search(r"\bnan\b", text)
    assert "with one seed nobody can say how sure that is" in text
    assert "Who gains, who loses" not in text


def test_a_brief_is_written_whole_or_not_at_all(comparison, tmp_path, monkeypatch):
    path = write_brief(comparison, tmp_path / "brief.html")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    before = path.read_bytes()

    def torn(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", torn)
    with pytest.raises(KeyboardInterrupt):
        write_brief(comparison, path)
    assert os.listdir(tmp_path) == ["brief.html"] and path.read_bytes() == before
