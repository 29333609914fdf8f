"""What notices about measures say, and what the trail calls what was done."""

from django.utils.translation import gettext_lazy as _

from notices.texts import Text

TEXTS = {
    "measures.taken_up": Text(
        _("Your unit prepares a measure: %(label)s"),
        _("%(unit)s, to be in force by %(day)s. Write down how it stands."),
    ),
    "measures.due": Text(
        _("A measure is to be in force within a week: %(label)s"),
        _("%(unit)s, by %(day)s. Put it in force, or write down what is in the way."),
    ),
    "measures.late": Text(
        _("A measure is late: %(label)s"),
        _("%(unit)s was to have it in force by %(day)s. Write down what is in the way."),
    ),
}
ACTIONS = {
    "grouping_start": _("had the cases searched for common problems"),
    "problem_confirm": _("confirmed and named a common problem"),
    "problem_dismiss": _("dismissed a proposed common problem"),
    "problem_rename": _("renamed a common problem"),
    "problem_add_case": _("added a case to a common problem"),
    "problem_remove_case": _("took a case out of a common problem"),
    "measure_take_up": _("took a common problem up as a measure"),
    "measure_change": _("changed a policy measure"),
    "measure_report": _("wrote down the progress of a measure"),
    "measure_issue": _("put a policy measure in force"),
    "measure_drop": _("dropped a policy measure"),
    "measure_end": _("ended a policy measure"),
}
