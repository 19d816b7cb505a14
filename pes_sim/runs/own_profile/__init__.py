"""A profile of one's own: a short questionnaire, a fit of the flows, a commented file."""

from pes_sim.runs.own_profile.draft import Draft, drafted, fitted
from pes_sim.runs.own_profile.questions import QUESTIONS, Answers, Question, answers_from
from pes_sim.runs.own_profile.writing import written

__all__ = ["QUESTIONS", "Answers", "Draft", "Question", "answers_from", "drafted", "fitted", "written"]
