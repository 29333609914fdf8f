from django.urls import path

from points.views import entries, months, ranking, rules, viewings

app_name = "points"
urlpatterns = [
    path("", ranking.ranking, name="ranking"),
    path("entries/", entries.entry_list, name="entry_list"),
    path("entries/new/", entries.entry_new, name="entry_new"),
    path("entries/<int:pk>/", entries.entry_detail, name="entry"),
    path("entries/<int:pk>/correct/", entries.entry_change, name="entry_correct"),
    path("entries/<int:pk>/appeal/", entries.entry_appeal, name="entry_appeal"),
    path("entries/<int:pk>/decide/", entries.appeal_decision, name="appeal_decide"),
    path("entries/<int:pk>/files/<uuid:stored>/", entries.entry_file, name="entry_file"),
    path("rules/", rules.rule_list, name="rule_list"),
    path("rules/<slug:cause>/", rules.rule_change, name="rule_change"),
    path("viewings/", viewings.viewing_list, name="viewing_list"),
    path("viewings/new/", viewings.viewing_new, name="viewing_new"),
    path("viewings/<int:pk>/", viewings.viewing_detail, name="viewing"),
    path("viewings/<int:pk>/change/", viewings.viewing_change, name="viewing_change"),
    path("viewings/<int:pk>/open/", viewings.viewing_open, name="viewing_open"),
    path("viewings/<int:pk>/close/", viewings.viewing_close, name="viewing_close"),
    path("viewings/<int:pk>/projects/new/", viewings.project_new, name="project_new"),
    path(
        "viewings/<int:pk>/projects/<int:project>/remove/",
        viewings.project_remove,
        name="project_remove",
    ),
    path(
        "viewings/<int:pk>/projects/<int:project>/score/",
        viewings.project_score,
        name="project_score",
    ),
    path("months/", months.month_list, name="month_list"),
    path("months/<int:month>/", months.month_detail, name="month"),
    path("months/<int:month>/close/", months.month_closing, name="month_close"),
    path("months/<int:month>/announcement/", months.month_announcement, name="announcement"),
]
