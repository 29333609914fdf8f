"""What notices about sessions say."""

from django.utils.translation import gettext_lazy as _

from notices.texts import Text

TEXTS = {
    "visits.session_asks": Text(
        _("Questions of a session for your unit: %(label)s"),
        _("Enter the preliminary answers in time; they go into the meeting."),
    ),
}
