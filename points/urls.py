from django.urls import path

from points.views import entries, months, ranking, rules

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
    path("months/", months.month_list, name="month_list"),
    path("months/<int:month>/", months.month_detail, name="month"),
    path("months/<int:month>/close/", months.month_closing, name="month_close"),
    path("months/<int:month>/announcement/", months.month_announcement, name="announcement"),
]
