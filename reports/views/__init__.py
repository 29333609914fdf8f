from reports.views.dashboard import dashboard, dashboard_export_view, figure_enterprises
from reports.views.exports import lists_export_view
from reports.views.figures import figure_cases, figure_drawn, figures, figures_export_view
from reports.views.home import home
from reports.views.people import leader_board, team_board, team_boards
from reports.views.screen import screen, screen_panels
from reports.views.search import search
from reports.views.trail import (
    trail_check,
    trail_check_progress,
    trail_check_start_view,
    trail_list,
)

__all__ = [
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
