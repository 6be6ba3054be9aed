"""The list of dependencies' licences is whole, and holds nothing that would bind a host authority to publish its changes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LISTED = dict(re.findall(r"^\| ([\w.-]+) \| [^|]+ \| ([^|]+) \|$", (ROOT / "docs" / "licences.md").read_text(), re.M))


@pytest.mark.parametrize("name", ["demo", "test"])
def test_every_package_is_listed(name):
    wanted = re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements" / f"{name}.txt").read_text(), re.M)

    assert [package for package in wanted if package not in LISTED] == []


def test_no_package_is_under_the_agpl():
    assert [name for name, licence in LISTED.items() if "AGPL" in licence or "Affero" in licence] == []


def test_no_committed_file_names_a_registry():
    files = [*ROOT.glob("requirements/*.txt"), ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    found = [path.name for path in files if re.search(r"https?://[\w.]*(pypi|pythonhosted|npmjs)", path.read_text())]

    assert found == []
