"""The sentences about a row of a ledger."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "description_missing": _("It does not say what is dangerous. Please fill it in."),
    "found_on_missing": _("The day on which it was found is missing. Please fill it in."),
    "year_missing": _("“%(value)s” does not say the year. Please write it as 2024-05-01."),
    "before_found": _("%(value)s lies before the day on which it was found. Please check both."),
    "level_unknown": _("“%(value)s” is not known as a level. Say above what it means."),
    "state_unknown": _("“%(value)s” is not known as a state. Say above what it means."),
    "field_unknown": _("“%(value)s” is no field of this system; kept in the row as it stood."),
    "enterprise_missing": _("No enterprise. Please fill it in, or say one for all rows."),
    "enterprise_unknown": _(
        "The register has no “%(value)s”. Choose above which one it is, or add it to the register."
    ),
    "enterprise_ambiguous": _(
        "The register has several of this name. Please add the credit code, or choose one above."
    ),
    "code_unknown": _("The register has no enterprise with the code %(value)s."),
    "not_yours": _("“%(value)s” is outside what you may take over. Ask its authority to do it."),
    "taken_from_above": _("Taken from row %(row)s above, as joined cells have it."),
    "due_missing": _("No date: the time limit of an ordinary hazard begins when it is taken over."),
    "due_in_words": _("“%(value)s” is no day; the time limit begins when it is taken over."),
    "day_in_words": _("“%(value)s” is no day; kept in the row as it stood."),
    "overdue": _("%(value)s has passed: it is overdue at once and climbs the ladder."),
    "out_of_reach": _("The calendar of working days does not reach %(value)s. Please check it."),
    "major_to_file": _(
        "Major and open: it comes in as found, to be filed, assessed and ordered with its plan."
    ),
    "level_to_file": _("Open without a level: it comes in as found, to be filed and assessed."),
    "unit_to_file": _(
        "Neither a unit of this district nor a town is named: it comes in as found, to be filed."
    ),
    "stands_as": _("Stands as %(number)s already; what happens to it is recorded there."),
    "repeats_row": _("Says the same as row %(row)s."),
}
