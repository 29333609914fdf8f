import datetime as dt

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from calendars.facts import CountedDay, Due
from calendars.moments import instant
from calendars.selectors import load_calendar
from calendars.units import LengthUnit, length_phrase
from calendars.words import day_and_time_phrase, day_phrase
from core.errors import NotSo


class Command(BaseCommand):
    help = "Print when a deadline ends, and the count day by day."

    def add_arguments(self, parser):
        parser.add_argument("start", help="2026-09-24 or 2026-09-24T15:00")
        parser.add_argument("length", help="how many")
        parser.add_argument(
            "--unit", default=LengthUnit.WORKING_DAY, help=", ".join(LengthUnit.values)
        )

    def handle(self, *args, start, length, unit, **options):
        with translation.override(settings.LANGUAGE_CODE):
            try:
                self._print(_parse_start(start), _parse_length(length), unit)
            except NotSo as error:
                raise CommandError(str(error.message)) from error

    def _print(self, start_at: dt.datetime, length: int, unit: str) -> None:
        calendar = load_calendar()
        due = calendar.due_after(start_at, length, unit)
        self.stdout.write(
            _("Start: %(start)s, plus %(length)s")
            % {"start": day_and_time_phrase(start_at), "length": length_phrase(length, unit)}
        )
        for line in calendar.count(start_at, length, unit):
            self.stdout.write(_line(line))
        self.stdout.write(_("Due: %(due)s") % {"due": day_and_time_phrase(due.at)})
        if due.is_provisional:
            self.stdout.write(_provisional(due))


def _parse_start(text: str) -> dt.datetime:
    try:
        parsed = dt.datetime.fromisoformat(text)
        if parsed.tzinfo is not None:
            return parsed.astimezone(timezone.get_default_timezone())
    except (ValueError, OverflowError):
        raise NotSo(
            _("“%(text)s” is no date. Write it like 2026-09-24.") % {"text": text}
        ) from None
    if len(text) <= 10:
        return load_calendar().day(parsed.date()).opens_at
    return instant(parsed.date(), parsed.time())


def _parse_length(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise NotSo(_("“%(text)s” is no whole number.") % {"text": text}) from None


def _line(line: CountedDay) -> str:
    number = f"{line.n:>4}" if line.counted else "   –"
    return f"{number}  {day_phrase(line.date)}  {line.why}"


def _provisional(due: Due) -> str:
    return _(
        "Provisional: the schedule for %(year)s is not published yet; "
        "the date is counted again when it is."
    ) % {"year": due.on.year}
