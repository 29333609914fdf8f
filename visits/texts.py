"""What notices about sessions and plans say."""

from django.utils.translation import gettext_lazy as _

from notices.texts import Text

TEXTS = {
    "visits.session_asks": Text(
        _("Questions of a session for your unit: %(label)s"),
        _("Enter the preliminary answers in time; they go into the meeting."),
    ),
    "visits.plan_in_force": Text(
        _("New assignment of “%(label)s”"),
        _(
            "From %(day)s your team serves %(count)s enterprises: %(new)s new, %(gone)s handed over."
        ),
    ),
}
