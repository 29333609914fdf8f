from django.core.management.base import BaseCommand

from core.likeness import photos_print
from core.models import StoredFile


class Command(BaseCommand):
    help = "Take the prints of photos kept before there were prints; again does only what is left."

    def handle(self, *args, **options):
        self.stdout.write(str(photos_print(StoredFile.objects.all())))
