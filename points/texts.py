"""What notices about points say, and what the trail calls what was done."""

from django.utils.translation import gettext_lazy as _

from notices.texts import Text

TEXTS = {
    "points.entered": Text(
        _("Points were entered for your unit: %(label)s"), _("%(who)s entered them: %(words)s")
    ),
    "points.appeal_made": Text(
        _("An appeal waits for a decision: %(label)s"), _("%(who)s appeals: %(words)s")
    ),
    "points.appeal_upheld": Text(
        _("Your appeal was upheld: %(label)s"),
        _("A counter entry puts it right. %(who)s: %(words)s"),
    ),
    "points.appeal_dismissed": Text(
        _("Your appeal was dismissed: %(label)s"), _("The entry stays. %(who)s: %(words)s")
    ),
    "points.to_score": Text(
        _("You are a judge: %(label)s"), _("Score each project on the spot, on your phone.")
    ),
}
ACTIONS = {
    "points_month_close": _("closed a month of points"),
    "points_rule_replace": _("changed a rule of points"),
    "points_enter": _("entered points by hand"),
    "points_correct": _("corrected an entry of points"),
    "points_appeal": _("appealed against an entry of points"),
    "viewing_save": _("prepared a viewing of projects"),
    "viewing_project": _("added a project to a viewing"),
    "viewing_project_remove": _("took a project out of a viewing"),
    "viewing_open": _("opened a viewing for its judges"),
    "viewing_score": _("scored a project"),
    "viewing_close": _("closed a viewing of projects"),
    "points_decide": _("decided an appeal about points"),
}
