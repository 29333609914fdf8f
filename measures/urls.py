from django.urls import path

from measures import views

app_name = "measures"
urlpatterns = [
    path("", views.home, name="home"),
    path("problems/", views.problem_list, name="problem_list"),
    path("problems/search/", views.grouping_new, name="grouping_new"),
    path("problems/search/<int:pk>/", views.grouping_detail, name="grouping"),
    path("problems/search/<int:pk>/progress/", views.grouping_progress, name="grouping_progress"),
    path("problems/<int:pk>/", views.problem_detail, name="problem"),
    path("problems/<int:pk>/cases/", views.problem_cases, name="problem_cases"),
    path("problems/<int:pk>/remove/", views.problem_remove_case, name="problem_remove_case"),
    path("problems/<int:pk>/<slug:move>/", views.problem_step, name="problem_step"),
    path("list/", views.measure_list, name="measure_list"),
    path("list/<number:number>/", views.measure_detail, name="measure"),
    path("list/<number:number>/<slug:move>/", views.measure_step, name="measure_step"),
]
