"""What the linters cannot see: foreign keys, rooms, migrations' names, template marks and the size of things."""

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from documents.models import Pack, Paper
from meetings.models import Meeting

ROOT = Path(settings.BASE_DIR)
LEVEL = {
    "interface": 0,
    "accounts": 1,
    "jobs": 2,
    "panels": 3,
    "documents": 4,
    "meetings": 5,
    "decisions": 6,
    "performance": 7,
    "complaints": 7,
    "commissioning": 7,
    "exchange": 8,
    "panel_portal": 9,
}
OURS = [config for config in apps.get_app_configs() if config.label in LEVEL]
LIMITED_ROOMS = {
    "interface": {
        "apps", "calendars", "charts", "clock", "fields", "forms", "links", "markdown", "migrations", "models", "once",
        "spreadsheets", "tables", "templatetags", "widgets",
    },
}  # fmt: skip
PYTHON_FILES = [path for label in LEVEL for path in sorted((ROOT / label).rglob("*.py")) if "migrations" not in path.parts]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
DJANGO_MARKS = re.compile(
    "|".join(
        [
            r"{%\s*block body_class\b.*?{%\s*endblock\s*%}",
            r"<code>.*?</code>",
            r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}",
            r"{%\s*comment\b.*?{%\s*endcomment\s*%}",
            r"{#.*?#}|{%.*?%}|{{.*?}}",
        ]
    ),
    re.DOTALL,
)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def relations():
    for config in OURS:
        for model in config.get_models(include_auto_created=True):
            for field in model._meta.get_fields():
                if field.is_relation and field.concrete and field.related_model:
                    yield config.label, field, field.related_model._meta.app_label


def test_foreign_keys_point_downwards():
    wrong = [
        f"{field} → {there}" for here, field, there in relations() if not (here == there or LEVEL.get(there, -1) < LEVEL[here])
    ]

    assert wrong == []


def test_interface_has_only_its_rooms():
    found = {path.stem for path in (ROOT / "interface").iterdir() if not path.name.startswith("__")}

    assert found <= LIMITED_ROOMS["interface"]


def test_migrations_have_names():
    found = [name_of(path) for path in ROOT.glob("*/migrations/0*.py") if "_auto_" in path.name]

    assert found == []


def test_every_module_says_what_it_is():
    silent = [
        name_of(path) for path in PYTHON_FILES
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]  # fmt: skip

    assert silent == []


def test_modules_stay_within_their_room():
    long = [name_of(path) for path in PYTHON_FILES if len(path.read_text().splitlines()) > 400]
    tall = [name_of(path) for path in TEMPLATES if len(path.read_text().splitlines()) > 150]

    assert long + tall == []


def test_functions_stay_short():
    long = []
    for path in PYTHON_FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 50:
                long.append(f"{name_of(path)}: {node.name}")

    assert long == []


def test_only_permissions_and_panels_name_a_role():
    naming = [
        name_of(path)
        for path in PYTHON_FILES
        if re.search(r"\bRole\.[A-Z]|is_superuser|is_staff", path.read_text())
        and path.stem not in {"permissions", "choices"}
        and path.relative_to(ROOT).parts[0] not in {"panels", "accounts"}
    ]

    assert naming == []


def test_pages_hold_no_inline_style_or_script():
    inline = re.compile(r"\sstyle=|<style\b|<script(?![^>]*\bsrc=)(?![^>]*nonce)|\son[a-z]+=")

    assert [name_of(path) for path in TEMPLATES if inline.search(path.read_text())] == []


class _Words(HTMLParser):
    """Collects the words between tags and in the attributes that people read."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs) -> None:
        self.found.extend(value or "" for name, value in attrs if name in {"title", "alt", "aria-label", "placeholder"})


def unmarked_words(text: str) -> list[str]:
    parser = _Words()
    parser.feed(DJANGO_MARKS.sub(" ", text))
    words = (found.replace("Panel Portal", "").strip() for found in parser.found)
    return [found for found in words if re.search(r"[A-Za-z]{2,}", found)]


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_templates_mark_their_words_for_translation(path):
    assert unmarked_words(path.read_text()) == []


def test_unmarked_words_are_found():
    assert unmarked_words("<p>{% translate 'Yes' %} No</p><a title='Read'>{{ x }}</a>") == ["No", "Read"]


def test_views_fetch_what_can_be_hidden_through_visible_to():
    hidden = [model.__name__ for model in (Meeting, Paper, Pack)]
    direct = re.compile(rf"\b(?:{'|'.join(hidden)})\.objects\.(?!visible_to\b|none\b)\w+")
    views = [path for path in PYTHON_FILES if path.stem == "views" or "views" in path.parts]
    found = [f"{name_of(path)}: {match.group()}" for path in views for match in direct.finditer(path.read_text())]

    assert found == []


SPEAKING = {"ValidationError", "PermissionDenied"}
SPEAKING_ATTRIBUTES = {("messages", level) for level in ("success", "error", "warning", "info")}
SPOKEN_ARGUMENTS = {"label", "help_text", "verbose_name", "empty_label", "violation_error_message"}


def bare_words(tree: ast.AST) -> list[str]:
    """Words for a reader that do not go through gettext: of refusals, notices, and labels of fields."""
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        owner = getattr(getattr(call.func, "value", None), "id", "")
        said = call.args if name in SPEAKING or (owner, name) in SPEAKING_ATTRIBUTES else []
        said = [*said, *(keyword.value for keyword in call.keywords if keyword.arg in SPOKEN_ARGUMENTS)]
        found += [word.value for word in said if isinstance(word, ast.Constant) and isinstance(word.value, str) and word.value]
    return found


@pytest.mark.parametrize("path", PYTHON_FILES, ids=name_of)
def test_code_marks_its_words_for_translation(path):
    assert bare_words(ast.parse(path.read_text())) == []


def test_bare_words_are_found():
    code = "raise ValidationError('No')\nmessages.success(r, _('Yes'))\nCharField(label='Name')\nmessages.error(r, 'Oh')"

    assert sorted(bare_words(ast.parse(code))) == ["Name", "No", "Oh"]
