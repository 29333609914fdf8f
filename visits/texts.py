"""What notices about sessions, plans of teams and planned visits say."""

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
    "visits.invitation_answered": Text(
        _("Filled in for the online visit: %(label)s"),
        _("You speak to each other on %(day)s. Questions of the enterprise: %(number)s."),
    ),
    "visits.planned_joined": Text(
        _("%(who)s joins your visit: %(label)s"),
        _("%(day)s. You go together; the enterprise is visited once."),
    ),
    "visits.planned_moved": Text(
        _("Planned visit moved: %(label)s"), _("Now on %(day)s, says %(who)s.")
    ),
    "visits.planned_withdrawn": Text(
        _("Planned visit withdrawn: %(label)s"), _("%(who)s withdrew the visit of %(day)s.")
    ),
    "visits.planned_reminder": Text(
        _("Visit on %(day)s: %(label)s"),
        _("Look once more at what is open there before you go."),
    ),
    "visits.over_cap_asked": Text(
        _("Over the cap, to decide: %(label)s"),
        _(
            "%(who)s asks for number %(number)s of the year, where %(most)s are the most: %(reason)s"
        ),
    ),
    "visits.over_cap_approved": Text(
        _("Approved over the cap: %(label)s"), _("The visit stands. %(words)s")
    ),
    "visits.over_cap_refused": Text(_("Refused over the cap: %(label)s"), "%(words)s"),
}
