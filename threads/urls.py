from django.urls import path

from threads import views

app_name = "threads"
urlpatterns = [
    path("", views.thread_list, name="list"),
    path("enterprises/<int:pk>/", views.thread_of_enterprise, name="of_enterprise"),
    path("cases/<number:number>/", views.thread_of_case, name="of_case"),
    path("<int:pk>/new/", views.thread_new, name="new"),
    path("posts/<int:pk>/files/<uuid:stored>/", views.post_file, name="post_file"),
    path("posts/<int:pk>/readers/", views.post_readers, name="post_readers"),
    path("posts/<int:pk>/withdraw/", views.post_withdraw, name="post_withdraw"),
    path("posts/<int:pk>/settle/", views.ask_settle, name="ask_settle"),
    path("posts/<int:pk>/case/", views.post_make_case, name="post_make_case"),
]
