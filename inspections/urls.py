from django.urls import path

from inspections.views import doing, lists, planning, reading, reports

app_name = "inspections"
urlpatterns = [
    path("", reading.inspection_list, name="list"),
    path("do/", doing.inspection_do, name="do"),
    path("do/burden/", doing.burden, name="burden"),
    path("plan/", planning.inspection_plan, name="plan"),
    path("lists/", lists.list_list, name="list_list"),
    path("lists/<int:pk>/", lists.list_detail, name="list_detail"),
    path("<number:number>/", reading.inspection_detail, name="detail"),
    path("<number:number>/photos/<uuid:pk>/", reading.inspection_photo, name="photo"),
    path("<number:number>/report.pdf", reports.report_pdf, name="report_pdf"),
    path("<number:number>/link/", reports.link_make, name="link_make"),
    path("<number:number>/signed/", reports.report_record, name="report_record"),
]
