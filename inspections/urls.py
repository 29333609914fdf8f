from django.urls import path

from inspections.views import doing, lists, reading

app_name = "inspections"
urlpatterns = [
    path("", reading.inspection_list, name="list"),
    path("do/", doing.inspection_do, name="do"),
    path("do/burden/", doing.burden, name="burden"),
    path("lists/", lists.list_list, name="list_list"),
    path("lists/<int:pk>/", lists.list_detail, name="list_detail"),
    path("<number:number>/", reading.inspection_detail, name="detail"),
    path("<number:number>/photos/<uuid:pk>/", reading.inspection_photo, name="photo"),
]
