"""Enrolment: a row of the register for everybody who comes, with a caseworker and the habits they bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numba import njit

from pes_sim.fetching import AHEAD, prefetch, upcoming
from pes_sim.kernel import kernel, rows
from pes_sim.kpis.counters import Count
from pes_sim.kpis.segments import AGE_STARTS, SHAPE
from pes_sim.processes.automation.corrections import wake_up
from pes_sim.processes.fifo import rank_by_luck
from pes_sim.processes.inflow.waking import Slots
from pes_sim.random import Stream, salt
from pes_sim.random.keyed import bits, next_place, next_point, part_key, person_key, uniform
from pes_sim.world.episodes import PAST, episode_key
from pes_sim.world.jobseekers import GENERATIONS, STRETCH
from pes_sim.world.register import TO_MEASURE

if TYPE_CHECKING:
    from pes_sim.model import PESModel

_, _AGES, _EDUCATION, _SKILL, _AREAS = SHAPE
_NUMBERS_A_LINE = 16
"""Numbers of four bytes in a cache line."""
LONGEST_WEEKS = 60_000
"""Weeks out of work are counted up to here."""
BRIDGED_WEEKS = 8
"""Interruptions of up to 62 days (8.9 weeks) do not end being out of work (AMS: langzeitbeschäftigungslos).

Episodes registered and in training are joined where at most so much lies between them; what lies between is not
counted in (AMS, glossary of WIBIS Steiermark).
"""


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
    contact, since_meeting, met, turn, need, registered_ok, claim_ok, account, wrong, profile, risk_rank, recall,
    weeks, unmet, minutes, leaving, slow_share, pace, intake, age_class, work, leave, measure, skill_gap,
    trust_at_first, satisfaction_at_first, occupations, salt_type, salt_account, salt_exit, salt_turn, invited,
    laid_off, promised, salt_recall, new,
):  # fmt: skip
    """Make a row of the register for each of ``slots[lo:hi]``; ``new`` says who registers for the first time.

    Of the first ``laid_off`` of ``slots`` a share ``promised`` will be taken back.

    ``work``, ``leave`` and ``measure`` hold the hazards of the fast and the slow.
    """
    last_row = np.int64(first_row + hi - 1)
    for e in range(lo, hi):
        soon = upcoming(slots, e, hi)
        prefetch(f_region, soon)
        prefetch(f_birthday, soon)
        prefetch(f_clock, soon)
        prefetch(f_threshold, soon)
        s = slots[e]
        i = first_row + e
        # every column goes on in lines of its own, too many at once for the processor to foresee
        below = np.uint64(min(i + np.int64(AHEAD), last_row))
        prefetch(key, below)
        prefetch(episode, below)
        prefetch(slot, below)
        prefetch(habit, below)
        prefetch(need, below)
        if e % _NUMBERS_A_LINE == 0:
            prefetch(band, below)
            prefetch(work_hazard, below)
            prefetch(leaving_hazard, below)
            prefetch(measure_hazard, below)
            prefetch(hazard_left, below)
            prefetch(search, below)
            prefetch(helped, below)
            prefetch(effort, below)
            prefetch(skill, below)
            prefetch(trust, below)
            prefetch(satisfaction, below)
            prefetch(contact, below)
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
        turn[i] = rank_by_luck(part_key(episode[i], 0), salt_turn)
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


@kernel
def assign(  # type: ignore[no-untyped-def]
    lo, hi, first_row, region, episode, posts, posts_from, salt_assign, caseworker, word, jump, waiting,
):  # fmt: skip
    """Give the rows from ``first_row`` + ``lo`` to before + ``hi`` a caseworker: one of the ``posts`` of their region.

    ``posts`` are by region from ``posts_from``. The place is that of `place_among`, found for a stretch of people in
    rounds, a jump each: a jump hangs on the one before, and people side by side do not wait for each other. ``word``,
    ``jump`` and ``waiting`` are scratch for a stretch.
    """
    for first in range(lo, hi, STRETCH):
        start = np.uint64(first_row + first)
        n = min(STRETCH, hi - first)
        for k in rows(0, n):
            word[k] = bits(episode[start + k], salt_assign)
            jump[k] = 0
            caseworker[start + k] = 0
            waiting[k] = k
        while n > 0:
            more = 0
            for e in rows(0, n):
                k = np.uint64(waiting[e])
                r = np.uint64(region[start + k])
                here = posts_from[r + np.uint64(1)] - posts_from[r]
                place = jump[k]
                word[k], jump[k] = next_place(word[k], place)
                if place < here:
                    caseworker[start + k] = posts[posts_from[r] + place]
                waiting[more] = k
                more += jump[k] < here
            n = more


def enroll(model: PESModel, slots: Slots, spell: Slots, came: dict[Count, int] | None) -> None:
    """Register the persons in ``slots``, ``spell`` weeks into their spell (0: a new registration).

    ``came`` says how many of them, in their order, are entries to be counted under what; nobody where it is None.
    """
    jobseekers, values, tables = model.jobseekers, model.values, model.tables
    force, register, clocks = jobseekers.labour_force, jobseekers.register, jobseekers.clocks
    first_row = register.newcomers_from = register.n
    if not len(slots):
        return
    register.reserve(first_row + len(slots))
    register.n += len(slots)
    register.regime[first_row : register.n] = 0
    register.worth[first_row : register.n] = 1.0
    register.booked[first_row : register.n] = 0
    new = np.zeros(len(slots), dtype=bool)
    work, leave = (
        np.array([values[f"labour.{what}_hazard_{kind}"] for kind in ("fast", "slow")]) for what in ("work", "leaving")
    )
    laid_off = came.get(Count.entries_from_work, 0) if came is not None else 0
    age_class = np.searchsorted(AGE_STARTS, tables.band_age, side="right")
    invited = values["people.account_invited"] * values["channels.portal.open"]
    posts = model.staff.open_caseworkers()

    def make_rows(lo: int, hi: int) -> None:
        fill_rows(
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
            register.turn, register.need, register.registered_ok,
            register.claim_ok, register.account, register.wrong, register.profile, register.risk_rank,
            register.recall, register.weeks_unemployed, register.unmet_needs, register.client_minutes,
            register.leaving, tables.slow_share, tables.pace, tables.intake, age_class, work, leave,
            np.array([1.0, values["measures.slow_factor"]]), values["people.skill_gap_unemployed"],
            values["people.initial_trust"],
            values["people.initial_satisfaction"], clocks.shape[2], salt(Stream.PERSON_TYPE, 0),
            salt(Stream.PERSON_ACCOUNT, 0), salt(Stream.EXIT_POINT, 0), salt(Stream.MEETING_TURN, 0), invited,
            laid_off, values["labour.recall_share"], salt(Stream.RECALL_PROMISE, 0), new,
        )  # fmt: skip
        assign_caseworkers(model, first_row, lo, hi, posts)
        first = first_row + lo + np.flatnonzero(new[lo:hi])
        register.habit[first] = model.first_habit(register.skill[first])

    jobseekers.each_share(make_rows, len(slots))
    wake_up(model, first_row)
    if came is not None:
        model.count(Count.entries, register.cell[first_row : register.n])
        for count, number in came.items():
            model.count(count, register.cell[first_row : first_row + number])
            first_row += number


def assign_caseworkers(model: PESModel, first_row: int, lo: int, hi: int, posts: tuple[Slots, Slots]) -> None:
    """The rows from ``first_row`` + ``lo`` to before + ``hi`` get a caseworker of ``posts`` (see `assign`)."""
    register, salted = model.jobseekers.register, salt(Stream.CASEWORKER_ASSIGNMENT, 0)
    word, jump, waiting = (np.empty(STRETCH, dtype=dtype) for dtype in (np.uint64, np.int64, np.int32))
    assign(
        lo, hi, first_row, register.region, register.episode, *posts, salted, register.caseworker, word, jump, waiting
    )
