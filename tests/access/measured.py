"""A common problem and its measures in the small district."""

from functools import cached_property

from tests.factories import CaseFactory
from tests.measures.factories import MeasureFactory, ProblemCaseFactory


class WorldOfMeasures:
    @cached_property
    def _problems(self):
        return {}

    def problem(self, state):
        """Of the case, if it is confirmed; else of a case of its own that the bureau leads too."""
        if state not in self._problems:
            case = self.case if state == "confirmed" else CaseFactory(lead_unit=self.bureau)
            row = ProblemCaseFactory(problem__state=state, case=case)
            self._problems[state] = row.problem
        return self._problems[state]

    @cached_property
    def _measures(self):
        return {}

    def measure(self, state):
        """The bureau's."""
        if state not in self._measures:
            facts = {"owner": self.bureau, "is_in_force": state == "in_force"}
            self._measures[state] = MeasureFactory(problem=self.problem("confirmed"), **facts)
        return self._measures[state]
