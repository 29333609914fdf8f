"""One look at the calendar per request, however many rows ask it."""

from calendars.selectors import calendar_held


class HeldCalendarMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with calendar_held():
            return self.get_response(request)
