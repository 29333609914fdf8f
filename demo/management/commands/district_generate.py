from datetime import date, timedelta

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.big.generate import checksum, district_generate
from issues.models import Case


class Command(BaseCommand):
    help = "Fill a database with a big district for measuring; the same for the same seed and day."

    def add_arguments(self, parser):
        parser.add_argument("--enterprises", type=int, required=True)
        parser.add_argument("--cases", type=int, required=True)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--open", type=int, help="open cases; 5 %% unless given")
        parser.add_argument("--due", type=int, help="deadlines to climb; two fifths of the open")
        parser.add_argument("--until", type=date.fromisoformat, help="last day; yesterday")
        parser.add_argument("--append", action="store_true", help="although there are cases")
        parser.add_argument("--checksum", action="store_true", help="print it at the end")

    def handle(self, *args, enterprises, cases, seed, until, append, **options):
        if Case.objects.exists() and not append:
            raise CommandError("This database has cases. Add more to them with --append.")
        open_cases = cases // 20 if options["open"] is None else options["open"]
        due = open_cases * 2 // 5 if options["due"] is None else options["due"]
        if not 0 <= due <= open_cases * 0.85 or open_cases > cases:
            raise CommandError("At most 85 % of the open cases can be due, and not all are open.")
        district_generate(
            enterprises=enterprises,
            cases=cases,
            seed=seed,
            until=until or timezone.localdate() - timedelta(days=1),
            open_cases=open_cases,
            due=due,
            tell=self._say,
        )
        self._say(f"{Case.objects.count()} cases")
        if options["checksum"]:
            self._say(checksum())

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
