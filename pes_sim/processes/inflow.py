"""Inflow: whoever's clock has run past their threshold wakes, and registers or goes straight to work.

Each sleeping person holds a threshold above the reading of their clock at the time they fell asleep. The clock adds
up the hazard of their group; crossing the threshold is the event. This is exact under hazards that vary in time, and
costs one scan of a narrow column. In work the threshold is the next point of the person's own Poisson process on
that clock: its distance is exponential, and who began the job a little earlier or later loses it in the same week. How
long a measure or a time out lasts is luck of the episode (pes_sim.world.episodes).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from numpy.typing import NDArray

from pes_sim.fetching import prefetch, upcoming
from pes_sim.kernel import kernel
from pes_sim.kpis.counters import Count
from pes_sim.kpis.segments import AGE_STARTS, SHAPE
from pes_sim.processes.automation.corrections import wake_up
from pes_sim.processes.robotisation import retrain
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import exponential, next_point, person_key, place_among, salt_of, uniform
from pes_sim.world.episodes import PAST, episode_key
from pes_sim.world.jobseekers import GENERATIONS
from pes_sim.world.register import ENTRANT, TO_INACTIVITY, TO_MEASURE, TO_WORK

if TYPE_CHECKING:
    from pes_sim.model import PESModel

Slots = NDArray[np.int64]
_, _AGES, _EDUCATION, _SKILL, _AREAS = SHAPE
LONGEST_WEEKS = 60_000
"""Weeks out of work are counted up to here."""
BRIDGED_WEEKS = 8
"""Interruptions of up to 62 days (8.9 weeks) do not end being out of work (AMS: langzeitbeschäftigungslos).

Episodes registered and in training are joined where at most so much lies between them; what lies between is not
counted in (AMS, glossary of WIBIS Steiermark).
"""

LOST, RETURNED, BACK, TO_A_JOB, PLACED, AWAY = range(6)
"""What becomes of who wakes: lost the job; came back from a measure, or from outside the labour force, to the register;
found a job from outside, or from the measure; went away from the measure. The first three register."""
_WAYS = 6
_POINTS, _TIME_AWAY = int(Stream.JOB_POINT), int(Stream.TIME_AWAY)
LOTS = ("measures.to_register", "measures.to_work", "inactivity.to_register")

_BLOCK = 16
"""Slots looked at together: in most blocks nobody wakes, and that is seen without a branch a slot."""


@kernel
def wake(lo, hi, threshold, clock, reading, woken):  # type: ignore[no-untyped-def]
    """Fill ``woken`` from place ``lo`` with the slots whose clock has passed their threshold; returns how many."""
    n = lo
    for first in range(lo, hi, _BLOCK):
        anybody = np.uint32(first + _BLOCK > hi)
        if not anybody:
            for k in range(_BLOCK):
                at = np.uint64(first + k)
                anybody |= np.uint32(threshold[at] <= reading[clock[at]])
        if anybody:
            for place in range(first, min(first + _BLOCK, hi)):
                if threshold[place] <= reading[clock[place]]:
                    woken[n] = place
                    n += 1
    return n - lo


def listed(places: NDArray[np.int32], spans: list[tuple[int, int]]) -> Slots:
    """What kernels listed in ``places``: from each start so many."""
    return np.concatenate([places[lo : lo + n] for lo, n in spans]).astype(np.int64)


@kernel
def draw_ways(  # type: ignore[no-untyped-def]
    lo, hi, slots, seed, salt_measure, salt_away, lots, measures, clock, generation, was, exit_point, way,
):  # fmt: skip
    """Fill ``way`` with what becomes of ``slots[lo:hi]``, who have just woken; ``lots`` are chances (see LOTS)."""
    for e in range(lo, hi):
        soon = upcoming(slots, e, hi)
        prefetch(clock, soon)
        prefetch(was, soon)
        s = slots[e]
        if clock[s] < measures:
            way[e] = LOST
            continue
        key = episode_key(person_key(seed, s * GENERATIONS + np.int64(generation[s])), exit_point[s])
        if clock[s] == measures:
            u = uniform(key, salt_measure)
            way[e] = RETURNED if u < lots[0] else PLACED if u < lots[0] + lots[1] else AWAY
        else:
            # who enters the labour force by way of the register has come to register
            registers = uniform(key, salt_away) < lots[2] or was[s] == ENTRANT
            way[e] = BACK if registers else TO_A_JOB


@kernel
def sort_by_way(slots, way, ordered, ends):  # type: ignore[no-untyped-def]
    """Fill ``ordered`` with ``slots`` by ``way``, else as they stood; way w is from ``ends[w]`` to ``ends[w + 1]``."""
    for e in range(slots.size):
        ends[way[e] + 1] += 1
    for w in range(_WAYS):
        ends[w + 1] += ends[w]
    for e in range(slots.size):
        ordered[ends[way[e]]] = slots[e]
        ends[way[e]] += 1
    for w in range(_WAYS, 0, -1):
        ends[w] = ends[w - 1]
    ends[0] = 0


def inflow(model: PESModel) -> None:
    """A week of job loss and returns: clocks advance, people wake, the register grows."""
    jobseekers, values = model.jobseekers, model.values
    force, clocks = jobseekers.labour_force, jobseekers.clocks
    season = model.season("separations")
    clocks.advance(model.separation * (values["labour.separation_level"] * season) * model.market.displacement)
    woken, reading = jobseekers.woken, clocks.reading_below()
    found = jobseekers.each_span(lambda lo, hi: wake(lo, hi, force.threshold, force.clock, reading, woken), force.n)
    slots = listed(woken, found)
    way = np.empty(len(slots), dtype=np.uint8)
    lots = np.array([values[path] for path in LOTS])
    salts = salt(Stream.AFTER_MEASURE, 0), salt(Stream.AFTER_INACTIVITY, 0)
    jobseekers.each_share(
        lambda lo, hi: draw_ways(
            lo,
            hi,
            slots,
            model.seed,
            *salts,
            lots,
            clocks.measures,
            force.clock,
            force.generation,
            force.was,
            force.exit_point,
            way,
        ),
        len(slots),
    )
    ordered, ends = np.empty_like(slots), np.zeros(_WAYS + 1, dtype=np.int64)
    sort_by_way(slots, way, ordered, ends)
    lost, returned, back, found_job, placed, away = np.split(ordered, ends[1:-1])
    jobseekers.in_measures -= len(returned) + len(placed) + len(away)
    jobseekers.inactive -= len(back) + len(found_job)
    retrain(model, np.concatenate([returned, placed, away]))
    force.boost[returned] = np.minimum(255, np.rint(16 * values["measures.boost"]))
    leave_measure(model, placed, TO_WORK)
    leave_measure(model, away, TO_INACTIVITY)
    start_work(model, np.concatenate([found_job, placed]))
    stay_away(model, away)
    who = ordered[: ends[TO_A_JOB]]
    reasons = (Count.entries_from_work, Count.entries_from_measures, Count.entries_from_inactivity)
    came = dict(zip(reasons, (len(lost), len(returned), len(back)), strict=True))
    enroll(model, who, np.zeros(len(who), dtype=np.int64), came)


def leave_measure(model: PESModel, slots: Slots, destination: int) -> None:
    """The measure ends elsewhere than on the register: its weeks count, and the interruption begins now."""
    force = model.jobseekers.labour_force
    weeks = force.out_weeks[slots].astype(np.int64) + (model.week - force.left_week[slots].astype(np.int64))
    # who was in a measure on the first day was never seen to leave the register
    force.out_weeks[slots] = np.where(force.was[slots] == TO_MEASURE, np.minimum(weeks, LONGEST_WEEKS), 0)
    force.left_week[slots] = model.week
    force.was[slots] = destination


@njit(nogil=True, inline="always")
def asleep_in_work(s, c, key, factor, reading, clock, threshold):  # type: ignore[no-untyped-def]
    """Slot ``s`` listens to clock ``c`` of their group, up to the next of their own points on it."""
    clock[s] = c
    threshold[s] = next_point(key, salt_of(_POINTS, c), reading[c], 1.0 / factor)


@njit(nogil=True, inline="always")
def asleep_for(s, which, episode, shortest, mean, reading, clock, threshold):  # type: ignore[no-untyped-def]
    """Slot ``s`` listens to clock ``which`` for a ``shortest`` time and an exponential one of ``mean`` weeks."""
    clock[s] = which
    threshold[s] = reading[which] + shortest + exponential(episode, salt_of(_TIME_AWAY, which)) * mean


@kernel
def sleep_in_work(  # type: ignore[no-untyped-def]
    lo, hi, slots, seed, generation, region, band, occupation, education, factor, bands, occupations,
    reading, clock, threshold,
):  # fmt: skip
    """Put ``slots[lo:hi]`` to sleep in work."""
    for e in range(lo, hi):
        s = slots[e]
        key = person_key(seed, s * GENERATIONS + np.int64(generation[s]))
        c = (np.int64(region[s]) * bands + band[s]) * occupations + occupation[s]
        asleep_in_work(s, c, key, factor[education[s]], reading, clock, threshold)


@kernel
def sleep_for(  # type: ignore[no-untyped-def]
    lo, hi, slots, seed, generation, exit_point, which, mean, reading, clock, threshold,
):  # fmt: skip
    """Put ``slots[lo:hi]`` on the clock ``which`` for an exponential time of ``mean`` weeks."""
    for e in range(lo, hi):
        s = slots[e]
        key = person_key(seed, s * GENERATIONS + np.int64(generation[s]))
        asleep_for(s, which, episode_key(key, exit_point[s]), 0.0, mean, reading, clock, threshold)


def start_work(model: PESModel, slots: Slots) -> None:
    """Put ``slots`` to sleep in work, with a new threshold on the clock of their group."""
    force, clocks = model.jobseekers.labour_force, model.jobseekers.clocks
    _, bands, occupations = clocks.shape
    model.jobseekers.each_share(
        lambda lo, hi: sleep_in_work(
            lo, hi, slots, model.seed, force.generation, force.region, force.band, force.occupation,
            force.education, model.steady.education_factor, bands, occupations, clocks.reading, force.clock,
            force.threshold,
        ),
        len(slots),
    )  # fmt: skip


def stay_away(model: PESModel, slots: Slots) -> None:
    """Put ``slots`` out of the labour force for an exponential time."""
    force, clocks = model.jobseekers.labour_force, model.jobseekers.clocks
    model.jobseekers.inactive += len(slots)
    mean = model.values["inactivity.mean_weeks"]
    model.jobseekers.each_share(
        lambda lo, hi: sleep_for(
            lo, hi, slots, model.seed, force.generation, force.exit_point, clocks.inactive, mean, clocks.reading,
            force.clock, force.threshold,
        ),
        len(slots),
    )  # fmt: skip


@njit(nogil=True, inline="always")
def cell_of(sex, age, education, digital_skill, area):  # type: ignore[no-untyped-def]
    """Cell of someone at these levels (indices into DIMENSIONS)."""
    return (((sex * _AGES + age) * _EDUCATION + education) * _SKILL + digital_skill) * _AREAS + area


@kernel
def fill_rows(  # type: ignore[no-untyped-def]
    lo, hi, first_row, slots, spells_so_far, week, seed, never,
    generation, f_region, f_band, f_occupation, f_education, f_sex, f_area, f_offline, f_skill, f_skill_class,
    f_habit, f_trust, f_account, f_wrong,
    f_satisfaction, f_spells, f_was, f_left_week, f_out_weeks, f_exit_point, f_boost, f_birthday, f_clock, f_threshold,
    slot, key, region, occupation, market, band, cell, offline, slow, birthday, spell, bridged, work_hazard,
    leaving_hazard, measure_hazard, episode, hazard_left, search, helped, effort, skill, trust, satisfaction, habit,
    contact, since_meeting, met, caseworker, need, registered_ok, claim_ok, account, wrong, profile, risk_rank, recall,
    weeks, unmet, minutes, leaving, slow_share, pace, intake, age_class, work, leave, measure, skill_gap,
    trust_at_first, satisfaction_at_first, occupations, posts, posts_from, salt_type, salt_assign, salt_account,
    salt_exit, invited, laid_off, promised, salt_recall, new,
):  # fmt: skip
    """Make a row of the register for each of ``slots[lo:hi]``; ``new`` says who registers for the first time.

    Of the first ``laid_off`` of ``slots`` a share ``promised`` will be taken back.

    ``work``, ``leave`` and ``measure`` hold the hazards of the fast and the slow; ``posts`` the caseworkers' posts
    by region from ``posts_from``.
    """
    for e in range(lo, hi):
        soon = upcoming(slots, e, hi)
        prefetch(f_region, soon)
        prefetch(f_birthday, soon)
        prefetch(f_clock, soon)
        prefetch(f_threshold, soon)
        s = slots[e]
        i = first_row + e
        k = person_key(seed, s * GENERATIONS + np.int64(generation[s]))
        r = np.int64(f_region[s])
        b = f_band[s]
        slot[i] = s
        key[i] = k
        region[i] = r
        occupation[i] = f_occupation[s]
        market[i] = r * occupations + f_occupation[s]
        band[i] = b
        cell[i] = cell_of(
            np.int64(f_sex[s]),
            age_class[b],
            np.int64(f_education[s]),
            np.int64(f_skill_class[s]),
            np.int64(f_area[s]),
        )
        offline[i] = f_offline[s]
        hard = np.int64(uniform(k, salt_type) < slow_share[b])
        slow[i] = hard
        birthday[i] = f_birthday[s]
        spell[i] = spells_so_far[e]
        gap = week - np.int64(f_left_week[s])
        bridged[i] = 0
        # weeks in a measure count like weeks registered; another interruption is bridged if short, but not counted
        if spells_so_far[e] == 0 and f_was[s] == TO_MEASURE:
            bridged[i] = min(np.int64(f_out_weeks[s]) + gap, LONGEST_WEEKS)
        elif spells_so_far[e] == 0 and gap <= BRIDGED_WEEKS:
            bridged[i] = f_out_weeks[s]
        work_hazard[i] = work[hard] * pace[b]
        leaving_hazard[i] = leave[hard] * pace[b]
        measure_hazard[i] = intake[b] * measure[hard]
        # the place on their line of points, see pes_sim.world.episodes
        usual = np.float64(work_hazard[i]) + np.float64(leaving_hazard[i]) + np.float64(measure_hazard[i])
        start = max(week * usual, np.float64(f_exit_point[s]))
        point = next_point(k, salt_exit, start, 1.0)
        hazard_left[i] = point - start
        f_exit_point[s] = point + PAST
        episode[i] = episode_key(k, f_exit_point[s])
        search[i] = 0.0
        helped[i] = 1.0
        effort[i] = 1.0
        skill[i] = f_skill[s] * (1.0 - skill_gap)
        new[e] = f_spells[s] == 0
        trust[i] = trust_at_first if new[e] else f_trust[s] / 255.0
        satisfaction[i] = satisfaction_at_first if new[e] else f_satisfaction[s] / 255.0
        for c in range(habit.shape[1]):
            habit[i, c] = f_habit[s, c] / 255.0
        contact[i] = f_boost[s] / 16.0
        f_boost[s] = 0
        since_meeting[i] = min(spells_so_far[e], 255)
        met[i] = 0
        here = posts_from[r + 1] - posts_from[r]
        caseworker[i] = posts[posts_from[r] + place_among(episode[i], salt_assign, here)] if here else 0
        need[i] = 0
        registered_ok[i] = claim_ok[i] = spells_so_far[e] > 0
        # who registers is invited to open an account, if they can get at the portal: easy, not a transaction yet
        opens = f_offline[s] == 0 and uniform(episode[i], salt_account) < invited
        account[i] = f_account[s] | np.uint8(opens)
        wrong[i] = f_wrong[s]
        f_wrong[s] = 0
        profile[i] = risk_rank[i] = 0
        recall[i] = e < laid_off and promised > 0 and uniform(episode[i], salt_recall) < promised
        weeks[i] = 0
        unmet[i] = 0
        minutes[i] = 0.0
        leaving[i] = 0
        f_clock[s] = never
        f_threshold[s] = np.inf
        f_spells[s] = min(np.int64(f_spells[s]) + 1, 255)


def enroll(model: PESModel, slots: Slots, spell: Slots, came: dict[Count, int] | None) -> None:
    """Register the persons in ``slots``, ``spell`` weeks into their spell (0: a new registration).

    ``came`` says how many of them, in their order, are entries to be counted under what; nobody where it is None.
    """
    if not len(slots):
        return
    jobseekers, values, tables = model.jobseekers, model.values, model.tables
    force, register, clocks = jobseekers.labour_force, jobseekers.register, jobseekers.clocks
    first_row = register.n
    register.reserve(first_row + len(slots))
    register.n += len(slots)
    register.regime[first_row : register.n] = 0
    register.worth[first_row : register.n] = 1.0
    register.booked[first_row : register.n] = 0
    new = np.zeros(len(slots), dtype=bool)
    work, leave = (
        np.array([values[f"labour.{what}_hazard_{kind}"] for kind in ("fast", "slow")]) for what in ("work", "leaving")
    )
    posts, posts_from = model.staff.open_caseworkers()
    laid_off = came.get(Count.entries_from_work, 0) if came is not None else 0
    salt_type, salt_assign = salt(Stream.PERSON_TYPE, 0), salt(Stream.CASEWORKER_ASSIGNMENT, 0)
    age_class = np.searchsorted(AGE_STARTS, tables.band_age, side="right")
    invited = values["people.account_invited"] * values["channels.portal.open"]
    jobseekers.each_share(
        lambda lo, hi: fill_rows(
            lo, hi, first_row, slots, spell, model.week, model.seed, clocks.never,
            force.generation, force.region, force.band, force.occupation, force.education, force.sex, force.area,
            force.offline, force.skill, force.skill_class, force.habit, force.trust, force.account, force.wrong,
            force.satisfaction, force.spells, force.was,
            force.left_week, force.out_weeks, force.exit_point, force.boost, force.birthday, force.clock,
            force.threshold,
            register.slot, register.key, register.region, register.occupation, register.market, register.band,
            register.cell, register.offline, register.slow, register.birthday, register.spell, register.bridged,
            register.work_hazard, register.leaving_hazard, register.measure_hazard, register.episode,
            register.hazard_left, register.search, register.helped, register.effort, register.skill, register.trust,
            register.satisfaction, register.habit, register.contact, register.since_meeting, register.met,
            register.caseworker, register.need, register.registered_ok,
            register.claim_ok, register.account, register.wrong, register.profile, register.risk_rank,
            register.recall, register.weeks_unemployed, register.unmet_needs, register.client_minutes,
            register.leaving, tables.slow_share, tables.pace, tables.intake, age_class, work, leave,
            np.array([1.0, values["measures.slow_factor"]]), values["people.skill_gap_unemployed"],
            values["people.initial_trust"],
            values["people.initial_satisfaction"], clocks.shape[2], posts, posts_from, salt_type, salt_assign,
            salt(Stream.PERSON_ACCOUNT, 0), salt(Stream.EXIT_POINT, 0), invited, laid_off,
            values["labour.recall_share"], salt(Stream.RECALL_PROMISE, 0), new,
        ),
        len(slots),
    )  # fmt: skip
    wake_up(model, first_row)
    first = first_row + np.flatnonzero(new)

    def bring_habits(lo: int, hi: int) -> None:
        register.habit[first[lo:hi]] = model.first_habit(register.skill[first[lo:hi]])

    jobseekers.each_share(bring_habits, len(first))
    if came is not None:
        model.count(Count.entries, register.cell[first_row : register.n])
        for count, number in came.items():
            model.count(count, register.cell[first_row : first_row + number])
            first_row += number
