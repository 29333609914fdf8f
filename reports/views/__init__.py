from reports.views.dashboard import dashboard, dashboard_export_view, figure_enterprises
from reports.views.exports import campaign_export_view, lists_export_view
from reports.views.figures import figure_cases, figure_drawn, figures, figures_export_view
from reports.views.home import home
from reports.views.offices import (
    brief_schedules,
    brief_template_drop_view,
    brief_template_file,
    brief_templates,
    columns,
    columns_reset_view,
)
from reports.views.people import leader_board, team_board, team_boards
from reports.views.reports import (
    report_again_view,
    report_detail,
    report_file,
    report_list,
    report_make,
    report_print,
    report_progress,
)
from reports.views.screen import screen, screen_panels
from reports.views.search import search
from reports.views.trail import (
    trail_check,
    trail_check_progress,
    trail_check_start_view,
    trail_list,
)

__all__ = [
    "brief_schedules",
    "brief_template_drop_view",
    "brief_template_file",
    "brief_templates",
    "campaign_export_view",
    "columns",
    "columns_reset_view",
    "dashboard",
    "dashboard_export_view",
    "figure_cases",
    "figure_drawn",
    "figure_enterprises",
    "figures",
    "figures_export_view",
    "home",
    "leader_board",
    "lists_export_view",
    "report_again_view",
    "report_detail",
    "report_file",
    "report_list",
    "report_make",
    "report_print",
    "report_progress",
    "screen",
    "screen_panels",
    "search",
    "team_board",
    "team_boards",
    "trail_check",
    "trail_check_progress",
    "trail_check_start_view",
    "trail_list",
]
