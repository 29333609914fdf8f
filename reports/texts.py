"""What notices about reports say."""

from django.utils.translation import gettext_lazy as _

from notices.texts import Text

TEXTS = {
    "reports.report_ready": Text(
        _("The report is ready: %(label)s"), _("It can be downloaded from its page.")
    ),
}
