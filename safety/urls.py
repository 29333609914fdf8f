from django.urls import path

from safety.views import hazard, ledger, ledger_in, listed, lists

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
    path("listed/", listed.listed, name="listed"),
    path("listed/workbook/", listed.listed_book, name="listed_workbook"),
    path("orders/<str:number>/pdf/", listed.order_pdf, name="order_pdf"),
    path("new/", hazard.create, name="create"),
    path("<number:number>/", hazard.detail, name="detail"),
    path("<number:number>/<slug:name>/", hazard.move, name="move"),
]
