from django.urls import path

from safety.views import hazard, lists

app_name = "safety"
urlpatterns = [
    path("", lists.board, name="board"),
    path("ledger/", lists.ledger, name="ledger"),
    path("new/", hazard.create, name="create"),
    path("<number:number>/", hazard.detail, name="detail"),
    path("<number:number>/<slug:name>/", hazard.move, name="move"),
]
