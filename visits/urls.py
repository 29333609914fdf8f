from django.urls import path

from visits import views

app_name = "visits"
urlpatterns = [
    path("", views.visit_list, name="list"),
    path("log/", views.visit_log, name="log"),
    path("brief/", views.brief, name="brief"),
    path("phone/", views.phone, name="phone"),
    path("phone/hello/", views.phone_hello, name="phone_hello"),
    path("phone/register/", views.phone_register, name="phone_register"),
    path("worker.js", views.worker, name="worker"),
    path("app.webmanifest", views.manifest, name="manifest"),
    path("teams/", views.team_list, name="team_list"),
    path("teams/new/", views.team_create, name="team_create"),
    path("teams/assign/", views.team_assign, name="team_assign"),
    path("teams/<int:pk>/", views.team_detail, name="team_detail"),
    path("teams/<int:pk>/change/", views.team_change, name="team_change"),
    path("teams/<int:pk>/hand-over/", views.team_hand_over, name="team_hand_over"),
    path("sessions/", views.session_list, name="session_list"),
    path("sessions/new/", views.session_create, name="session_create"),
    path("sessions/<int:pk>/", views.session_detail, name="session_detail"),
    path("sessions/<int:pk>/change/", views.session_change, name="session_change"),
    path("sessions/<int:pk>/choose/", views.session_enterprise_add, name="session_choose"),
    path("sessions/<int:pk>/open/", views.session_open, name="session_open"),
    path("sessions/<int:pk>/meeting/", views.session_meeting, name="session_meeting"),
    path("sessions/<int:pk>/close/", views.session_close, name="session_close"),
    path("sessions/<int:pk>/handling/", views.session_handling, name="session_handling"),
    path("sessions/questions/<int:pk>/decide/", views.question_decide, name="session_decide"),
    path("sessions/<int:pk>/send/", views.session_send, name="session_send"),
    path(
        "sessions/chosen/<int:pk>/remove/", views.session_enterprise_remove, name="session_unchoose"
    ),
    path("sessions/chosen/<int:pk>/question/", views.question_add, name="session_question"),
    path("sessions/questions/<int:pk>/answer/", views.question_answer, name="session_answer"),
    path("draws/", views.draw_list, name="draw_list"),
    path("draws/new/", views.draw_make, name="draw_make"),
    path("draws/<int:pk>/", views.draw_detail, name="draw_detail"),
    path("second/<int:pk>/", views.drawn_answer, name="drawn_answer"),
    path("<number:number>/", views.visit_detail, name="detail"),
    path("<number:number>/photos/<uuid:pk>/", views.visit_photo, name="photo"),
]
