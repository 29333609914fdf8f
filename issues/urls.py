from django.urls import path

from issues.views import case, dispatching, ladders, links, lists, raised, slips, steps

app_name = "issues"
urlpatterns = [
    path("", lists.case_list, name="case_list"),
    path("issues/", lists.issue_list, name="issue_list"),
    path("demands/", lists.demand_list, name="demand_list"),
    path("responsibilities/", lists.responsibility_list, name="responsibility_list"),
    path("deadlines/", lists.deadline_list, name="deadline_list"),
    path("slips/", slips.slip_list, name="slip_list"),
    path("slips/<number:number>/", slips.slip_detail, name="slip_detail"),
    path("slips/<number:number>/pdf/", slips.slip_pdf, name="slip_pdf"),
    path("slips/<number:number>/reply/", slips.slip_reply, name="slip_reply"),
    path("slips/<number:number>/files/<uuid:pk>/", slips.slip_file, name="slip_file"),
    path("slips/<number:number>/receipt/", slips.slip_receipt, name="slip_receipt"),
    path("ladders/", ladders.ladder_list, name="ladder_list"),
    path("ladders/new/", ladders.ladder_create, name="ladder_create"),
    path("ladders/<int:pk>/", ladders.ladder_change, name="ladder_change"),
    path("ladders/<int:pk>/withdraw/", ladders.ladder_withdrawn, name="ladder_withdraw"),
    path("raised/", raised.raised_list, name="raised_list"),
    path("raised/<number:number>/", raised.raised_detail, name="raised_detail"),
    path("raised/<number:number>/accept/", raised.raised_take_up, name="raised_take_up"),
    path("raised/<number:number>/refuse/", raised.raised_refuse, name="raised_refuse"),
    path("raised/<number:number>/photos/<uuid:pk>/", raised.raised_photo, name="raised_photo"),
    path("new/", steps.case_create, name="case_create"),
    path("dispatch/", dispatching.bulk_dispatch, name="bulk_dispatch"),
    path("rules/", dispatching.rule_list, name="rule_list"),
    path("rules/new/", dispatching.rule_edit, name="rule_create"),
    path("rules/<int:pk>/", dispatching.rule_edit, name="rule_change"),
    path("returns/", dispatching.return_list, name="return_list"),
    path("due/", steps.due_preview, name="due_preview"),
    path("<number:number>/", case.case_detail, name="case_detail"),
    path("<number:number>/files/", steps.file_add, name="file_add"),
    path("<number:number>/files/<uuid:pk>/", case.case_file, name="case_file"),
    path("<number:number>/link/", links.link_renew, name="link_renew"),
    path("<number:number>/<slug:move>/", steps.case_step, name="case_step"),
]
