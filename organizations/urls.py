from django.contrib.auth.views import LogoutView
from django.urls import path

from organizations import views

app_name = "organizations"
urlpatterns = [
    path("login/", views.LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("account/", views.account, name="account"),
    path("account/views/", views.saved_views, name="saved_views"),
    path("account/views/<int:pk>/remove/", views.saved_view_remove, name="saved_view_remove"),
    path("account/password/", views.PasswordChangeView.as_view(), name="password_change"),
    path("account/language/", views.language_set, name="language_set"),
    path("account/theme/", views.theme_set, name="theme_set"),
    path("units/", views.unit_list, name="unit_list"),
    path("units/lookup/", views.unit_lookup, name="unit_lookup"),
    path("people/lookup/", views.person_lookup, name="person_lookup"),
]
