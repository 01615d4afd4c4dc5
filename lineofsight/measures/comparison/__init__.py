"""Teams and districts compared fairly: by the children they had, with what their numbers could show."""

from lineofsight.measures.comparison.questions import BY, FACTS, Question, question_of, questions
from lineofsight.measures.comparison.rows import CASES, compared_cases
from lineofsight.measures.comparison.tables import COMPARISONS, MODELS, ComparisonRow, ModelRow, put_comparisons

__all__ = [
    "BY",
    "CASES",
    "COMPARISONS",
    "FACTS",
    "MODELS",
    "ComparisonRow",
    "ModelRow",
    "Question",
    "compared_cases",
    "put_comparisons",
    "question_of",
    "questions",
]
