"""People are compared one by one: counted once, in their own group, if they were ever registered."""

import numpy as np
import pytest

from pes_sim.analysis.winners import NOTICED, OUTCOMES, person_changes, winners_table
from pes_sim.kpis.segments import CELLS, SEGMENTS, membership
from pes_sim.kpis.unknown import UnknownSegment

UNMET = list(OUTCOMES).index("unmet_needs")
WEEKS = list(OUTCOMES).index("weeks_unemployed")


def run(weeks, unmet=(0, 0, 0, 0), hours=(1, 1, 1, 1), touched=(True, True, True, False)):
    cells = np.array([0, 0, CELLS - 1, CELLS - 1])  # two women under 25, two men of 55 and over
    return {
        "weeks_unemployed": np.array(weeks),
        "unmet_needs": np.array(unmet),
        "client_hours": np.array(hours, float),
        "cell": cells,
        "touched": np.array(touched),
    }


def test_four_people_counted_by_hand():
    found = person_changes(run([10, 10, 10, 10]), run([8, 10, 13, 99]), weight=20)
    women, men, everybody = (SEGMENTS.index(s) for s in ("sex:women", "sex:men", "all"))
    assert found.people[[everybody, women, men]].tolist() == [60, 40, 20]
    assert found.better[WEEKS, [everybody, women, men]].tolist() == [20, 20, 0]
    assert found.worse[WEEKS, [everybody, women, men]].tolist() == [20, 0, 20]
    assert found.unchanged[WEEKS, everybody] == 20
    assert found.change[WEEKS, [women, men]].tolist() == [-40, 60]


def test_somebody_touched_in_one_run_only_is_counted():
    touched_later = run([10, 10, 10, 12], touched=(True,) * 4)
    assert person_changes(run([10, 10, 10, 0]), touched_later).people[0] == 4


def test_better_worse_and_unchanged_are_everybody_in_every_group(synthetic):
    before = synthetic.people(1)
    found = person_changes(before, synthetic.worse_for_low_skill(before, 1))
    assert np.all(found.unchanged >= 0)
    for dimension in ("sex", "age", "education", "digital_skill", "area"):
        rows = [i for i, name in enumerate(SEGMENTS) if name.startswith(dimension)]
        assert found.people[rows].sum() == found.people[0]
        assert np.allclose(found.change[:, rows].sum(axis=1), found.change[:, 0])


def test_who_is_hurt_shows_in_the_group_that_was_hurt(synthetic):
    before = synthetic.people(2)
    found = person_changes(before, synthetic.worse_for_low_skill(before, 2))
    low, high = SEGMENTS.index("digital_skill:low"), SEGMENTS.index("digital_skill:above_basic")
    assert found.worse[UNMET, low] == found.people[low]
    assert found.worse[UNMET, high] == 0


def test_a_null_option_changes_nobody(synthetic):
    before = synthetic.people(3)
    found = person_changes(before, before, 20)
    assert not found.better.any() and not found.worse.any() and not found.change.any()


def test_a_change_too_small_to_notice_counts_for_the_mean_only():
    little = NOTICED["client_hours"] / 2
    found = person_changes(run([1] * 4), run([1] * 4, hours=[1 + little] * 4))
    hours = list(OUTCOMES).index("client_hours")
    assert found.worse[hours, 0] == 0 and found.change[hours, 0] == pytest.approx(3 * little)


def test_changes_add_up_over_seeds(synthetic):
    a, b = (person_changes(r, synthetic.worse_for_low_skill(r, s)) for s, r in enumerate(map(synthetic.people, (5, 6))))
    total = a + b
    assert total.seeds == 2
    assert np.array_equal(total.worse, a.worse + b.worse) and np.array_equal(total.people, a.people + b.people)


def test_other_people_are_refused():
    other = run([1] * 4)
    other["cell"] = other["cell"][::-1]
    with pytest.raises(ValueError, match="same people"):
        person_changes(run([1] * 4), other)


def test_the_table_gives_shares_that_sum_to_one_and_an_interval_over_seeds(synthetic):
    runs = [synthetic.people(seed) for seed in range(5)]
    changes = [person_changes(r, synthetic.worse_for_low_skill(r, s), 20) for s, r in enumerate(runs)]
    table = winners_table(changes, "digital_skill")
    assert len(table) == len(OUTCOMES) * 3
    assert np.allclose(table.share_better + table.share_worse + table.share_unchanged, 1)
    low = table[(table.outcome == "unmet_needs") & (table.group == "low")].iloc[0]
    assert low.mean_change == pytest.approx(1) and low.verdict == "worse"
    weeks = table[table.outcome == "weeks_unemployed"]
    assert (weeks.verdict == "better").all() and (weeks.ci_high < 0).all()
    mean_people = np.mean([c.people[SEGMENTS.index("digital_skill:low")] for c in changes])
    assert low.people == pytest.approx(mean_people)


def test_an_unknown_split_is_answered_with_those_there_are(synthetic):
    with pytest.raises(UnknownSegment, match="digital_skill"):
        winners_table([person_changes(synthetic.people(1), synthetic.people(1))], "shoe_size")


def test_every_cell_belongs_to_one_group_of_each_dimension():
    assert membership().sum(axis=0).tolist() == [6.0] * CELLS
