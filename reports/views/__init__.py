from reports.views.exports import lists_export_view
from reports.views.figures import figure_cases, figures
from reports.views.home import home

__all__ = ["figure_cases", "figures", "home", "lists_export_view"]
