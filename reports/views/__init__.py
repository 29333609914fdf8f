from reports.views.dashboard import dashboard
from reports.views.exports import lists_export_view
from reports.views.figures import figure_cases, figure_drawn, figures, figures_export_view
from reports.views.home import home
from reports.views.search import search
from reports.views.trail import (
    trail_check,
    trail_check_progress,
    trail_check_start_view,
    trail_list,
)

__all__ = [
    "dashboard",
    "figure_cases",
    "figure_drawn",
    "figures",
    "figures_export_view",
    "home",
    "lists_export_view",
    "search",
    "trail_check",
    "trail_check_progress",
    "trail_check_start_view",
    "trail_list",
]
