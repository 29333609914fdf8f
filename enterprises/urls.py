from django.urls import path

from enterprises import views

app_name = "enterprises"
urlpatterns = [
    path("", views.enterprise_list, name="list"),
    path("workbook/", views.register_export, name="register_export"),
    path("new/", views.enterprise_create, name="create"),
    path("lookup/", views.enterprise_lookup, name="lookup"),
    path("segments/", views.segment_list, name="segment_list"),
    path("segments/new/", views.segment_create, name="segment_create"),
    path("segments/preview/", views.segment_preview, name="segment_preview"),
    path("segments/<int:pk>/", views.segment_change, name="segment_change"),
    path("segments/<int:pk>/delete/", views.segment_delete, name="segment_delete"),
    path("new/fields/", views.form_fields, name="form_fields"),
    path("doubles/", views.double_list, name="double_list"),
    path("doubles/<int:pk>/", views.double_find, name="double_find"),
    path("doubles/<int:pk>/<int:other>/", views.double, name="double"),
    path("doubles/<int:pk>/<int:other>/merge/", views.double_merge, name="double_merge"),
    path("doubles/<int:pk>/<int:other>/dismiss/", views.double_dismiss, name="double_dismiss"),
    path("<int:pk>/", views.enterprise_detail, name="detail"),
    path("<int:pk>/change/", views.enterprise_change, name="change"),
    path("<int:pk>/code/", views.code_sheet, name="code_sheet"),
    path("<int:pk>/code/issue/", views.code_issue, name="code_issue"),
    path("<int:pk>/code/revoke/", views.code_revoke, name="code_revoke"),
    path("imports/", views.import_new, name="import_new"),
    path("imports/template/", views.import_template, name="import_template"),
    path("imports/<int:pk>/", views.import_detail, name="import_detail"),
    path("imports/<int:pk>/progress/", views.import_progress, name="import_progress"),
    path("imports/<int:pk>/apply/", views.import_apply, name="import_apply"),
    path("imports/<int:pk>/refused/", views.import_refused, name="import_refused"),
]
