"""Names are listed in the order in which people count."""

import pytest

from core.natural import natural_key

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "names",
    [
        ["第1走访组", "第2走访组", "第10走访组"],
        ["第一组", "第二组", "第九组", "第十组", "第十二组", "第二十组", "第一百零一组"],
        ["一号楼", "三号楼"],
        ["A7", "A10", "B1"],
    ],
)
def test_numbers_in_names_are_compared_as_numbers(names):
    assert sorted(set(names), key=natural_key) == names
