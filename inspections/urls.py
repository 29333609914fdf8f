from django.urls import path

from inspections.views import doing, drafts, lists, planning, reading, reports

app_name = "inspections"
urlpatterns = [
    path("", reading.inspection_list, name="list"),
    path("do/", doing.inspection_do, name="do"),
    path("do/burden/", doing.burden, name="burden"),
    path("plan/", planning.inspection_plan, name="plan"),
    path("lists/", lists.list_list, name="list_list"),
    path("lists/<int:pk>/", lists.list_detail, name="list_detail"),
    path("lists/new/", drafts.list_new, name="list_new"),
    path("lists/<int:pk>/open/", drafts.draft_open, name="draft_open"),
    path("lists/<int:pk>/draft/", drafts.draft, name="draft"),
    path("lists/<int:pk>/import/", drafts.draft_import, name="draft_import"),
    path("lists/<int:pk>/publish/", drafts.version_publish, name="publish"),
    path("lists/<int:pk>/withdraw/", drafts.version_withdraw, name="withdraw"),
    path("lists/<int:pk>/discard/", drafts.draft_discard, name="discard"),
    path("lists/<int:pk>/workbook/", drafts.workbook, name="workbook"),
    path("<number:number>/", reading.inspection_detail, name="detail"),
    path("<number:number>/photos/<uuid:pk>/", reading.inspection_photo, name="photo"),
    path("<number:number>/report.pdf", reports.report_pdf, name="report_pdf"),
    path("<number:number>/link/", reports.link_make, name="link_make"),
    path("<number:number>/signed/", reports.report_record, name="report_record"),
]
