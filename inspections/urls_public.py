"""The addresses of reports for people without an account, under the root they all share."""

from django.urls import path

from inspections.views import public

app_name = "inspections_public"
urlpatterns = [
    path("report/<str:token>/", public.report, name="report"),
    path("report/<str:token>/pdf/", public.report_pdf, name="report_pdf"),
]
