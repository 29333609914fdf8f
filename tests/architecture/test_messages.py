import importlib.util

import pytest

from tests.architecture.tree import ROOT

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def catalogue():
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / "script" / "catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_text_has_its_chinese_and_the_catalogue_is_compiled(catalogue):
    assert catalogue.faults(ROOT) == []


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('_("plain")', ("plain", "", "")),
        ('gettext_lazy("a" "b")', ("ab", "", "")),
        ('ngettext("%d case", "%d cases", n)', ("%d case", "", "%d cases")),
        ('pgettext("month", "May")', ("May", "month", "")),
        ('translation.gettext("dotted")', ("dotted", "", "")),
    ],
)
def test_texts_in_python_are_found(catalogue, source, expected):
    assert list(catalogue.python_texts(source, "x.py")) == [
        catalogue.Text(expected[0], expected[1], expected[2])
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Save" %}', ("Save", "", "")),
        ('{% translate "100%" %}', ("100%%", "", "")),
        ("{{ value|default:_('none') }}", ("none", "", "")),
        ('{% include "a.html" with title=_("Title") %}', ("Title", "", "")),
        ("{% blocktranslate trimmed %}\n Hi {{ name }}\n{% endblocktranslate %}",
         ("Hi %(name)s", "", "")),
        (
            "{% blocktranslate count n=n %}{{ n }} case{% plural %}{{ n }} cases"
            "{% endblocktranslate %}",
            ("%(n)s case", "", "%(n)s cases"),
        ),
        ('{% translate "May" context "month" %}', ("May", "month", "")),
    ],
)  # fmt: skip
def test_texts_in_templates_are_found(catalogue, source, expected):
    assert list(catalogue.template_texts(source, "x.html")) == [catalogue.Text(*expected)]


def test_filling_keeps_what_is_there_and_names_what_is_not(catalogue, tmp_path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "models.py").write_text('_("one")\n_("two")\n')
    catalogue.update(tmp_path)
    words = tmp_path / "words.tsv"
    words.write_text("one\t一\nthree\t三\n")
    assert catalogue.fill(tmp_path, words) == ["three"]
    assert "two" in catalogue.untranslated(tmp_path)
    (tmp_path / "app" / "models.py").write_text('_("one")\n')
    assert catalogue.update(tmp_path) == (0, 1)
    assert "one" not in catalogue.untranslated(tmp_path)
    catalogue.compile_catalogue(tmp_path)
    assert not any("compile" in fault for fault in catalogue.faults(tmp_path))


@pytest.mark.parametrize(
    ("chinese", "is_narrow"),
    [
        ("还有%(n)s件，请先办理", False),
        ("还有%(n)s件, 请先办理", True),
        ("申请延期至%(new)s,待%(who)s审批", True),
        ("营业收入(万元)", True),
        ("8:30 至 17:30", False),
    ],
)
def test_half_width_marks_beside_chinese_are_a_fault(catalogue, tmp_path, chinese, is_narrow):
    words = tmp_path / "words.tsv"
    (tmp_path / "models.py").write_text('_("%(n)s of %(new)s %(who)s")\n')
    words.write_text(f"%(n)s of %(new)s %(who)s\t{chinese}\n")
    catalogue.update(tmp_path)
    catalogue.fill(tmp_path, words)
    assert any("half-width" in fault for fault in catalogue.faults(tmp_path)) == is_narrow
