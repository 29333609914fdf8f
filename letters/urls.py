from django.urls import path

from letters import views

app_name = "letters"
urlpatterns = [
    path("", views.letter_list, name="list"),
    path("new/", views.letter_create, name="create"),
    path("recipients/<int:pk>/", views.recipient_detail, name="recipient"),
    path("recipients/<int:pk>/paper/", views.receipt_paper, name="receipt_paper"),
    path("recipients/<int:pk>/correct/", views.receipt_correct, name="receipt_correct"),
    path("recipients/<int:pk>/link/", views.link_renew, name="link_renew"),
    path("recipients/<int:pk>/photos/<uuid:stored>/", views.receipt_photo, name="receipt_photo"),
    path("<number:number>/", views.letter_detail, name="detail"),
    path("<number:number>/change/", views.letter_change, name="change"),
    path("<number:number>/discard/", views.letter_discard, name="discard"),
    path("<number:number>/send/", views.letter_send, name="send"),
    path("<number:number>/sending/", views.letter_sending, name="sending"),
    path("<number:number>/recipients/", views.letter_recipients, name="recipients"),
    path("<number:number>/sheets/", views.letter_sheets, name="sheets"),
    path("<number:number>/workbook/", views.letter_workbook, name="workbook"),
    path("<number:number>/remind/", views.letter_remind, name="remind"),
    path("<number:number>/close/", views.letter_close, name="close"),
]
