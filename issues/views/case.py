from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from issues.models import Case


def case_detail(request, number):
    case = get_object_or_404(Case.objects.visible_to(request.user), number=number)
    return HttpResponse(str(case))
