"""What notices about cases say."""

from django.utils.translation import gettext_lazy as _

from notices.texts import Text

TEXTS = {
    "issues.calendar_shift": Text(
        _("Dates moved by the calendar: %(count)s (%(label)s)"),
        _("Open deadlines of your unit have another date now; each case says which and why."),
    ),
    "issues.to_accept": Text(
        _("To accept: %(label)s"), _("Accept it, or say whose it is, in time.")
    ),
    "issues.to_handle": Text(_("To handle: %(label)s"), _("It was put into your hands.")),
    "issues.to_approve": Text(_("Reply to approve: %(label)s"), _("A reply waits for your word.")),
    "issues.meeting": Text(
        _("Coordination meeting: %(label)s"), _("Your unit is asked to take part.")
    ),
    "issues.task": Text(
        _("Task from a coordination meeting: %(label)s"), _("Reply for your unit in time.")
    ),
    "issues.sent_back": Text(_("Reply sent back: %(label)s"), _("See what is missing.")),
    "issues.to_decide": Text(
        _("To decide: %(label)s"), _("Something was asked for and waits for your decision.")
    ),
    "issues.approved": Text(
        _("Approved: %(label)s"), _("What you asked for was approved; see the new date.")
    ),
    "issues.refused": Text(_("Refused: %(label)s"), _("All stays as it was; see the reason.")),
    "issues.wrongly_dispatched": Text(
        _("Returned, and rightly so: %(label)s"),
        _("It counts as a wrong dispatch of yours; see whose it is."),
    ),
    "issues.reopened": Text(_("Not solved, opened again: %(label)s"), _("A new round has begun.")),
    "issues.word_given": Text(
        _("The enterprise has answered: %(label)s"), _("Read what it says of the reply.")
    ),
    "issues.reminder": Text(
        _("Late for %(days)s working days: %(label)s"),
        _("Handle it, or ask for what you need to do so."),
    ),
    "issues.demand_raised": Text(
        _("Raised by an enterprise: %(label)s"), _("Look whether it becomes a case.")
    ),
    "issues.slip_blue": Text(_("Soon due: %(label)s"), _("Act now, and it stays in time.")),
    "issues.slip_orange": Text(_("Overdue: %(label)s"), _("It is late and has come to you.")),
    "issues.slip_red": Text(
        _("On the supervision list: %(label)s"), _("It has been late for a working week.")
    ),
    "issues.slip_replied": Text(
        _("Supervision slip answered: %(label)s"), _("The unit has said how it stands.")
    ),
}
