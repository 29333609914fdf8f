from django.urls import path

from issues.views import case, lists

app_name = "issues"
urlpatterns = [
    path("", lists.case_list, name="case_list"),
    path("issues/", lists.issue_list, name="issue_list"),
    path("demands/", lists.demand_list, name="demand_list"),
    path("responsibilities/", lists.responsibility_list, name="responsibility_list"),
    path("deadlines/", lists.deadline_list, name="deadline_list"),
    path("<str:number>/", case.case_detail, name="case_detail"),
]
