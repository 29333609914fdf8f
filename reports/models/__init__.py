from reports.models.columns import ColumnSet as ColumnSet
from reports.models.report import BRIEFS as BRIEFS
from reports.models.report import BriefTemplate as BriefTemplate
from reports.models.report import Report as Report
from reports.models.schedule import DAYS_MOST as DAYS_MOST
from reports.models.schedule import BriefSchedule as BriefSchedule
from reports.models.tally import Tally as Tally
