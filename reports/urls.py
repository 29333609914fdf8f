from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.figures, name="figures"),
    path("figures/dashboard/", views.dashboard, name="dashboard"),
    path("figures/cases/", views.figure_cases, name="figure_cases"),
    path("figures/enterprises/", views.figure_enterprises, name="figure_enterprises"),
    path("figures/dashboard/workbook/", views.dashboard_export_view, name="dashboard_export"),
    path("figures/mine/", views.leader_board, name="leader_board"),
    path("figures/teams/", views.team_boards, name="team_boards"),
    path("figures/teams/<int:pk>/", views.team_board, name="team_board"),
    path("screen/", views.screen, name="screen"),
    path("screen/panels/", views.screen_panels, name="screen_panels"),
    path("figures/drawn/", views.figure_drawn, name="figure_drawn"),
    path("figures/workbook/", views.figures_export_view, name="figures_export"),
    path("trail/", views.trail_list, name="trail_list"),
    path("trail/checks/", views.trail_check_start_view, name="trail_check_start"),
    path("trail/checks/<int:pk>/", views.trail_check, name="trail_check"),
    path(
        "trail/checks/<int:pk>/progress/", views.trail_check_progress, name="trail_check_progress"
    ),
    path("search/", views.search, name="search"),
    path("lists/export/", views.lists_export_view, name="lists_export"),
]
