from django.urls import path

from issues import views

app_name = "issues"
urlpatterns = [
    path("<str:number>/", views.case_detail, name="case_detail"),
]
