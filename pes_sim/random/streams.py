"""Every place that draws has its own stream here, so that no two purposes share luck.

A shared stream biases results silently; ``enum.unique`` and a test over all pairs guard against it.
Numbers are part of the contract: changing one changes every result (say so in the CHANGELOG).
"""

from __future__ import annotations

from enum import IntEnum, unique


@unique
class Stream(IntEnum):
    """Purpose of a draw."""

    # who people are
    PERSON_SKILL = 102
    PERSON_ACCESS = 103
    PERSON_TYPE = 104
    PERSON_AREA = 106
    PERSON_HELPER = 107
    PERSON_AGE = 108
    PERSON_START = 109
    PERSON_START_SPELL = 110
    PERSON_EXEMPT = 111
    PERSON_CHANNEL = 113
    PERSON_REPLACED = 114
    PERSON_ACCOUNT = 121
    PERSON_TRAINED = 122
    PERSON_ENTRANT = 112
    PERSON_ORIGIN = 115
    # sleeping and waking
    JOB_POINT = 204
    TIME_AWAY = 205
    AFTER_MEASURE = 206
    AFTER_INACTIVITY = 207
    RETRAINING = 211
    RETRAINED_FOR = 212
    # needs, channels, service
    NEEDS = 301
    CHANNEL_CHOICE = 311
    SERVICE_COMPLETION = 321
    LINE_TIE = 322
    FRONT_LUCK = 323
    LINE_LUCK = 324
    BACK_TIE = 325
    BACK_LUCK = 326
    FRONT_TIE = 331
    FAULT_HITS = 341
    NEED_NATURE = 343
    WRONG_NOTICED = 342
    # counselling
    CASEWORKER_ASSIGNMENT = 401
    MEETING_OFFERED = 404
    MEETING_LUCK = 405
    MEETING_TURN = 406
    PROFILING = 411
    # trials
    TRIAL_LOT = 421
    TRIAL_SAMPLE = 422
    TRIAL_SCORE = 423
    # leaving the register
    RECALL_PROMISE = 504
    RECALL = 505
    EXIT_POINT = 507
    EXIT_TO = 508
    HIRE_FOR = 509
    # staff
    STAFF_QUALITY = 601
    STAFF_EXPERIENCE = 602
    STAFF_ABSENCE = 603
    STAFF_QUIT = 604
    STAFF_HIRE = 605
    STAFF_COVER = 606
    # organisation
    SYSTEM_INCIDENT = 701
    SYSTEM_SEVERITY = 702
    SYSTEM_SPREAD = 703
    SYSTEM_RELEASE = 704
    PROJECT_COST = 712
    PROJECT_SCHEDULE = 713
    MEASUREMENT_NOISE = 721
    PARKING = 722
    FAULT_ARISES = 751
    FAULT_SIZE = 752
    FAULT_FOUND = 753
