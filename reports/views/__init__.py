from reports.views.figures import figure_cases, figures
from reports.views.home import home

__all__ = ["figure_cases", "figures", "home"]
