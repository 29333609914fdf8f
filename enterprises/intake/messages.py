"""The sentences about a row of a register."""

from django.utils.translation import gettext_lazy as _

from enterprises.uscc import FAULTS

SENTENCES = {
    "name_missing": _("The name is missing. Please fill it in."),
    "address_missing": _("The address is missing. A household is kept by it; please fill it in."),
    "household_by_address_only": _(
        "A household is kept by its address only: without a credit code, without people. Please"
        " take the other particulars out of the row, or off the register’s entry."
    ),
    "not_of_kind": _("A target of this kind does not have it; left out."),
    "merged_away": _("Was merged into “%(value)s”: use that one’s name or code; this row is left."),
    "uscc_length": FAULTS["length"],
    "uscc_characters": FAULTS["characters"],
    "uscc_check": FAULTS["check"],
    "uscc_number": _(
        "Excel kept the credit code as a number and lost its last digits. Please format the column"
        " as text and enter the code again."
    ),
    "uscc_missing": _("No credit code: compared with the register by the exact name."),
    "not_a_number": _("“%(value)s” is not a number. Please enter only figures."),
    "not_whole": _("“%(value)s” is not a whole number."),
    "negative": _("“%(value)s” is below zero."),
    "too_large": _("“%(value)s” is too large. Please check the unit."),
    "town_unknown": _("“%(value)s” is not a town of this district; the town stays open."),
    "industry_unknown": _("“%(value)s” is not an industry of GB/T 4754-2017; kept as text."),
    "kind_unknown": _("“%(value)s” is not a kind of visit target; left as it is."),
    "tier_unknown": _("“%(value)s” is not one of A, B, C, D; left as it is."),
    "risk_unknown": _("“%(value)s” is not one of red, orange, yellow, blue; left as it is."),
    "not_yes_or_no": _("“%(value)s” is neither yes nor no; left as it is."),
    "repeats_code": _("The same credit code stands in row %(row)s already. Please keep one row."),
    "repeats_name": _("The same name stands in row %(row)s already. Please keep one row."),
    "repeats_target": _(
        "Row %(row)s already means the same enterprise of the register. Please keep one row."
    ),
    "name_ambiguous": _(
        "The register has several enterprises of this name. Please add the credit code."
    ),
    "name_elsewhere": _("The register has this name with another credit code; added beside it."),
}
