"""The district's first rules of points: cause, points, and how many a month at most."""

from points.workflow import Cause

RULES = (
    (Cause.SLIP_BLUE, "0", None),
    (Cause.SLIP_ORANGE, "-1", "10"),
    (Cause.SLIP_RED, "-3", "15"),
    (Cause.CLOSED_IN_TIME, "1", "20"),
    (Cause.CLOSED_LATE, "-1", "10"),
    (Cause.RETURNED_WRONGLY, "-1", "5"),
    (Cause.REOPENED, "-2", "10"),
    (Cause.RELAPSE, "-2", "10"),
    (Cause.HAZARD_IN_TIME, "1", "10"),
    (Cause.HAZARD_LATE, "-1", "10"),
    (Cause.ACCEPTANCE_FAILED, "-1", "5"),
    (Cause.VERIFIED_SOLVED, "1", "5"),
    (Cause.VERIFIED_NOT_SOLVED, "-3", "15"),
    (Cause.DEED_ACCEPTED, "2", "10"),
    (Cause.VIEWING, "10", None),
    (Cause.SUGGESTION, "2", "6"),
    (Cause.GOOD_PRACTICE, "3", "9"),
    (Cause.COMMENDED, "3", "9"),
    (Cause.CRITICISED, "-3", "9"),
)
