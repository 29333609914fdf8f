from django.shortcuts import render


def home(request):
    """My work: what waits for me, what is due soon, what is late."""
    return render(request, "reports/home.html", {"groups": []})
