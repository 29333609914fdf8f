"""The small district of the cases, with people who write in its threads."""

import uuid

import pytest

from issues.services.cases import case_register
from issues.services.dispatch import case_dispatch, case_triage
from issues.services.handling import case_accept, case_assign
from issues.workflow import Tier
from tests.issues.conftest import district as district
from tests.visits.conftest import photo as photo
from threads.services import post_add


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def case(district):
    """A demand of the firm in the hands of the bureau's handler."""
    case = case_register(
        actor=district.officer, kind="demand", enterprise=district.firm, title="缺焊工"
    )
    case_triage(actor=district.officer, case=case, tier=Tier.TIME_LIMITED)
    case_dispatch(actor=district.officer, case=case, lead=district.bureau)
    case_accept(actor=district.head, case=case)
    case_assign(actor=district.head, case=case, handler=district.handler)
    return case


@pytest.fixture
def write(district):
    """Return a writer of posts about the firm; a call names only what matters."""

    def written(author=None, text="企业反映招工难", subject=None, **facts):
        facts.setdefault("submission_key", uuid.uuid4())
        return post_add(
            actor=author or district.visitor,
            subject=subject or district.firm,
            text=text,
            **facts,
        )

    return written
