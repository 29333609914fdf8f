from django.urls import path

from safety.views import hazard, ledger, listed, lists

app_name = "safety"
urlpatterns = [
    path("", lists.board, name="board"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/workbook/", ledger.ledger_book, name="ledger_workbook"),
    path("listed/", listed.listed, name="listed"),
    path("listed/workbook/", listed.listed_book, name="listed_workbook"),
    path("orders/<str:number>/pdf/", listed.order_pdf, name="order_pdf"),
    path("new/", hazard.create, name="create"),
    path("<number:number>/", hazard.detail, name="detail"),
    path("<number:number>/<slug:name>/", hazard.move, name="move"),
]
