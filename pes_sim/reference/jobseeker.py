"""A person of the labour force as a Mesa agent: what happens to one of them, in plain Python."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING

import mesa
from scipy.special import ndtri

from pes_sim.kpis.counters import ONE, Count
from pes_sim.kpis.segments import AGE_STARTS, SHAPE
from pes_sim.parameters import CHANNELS, TASKS
from pes_sim.processes.inflow import BRIDGED_WEEKS
from pes_sim.random import Stream
from pes_sim.reference.luck import (
    FULL,
    TASK_STEP,
    WORD,
    bits,
    exponential,
    lane,
    mix,
    next_point,
    part_key,
    person_key,
    place_among,
    salt,
    uniform,
)
from pes_sim.reference.need import Need
from pes_sim.reference.rounding import as_remembered, single
from pes_sim.world.catalogue import CHANNEL_KIND, CLAIM, REGISTRATION, REPORT, SELF
from pes_sim.world.episodes import NO_POINT, PAST, PLACES
from pes_sim.world.labour_force import NEVER
from pes_sim.world.register import NONE, OPEN, STAY, TO_MEASURE

if TYPE_CHECKING:
    from pes_sim.reference.model import ReferenceModel

WORK, REGISTERED, MEASURE, AWAY = "work", "registered", "measure", "away"
DIGITAL = [bool(kind == SELF) for kind in CHANNEL_KIND]


class Jobseeker(mesa.Agent):
    """One person. Asleep (in work, in a measure, away) they wait for their clock; registered they live week by week."""

    model: ReferenceModel

    def __init__(self, model: ReferenceModel, slot: int, generation: int) -> None:
        super().__init__(model)
        self.slot, self.generation = slot, generation
        self.key = person_key(model.seed, slot * 256 + generation)
        self.region = self.band = self.education = self.occupation = self.sex = self.area = self.birthday = 0
        self.offline = False
        self.skill_at_work = 0.0
        self.skill_class = 0
        # asleep
        self.status = WORK
        self.threshold = 0.0
        self.was = STAY
        # what is kept from spell to spell
        self.spells = 0
        self.account = False
        self.left_week = NEVER
        self.out_weeks = 0
        self.exit_point = NO_POINT
        self.boost = 0
        # on the register
        self.spell = self.bridged = 0
        self.cell = 0
        self.slow = self.registered_ok = self.claim_ok = False
        self.work_hazard = self.leaving_hazard = self.measure_hazard = self.search = 0.0
        self.hazard_left = 0.0
        self.effort = self.helped = 1.0
        self.skill = self.trust = self.satisfaction = self.contact = 0.0
        self.worth = 1.0
        self.habit = [0.0] * len(CHANNELS)
        self.since_meeting = 0
        # weeks since a meeting was held, and one; 0 when none was
        self.met = self.booked = 0
        self.caseworker = 0
        self.needs: list[Need] = []
        self.profile = self.risk_rank = self.regime = 0
        # by the employer: promised to be taken back, taken back this week
        self.promised = self.taken_back = False
        # tasks decided wrongly, not noticed yet; kept from spell to spell
        self.wrong: set[int] = set()
        # since the start of the horizon: in all spells before this one, and in this one
        self.weeks_unemployed = 0
        self.unmet_before = self.unmet_needs = 0
        self.minutes_before = self.client_minutes = 0.0

    # -- counting and luck

    def note(self, counter: Count, amount: int = 1) -> None:
        """Count ``amount`` of ``counter`` for this person's segment."""
        self.model.tally[counter][self.cell] += amount

    def draw(self, stream: Stream, week: int | None = None) -> float:
        """Uniform luck of this person in this week (or in ``week``)."""
        return uniform(self.key, salt(stream, self.model.week if week is None else week))

    @property
    def episode(self) -> int:
        """Key of the luck of the last registration and of what follows on it: by the point it ends at."""
        return mix(part_key(self.key, int(self.exit_point * PLACES)))

    def fate(self, stream: Stream) -> float:
        """Uniform luck of this registration, whenever it is met."""
        return uniform(self.episode, salt(stream, 0))

    # -- who the person is

    def furnish(self) -> None:
        """Digital skill (logistic of group mean + spread x normal), access at home and kind of area, by luck."""
        tables, values = self.model.tables, self.model.values
        u = min(max(self.draw(Stream.PERSON_SKILL, 0), 1e-12), 1 - 1e-12)
        logit = tables.skill_mean[self.band, self.education] + values["people.skill_spread"] * float(ndtri(u))
        self.skill_at_work = single(1.0 / (1.0 + math.exp(-logit)))
        self.skill_class = bisect_right(
            [values["people.basic_skill"], values["people.advanced_skill"]], self.skill_at_work
        )
        self.offline = self.draw(Stream.PERSON_ACCESS, 0) < tables.offline[self.education]
        where = self.draw(Stream.PERSON_AREA, 0)
        self.area = sum(where >= tables.areas[self.region, k] for k in range(2))

    def segment_cell(self) -> int:
        """Cell of sex x age x education x digital skill (in work) x area."""
        age = bisect_right(AGE_STARTS, self.model.tables.band_age[self.band])
        cell = 0
        for level, size in zip((self.sex, age, self.education, self.skill_class, self.area), SHAPE, strict=True):
            cell = cell * size + level
        return cell

    # -- falling asleep and waking

    def clock(self) -> float:
        """What the person's clock shows: in work the hazard of their group so far, elsewhere weeks."""
        if self.status == WORK:
            return self.model.hazard_so_far[self.region, self.band, self.occupation]
        return self.model.weeks_so_far

    def _time_away(self, clock: int) -> float:
        return exponential(self.episode, salt(Stream.TIME_AWAY, clock))

    def start_work(self) -> None:
        """Asleep in work until the group's hazard reaches the next of the person's points there."""
        self.status = WORK
        factor = float(self.model.steady.education_factor[self.education])
        _, bands, occupations = self.model.clocks.shape
        job = (self.region * bands + self.band) * occupations + self.occupation
        self.threshold = single(next_point(self.key, salt(Stream.JOB_POINT, job), self.clock(), 1.0 / factor))

    def stay_away(self, mean: str = "inactivity.mean_weeks") -> None:
        """Out of the labour force for an exponential time, of the ``mean`` that is declared so."""
        self.status = AWAY
        time = self._time_away(self.model.clocks.inactive) * self.model.values[mean]
        self.threshold = single(self.clock() + time)

    def enter_measure(self) -> None:
        """In a measure: a shortest time, then exponential."""
        self.status = MEASURE
        shortest = self.model.values["measures.min_weeks"]
        rest = max(self.model.values["measures.mean_weeks"] - shortest, 0.0)
        self.threshold = single(self.clock() + shortest + self._time_away(self.model.clocks.measures) * rest)

    # -- onto the register and off it

    def register(self, spell: int = 0) -> None:
        """Come on the register, ``spell`` weeks into the spell (0: a new registration)."""
        values, tables = self.model.values, self.model.tables
        self.status, self.threshold = REGISTERED, math.inf
        self.cell = self.segment_cell()
        self.slow = self.draw(Stream.PERSON_TYPE, 0) < tables.slow_share[self.band]
        self.spell = spell
        gap = self.model.week - self.left_week
        if spell > 0:
            self.bridged = 0
        elif self.was == TO_MEASURE:
            self.bridged = min(self.out_weeks + gap, 60_000)
        else:
            self.bridged = self.out_weeks if gap <= BRIDGED_WEEKS else 0
        kind = "slow" if self.slow else "fast"
        pace = float(tables.pace[self.band])
        self.work_hazard = single(values[f"labour.work_hazard_{kind}"] * pace)
        self.leaving_hazard = single(values[f"labour.leaving_hazard_{kind}"] * pace)
        intake = float(tables.intake[self.band])
        self.measure_hazard = single(intake * (values["measures.slow_factor"] if self.slow else 1.0))
        usual = self.work_hazard + self.leaving_hazard + self.measure_hazard
        start = max(self.model.week * usual, self.exit_point)
        point = next_point(self.key, salt(Stream.EXIT_POINT, 0), start, 1.0)
        self.hazard_left, self.exit_point = single(point - start), single(point + PAST)
        self.search, self.effort, self.helped = 0.0, 1.0, 1.0
        self.skill = single(self.skill_at_work * (1.0 - values["people.skill_gap_unemployed"]))
        if self.spells == 0:
            self.trust = single(values["people.initial_trust"])
            self.satisfaction = single(values["people.initial_satisfaction"])
            self.habit = self.first_habit()
        self.contact, self.boost, self.worth = self.boost / 16.0, 0, 1.0
        self.since_meeting, self.met, self.booked = min(spell, 255), 0, 0
        posts = self.model.open_posts(self.region)
        place = place_among(self.episode, salt(Stream.CASEWORKER_ASSIGNMENT, 0), len(posts))
        self.caseworker = posts[place] if posts else 0
        self.needs = [Need(task) for task in range(len(TASKS))]
        self.registered_ok = self.claim_ok = spell > 0
        self.profile = self.risk_rank = self.regime = 0
        self.promised = self.taken_back = False
        invited = values["people.account_invited"] * values["channels.portal.open"]
        self.account |= not self.offline and self.fate(Stream.PERSON_ACCOUNT) < invited
        self.unmet_needs, self.client_minutes = 0, 0.0
        self.spells = min(self.spells + 1, 255)
        self.model.register[self.slot] = self

    def first_habit(self) -> list[float]:
        """Habit people bring along: what they would choose for a simple task, a logit over the channels there are."""
        values = self.model.values
        weights = [
            channel.known
            * math.exp(
                values[f"channels.{c}.constant"]
                + values["choice.skill"] * values[f"channels.{c}.skill_demand"] * (self.skill - 0.5)
            )
            if values[f"channels.{c}.open"] > 0
            else 0.0
            for c, channel in zip(CHANNELS, self.model.channels, strict=True)
        ]
        return [single(weight / sum(weights)) for weight in weights]

    def leave(self, destination: int) -> None:
        """Go off the register; what is kept until the next spell is kept coarsely."""
        self.skill_at_work = single(min(1.0, self.skill / (1.0 - self.model.values["people.skill_gap_unemployed"])))
        self.habit = [as_remembered(pull) for pull in self.habit]
        self.trust, self.satisfaction = as_remembered(self.trust), as_remembered(self.satisfaction)
        self.left_week = self.model.week
        self.out_weeks = min(self.bridged + self.spell + 1, 60_000)
        self.was = destination
        self.unmet_before = min(self.unmet_before + self.unmet_needs, 255)
        self.minutes_before = single(self.minutes_before + self.client_minutes)
        self.unmet_needs, self.client_minutes, self.needs = 0, 0.0, []
        del self.model.register[self.slot]

    def leave_measure(self, destination: int) -> None:
        """The measure ends elsewhere than on the register: its weeks count as out of work, the rest is interruption."""
        known = self.was == TO_MEASURE  # who was in one on the first day was never seen to leave the register
        self.out_weeks = min(self.out_weeks + self.model.week - self.left_week, 60_000) if known else 0
        self.left_week, self.was = self.model.week, destination

    # -- needs and contacts

    def nature(self, need: Need) -> int:
        """The word of luck of a need: the same as long as it lasts."""
        return bits((self.key + need.task * TASK_STEP) & WORD, salt(Stream.NEED_NATURE, self.model.week - need.age))

    def difficulty(self, need: Need) -> float:
        """How hard the case is beneath its task, -1 to 1."""
        return lane(self.nature(need), 0) / 32768.0 - 1.0

    def meant_by_the_mandate(self) -> bool:
        """Whether the mandate is for this person: a share of people."""
        word = bits(self.key, salt(Stream.PERSON_EXEMPT, 0))
        return lane(word, 0) < self.model.values["channels.portal.mandate"] * FULL

    def exempt(self) -> bool:
        """Who has no internet at home or little skill may ask, some ask, and of these some are let go."""
        v, word = self.model.values, bits(self.key, salt(Stream.PERSON_EXEMPT, 0))
        may_ask = self.offline or self.skill < v["channels.exemption_skill"]
        return may_ask and lane(word, 1) < v["channels.exemption_asked"] * v["channels.exemption_granted"] * FULL

    def must_go_digital(self, need: Need) -> bool:
        """Whether a mandate binds: not who is exempt, nor who failed often enough and asks for another way."""
        if need.task not in (REGISTRATION, CLAIM, REPORT) or not self.meant_by_the_mandate():
            return False
        v, word = self.model.values, bits(self.key, salt(Stream.PERSON_EXEMPT, 0))
        if need.tries >= v["giveup.let_off_tries"] and lane(word, 2) < v["giveup.let_off_asked"] * FULL:
            return False
        return not self.exempt()

    def open_need(self, task: int) -> None:
        """Begin to need ``task``, unless it is under way."""
        if self.needs[task].stage == NONE:
            self.needs[task].arise()
            self.note(Count.needs_opened)

    def complete(self, need: Need, since_handed_in: int) -> None:
        """The need is met, so many weeks after it was handed in complete."""
        need.stage = NONE
        self.note(Count.needs_completed)
        self.note(Count.need_weeks, need.age)
        if need.task in (REGISTRATION, CLAIM, REPORT):
            self.note(Count.transactions)
            if DIGITAL[need.channel]:
                self.note(Count.transactions_digital)
        if need.task == REGISTRATION:
            self.registered_ok = True
        elif need.task == CLAIM:
            self.claim_ok = True
            self.note(Count.claims_settled)
            # paid back to the day of the claim; the present week is counted with everybody's
            self.note(Count.benefit_days, 7 * (need.age - 1))
            if since_handed_in + 1 <= self.model.values["needs.claim_norm_weeks"]:
                self.note(Count.claims_in_time)

    def fail(self, need: Need, channel: int | None, word: int) -> None:
        """An attempt on ``channel`` (None: none open) failed: try again next week, or give up past the tolerance."""
        values = self.model.values
        self.note(Count.contacts_failed)
        need.tries += 1
        need.failed = 0 if channel is None else channel + 1
        need.wait = 0
        if need.tries >= values["giveup.tries"] and lane(word, 3) < values["giveup.share"] * FULL:
            need.stage = NONE
            self.note(Count.needs_unmet)
            self.note(Count.claims_unmet, int(need.task == CLAIM))
            self.unmet_needs = min(self.unmet_needs + 1, 255)
            self.effort = single(self.effort * (1.0 - values["people.effort_loss"]))
        else:
            need.stage = OPEN

    def learn(self, channel: int, success: bool, waited: float, digital: bool, minutes: float) -> None:
        """A contact leaves its mark: x <- x + rate x (experience - x) on habit, trust, skill and satisfaction."""
        values = self.model.values
        rate = values["people.habit_rate"]
        self.habit = [single(pull * (1.0 - rate)) for pull in self.habit]
        self.habit[channel] = single(self.habit[channel] + rate)
        if digital and success:
            self.trust = single(self.trust + values["people.trust_gain"] * (1.0 - self.trust))
            self.skill = single(self.skill + values["people.skill_learning"] * (1.0 - self.skill))
        elif digital:
            self.trust = single(self.trust - values["people.trust_loss"] * self.trust)
        rising = self.model.shortfall[channel]
        score = max(0.0, 1.0 - values["satisfaction.wait"] * waited - rising) if success else 0.0
        self.satisfaction = single(self.satisfaction + values["satisfaction.weight"] * (score - self.satisfaction))
        self.client_minutes = single(self.client_minutes + minutes)
        self.note(Count.contact_satisfaction, int(score * ONE + 0.5))
        self.note(Count.contacts_rated)
        self.note(Count.client_minutes, int(minutes * ONE + 0.5))
