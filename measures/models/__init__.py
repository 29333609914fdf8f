from measures.models.measure import Measure, MeasureNote, MeasureTelling
from measures.models.problem import CommonProblem, Grouping, ProblemCase

__all__ = [
    "CommonProblem",
    "Grouping",
    "Measure",
    "MeasureNote",
    "MeasureTelling",
    "ProblemCase",
]
