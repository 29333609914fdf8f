"""What a case is and how it can stand, what can be asked for, and what its deadlines are for."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    ISSUE = "issue", _("issue")
    DEMAND = "demand", _("demand")
    HAZARD = "hazard", _("hazard")


class Tier(models.TextChoices):
    ON_THE_SPOT = "on_the_spot", _("solved on the spot")
    TIME_LIMITED = "time_limited", _("solved by a date")
    LEADER_LED = "leader_led", _("led by a leader")


class Outcome(models.TextChoices):
    SOLVED = "solved", _("solved")
    EXPLAINED = "explained", _("explained and accepted")
    LONG_TERM = "long_term", _("long-term plan agreed")
    CANNOT = "cannot", _("cannot be solved")


SOLVING_OUTCOMES = (Outcome.SOLVED, Outcome.EXPLAINED)
"""Only these count as solved (domain, section 4)."""


class State(models.TextChoices):
    REGISTERED = "registered", _("registered")
    TRIAGED = "triaged", _("triaged")
    DISPATCHED = "dispatched", _("dispatched")
    RETURNED = "returned", _("return to be decided")
    ACCEPTED = "accepted", _("accepted")
    HANDLING = "handling", _("handling")
    SUBMITTED = "submitted", _("reply to be approved")
    REPLIED = "replied", _("replied")
    VERIFIED = "verified", _("verified")
    CLOSED = "closed", _("closed")
    SUSPENDED = "suspended", _("suspended")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged into another")


class Asked(models.TextChoices):
    """What may be asked for in a case, to be decided by somebody else."""

    EXTENSION = "extension", _("extension")
    SECOND_EXTENSION = "second_extension", _("second extension")
    SUSPENSION = "suspension", _("suspension")
    WITHDRAWAL = "withdrawal", _("withdrawal")
    REGRADE = "regrade", _("change of level")


class Stage(models.TextChoices):
    """What a deadline is for."""

    DISPATCH = "dispatch", _("dispatch")
    RETURN_DECISION = "return_decision", _("decide the return")
    ACCEPT = "accept", _("accept")
    FIRST_CONTACT = "first_contact", _("first contact")
    SUPPORT_REPLY = "support_reply", _("support reply")
    RESOLVE = "resolve", _("resolve")
    VERIFY = "verify", _("verify")
    RETURN_VISIT = "return_visit", _("return visit")
    REVIEW = "review", _("review of the suspension")
    TASK = "task", _("task")
    MILESTONE = "milestone", _("milestone")
    FILE = "file", _("file the hazard")
    ASSESS = "assess", _("assess the hazard")
    ORDER = "order", _("order the rectification")
    RECTIFY = "rectify", _("rectify")
    ACCEPTANCE = "acceptance", _("acceptance")
    PROGRESS = "progress", _("progress report")
    DECISION = "decision", _("decide the request")
    UNLIST = "unlist", _("take it off the list")
    MEASURE = "measure", _("measure")


class Owner(models.TextChoices):
    """Who answers for a stage."""

    OVERSIGHT = "oversight", _("the unit that oversees")
    LEAD = "lead", _("the lead unit")
    SUPPORT = "support", _("each supporting unit")
    NAMED = "named", _("the unit named, by a date of its own")


STAGE_OWNER: dict[str, Owner] = {
    Stage.DISPATCH: Owner.OVERSIGHT,
    Stage.RETURN_DECISION: Owner.OVERSIGHT,
    Stage.ACCEPT: Owner.LEAD,
    Stage.FIRST_CONTACT: Owner.LEAD,
    Stage.SUPPORT_REPLY: Owner.SUPPORT,
    Stage.RESOLVE: Owner.LEAD,
    Stage.VERIFY: Owner.OVERSIGHT,
    Stage.RETURN_VISIT: Owner.OVERSIGHT,
    Stage.REVIEW: Owner.LEAD,
    Stage.TASK: Owner.NAMED,
    Stage.MILESTONE: Owner.NAMED,
    Stage.FILE: Owner.OVERSIGHT,
    Stage.ASSESS: Owner.OVERSIGHT,
    Stage.ORDER: Owner.OVERSIGHT,
    Stage.RECTIFY: Owner.LEAD,
    Stage.ACCEPTANCE: Owner.OVERSIGHT,
    Stage.PROGRESS: Owner.LEAD,
    Stage.DECISION: Owner.OVERSIGHT,
    Stage.UNLIST: Owner.OVERSIGHT,
    Stage.MEASURE: Owner.NAMED,
}

MANY_AT_ONCE = (Stage.TASK, Stage.MILESTONE, Stage.MEASURE)
"""A unit may have several of these open at once, each with a date of its own."""

PARTS_OF_THE_WHOLE = (Stage.SUPPORT_REPLY, Stage.TASK, Stage.MILESTONE)
"""What asks nothing of anybody once the whole is answered."""

RESOLVING_STAGES = (Stage.RESOLVE, Stage.RECTIFY)
"""The stages whose deadline is "the deadline" of a case in lists and rates."""

EXTENSIONS = (Asked.EXTENSION, Asked.SECOND_EXTENSION)
"""A deadline is extended twice at most, each time by somebody higher (domain, section 4)."""
