"""What notices about measures say."""

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
