"""Two requests with one key at the same moment, each on a connection of its own."""

import threading
import uuid

import pytest
from django.db import connections

from issues.models import Case
from visits.models import Visit
from visits.services import FindingEntry

pytestmark = pytest.mark.each_database


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_save_one_visit(district, log):
    key, together, saved = uuid.uuid4(), threading.Barrier(2), []

    def send():
        together.wait()
        try:
            saved.append(
                log(submission_key=key, findings=[FindingEntry(kind="issue", title="漏水")])
            )
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [visit.pk for visit in saved] == [Visit.objects.get().pk] * 2
    assert Case.objects.count() == 1
