"""What notices about letters say."""

from django.utils.translation import gettext_lazy as _

from notices.texts import Text

TEXTS = {
    "letters.reminder": Text(
        _("Receipts missing: %(label)s"),
        _("%(count)s of your enterprises have not confirmed it; receipts are wanted by %(day)s."),
    ),
    "letters.sent": Text(
        _("Letter sent: %(label)s"), _("It went to %(count)s enterprises. See who confirms it.")
    ),
    "letters.not_sent": Text(_("Letter not sent: %(label)s"), "%(reason)s"),
}
