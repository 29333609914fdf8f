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
    path("lists/campaigns/<int:pk>/export/", views.campaign_export_view, name="campaign_export"),
    path("reports/", views.report_list, name="report_list"),
    path("reports/new/", views.report_make, name="report_make"),
    path("reports/templates/", views.brief_templates, name="brief_templates"),
    path(
        "reports/templates/<slug:kind>/file/",
        views.brief_template_file,
        name="brief_template_file",
    ),
    path(
        "reports/templates/<slug:kind>/drop/",
        views.brief_template_drop_view,
        name="brief_template_drop",
    ),
    path("reports/schedules/", views.brief_schedules, name="brief_schedules"),
    path("reports/columns/<slug:kind>/", views.columns, name="columns"),
    path("reports/columns/<slug:kind>/reset/", views.columns_reset_view, name="columns_reset"),
    path("reports/<int:pk>/", views.report_detail, name="report_detail"),
    path("reports/<int:pk>/progress/", views.report_progress, name="report_progress"),
    path("reports/<int:pk>/print/", views.report_print, name="report_print"),
    path("reports/<int:pk>/file/", views.report_file, name="report_file"),
    path("reports/<int:pk>/again/", views.report_again_view, name="report_again"),
]
