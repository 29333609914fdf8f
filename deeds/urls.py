from django.urls import path

from deeds import views

app_name = "deeds"
urlpatterns = [
    path("", views.home, name="home"),
    path("register/", views.deed_list, name="deed_list"),
    path("register/workbook/", views.deed_workbook, name="deed_workbook"),
    path("overview/", views.overview, name="overview"),
    path("branches/", views.branch_list, name="branch_list"),
    path("new/", views.deed_new, name="deed_new"),
    path("<int:pk>/", views.deed_detail, name="deed"),
    path("<int:pk>/photos/<uuid:stored>/", views.deed_photo, name="deed_photo"),
    path("<int:pk>/<slug:move>/", views.deed_step, name="deed_step"),
    path("wishes/", views.wish_list, name="wish_list"),
    path("wishes/wall/", views.wish_wall, name="wish_wall"),
    path("wishes/workbook/", views.wish_workbook, name="wish_workbook"),
    path("wishes/new/", views.wish_new, name="wish_new"),
    path("wishes/<int:pk>/", views.wish_detail, name="wish"),
    path("wishes/<int:pk>/photos/<uuid:stored>/", views.wish_photo, name="wish_photo"),
    path("wishes/<int:pk>/<slug:move>/", views.wish_step, name="wish_step"),
]
