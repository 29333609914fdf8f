from django.urls import path

from calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.year_now, name="year_now"),
    path("<int:year>/", views.year, name="year"),
    path("withdraw/", views.district_day_withdraw_view, name="district_day_withdraw"),
]
