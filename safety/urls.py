from django.urls import path, re_path

from safety.views import hazard, inquiries, joint, ledger, ledger_in, listed, lists, zero

app_name = "safety"
urlpatterns = [
    path("", lists.board, name="board"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/workbook/", ledger.ledger_book, name="ledger_workbook"),
    path("ledger/before/", ledger.records, name="records"),
    path("ledger/before/<str:number>/", ledger.record, name="record"),
    path("ledger/imports/", ledger_in.start, name="ledger_start"),
    path("ledger/imports/<int:pk>/", ledger_in.detail, name="ledger_import"),
    path("ledger/imports/<int:pk>/columns/", ledger_in.columns, name="ledger_columns"),
    path("ledger/imports/<int:pk>/words/", ledger_in.words, name="ledger_words"),
    path("ledger/imports/<int:pk>/progress/", ledger_in.progress, name="ledger_progress"),
    path("ledger/imports/<int:pk>/confirm/", ledger_in.confirm, name="ledger_confirm"),
    path("ledger/imports/<int:pk>/refused/", ledger_in.refused, name="ledger_refused"),
    path("zero/", zero.overview, name="zero"),
    path("meetings/", joint.listed, name="joint_meetings"),
    path("meetings/new/", joint.create, name="joint_meeting_create"),
    path("meetings/<number:number>/", joint.detail, name="joint_meeting"),
    path("meetings/<number:number>/minutes/", joint.minute, name="joint_meeting_minute"),
    re_path(
        r"^meetings/(?P<number>[0-9A-Z]+)/(?P<pk>[0-9]+)/(?P<way>decide|put-off)/$",
        joint.item_settle,
        name="agenda_settle",
    ),
    re_path(
        r"^meetings/(?P<number>[0-9A-Z]+)/(?P<pk>[0-9]+)/(?P<way>up|down|remove)/$",
        joint.item_change,
        name="agenda_change",
    ),
    path("inquiries/", inquiries.listed, name="inquiries"),
    path("inquiries/new/<number:number>/", inquiries.create, name="inquiry_create"),
    path("inquiries/<number:number>/", inquiries.detail, name="inquiry"),
    path("inquiries/<number:number>/findings/", inquiries.record, name="inquiry_record"),
    path("inquiries/<number:number>/outcome/", inquiries.decide, name="inquiry_decide"),
    path(
        "inquiries/<number:number>/measures/<int:pk>/",
        inquiries.measure_report,
        name="inquiry_measure",
    ),
    path("listed/", listed.listed, name="listed"),
    path("listed/workbook/", listed.listed_book, name="listed_workbook"),
    path("orders/", listed.orders, name="orders"),
    path("orders/<str:number>/pdf/", listed.order_pdf, name="order_pdf"),
    path("new/", hazard.create, name="create"),
    path("<number:number>/", hazard.detail, name="detail"),
    path("<number:number>/<slug:name>/", hazard.move, name="move"),
]
