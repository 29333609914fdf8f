from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.home, name="home"),
    path("figures/", views.figures, name="figures"),
    path("figures/cases/", views.figure_cases, name="figure_cases"),
    path("lists/export/", views.lists_export_view, name="lists_export"),
]
