"""What notices about hazards say, and which move sends which."""

from django.utils.translation import gettext_lazy as _

from notices.texts import Text

TEXTS = {
    "safety.named": Text(
        _("Hazard for your unit: %(label)s"), _("The order to rectify follows; make ready.")
    ),
    "safety.to_rectify": Text(
        _("To rectify: %(label)s"), _("Have it rectified in time, and submit photos.")
    ),
    "safety.to_accept": Text(
        _("To check and accept: %(label)s"), _("The rectification was submitted.")
    ),
    "safety.rectify_again": Text(
        _("Not accepted, rectify again: %(label)s"), _("See why; a new round has begun.")
    ),
    "safety.suspended": Text(
        _("Suspension of production ordered: %(label)s"),
        _("See that work has stopped, and that nobody begins again before the check."),
    ),
    "safety.resumed": Text(
        _("Suspension lifted: %(label)s"), _("The check for resumption passed every item.")
    ),
    "safety.taken_over": Text(
        _("Hazards from a ledger: %(count)s (%(label)s)"),
        _("They were open there and are with your unit now, each with the date it had."),
    ),
    "safety.joint_meeting": Text(
        _("Joint meeting on hazards: %(label)s"), _("Your unit takes part.")
    ),
    "safety.inquiry_opened": Text(
        _("Safety-responsibility inspection opened: %(label)s"),
        _("Find the cause, the lesson and who answers for it."),
    ),
    "safety.inquiry_decided": Text(
        _("Outcome of an inspection of your unit: %(label)s"),
        _("Read it, and take the measures by their dates."),
    ),
    "safety.to_file": Text(_("Hazard to file: %(label)s"), _("It lies in your unit's field.")),
}

TEXT_OF_MOVE = {
    "find": "safety.to_file",
    "name_lead": "safety.named",
    "fix_on_the_spot": "safety.to_accept",
    "order": "safety.to_rectify",
    "submit": "safety.to_accept",
    "fail_acceptance": "safety.rectify_again",
    "fail_acceptance_unled": "safety.to_file",
}
