from django.urls import path

from calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.year_now, name="year_now"),
    path("<int:year>/", views.year, name="year"),
    path("days/", views.days_decide, name="days_decide"),
    path("days/withdraw/", views.day_withdraw, name="day_withdraw"),
    path("hours/", views.hours_set, name="hours_set"),
    path("schedule/", views.schedule_import, name="schedule_import"),
    path("schedule/template/", views.schedule_template, name="schedule_template"),
]
