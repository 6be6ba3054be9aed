"""The published schemas of open standards, from local files alone, and what they find wrong in a document."""

import os
from pathlib import Path

import pytest
import simplejson
from django.conf import settings
from jsonschema import Draft4Validator, Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT4, DRAFT202012

FOLDER = Path(os.environ.get("PANEL_PORTAL_SCHEMAS") or Path(settings.BASE_DIR).parent / "shared" / "schemas")
ARE_THERE = (FOLDER / "ocds").is_dir() and (FOLDER / "360giving").is_dir()
needs_schemas = pytest.mark.skipif(not ARE_THERE, reason=f"No published schemas at {FOLDER}: set PANEL_PORTAL_SCHEMAS")
DRAFTS = {
    "http://json-schema.org/draft-04/schema#": (Draft4Validator, DRAFT4),
    "http://json-schema.org/draft/2020-12/schema": (Draft202012Validator, DRAFT202012),
}
# The package names the schema of grants by the address of an earlier fix of the same version
ALSO = {
    "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/1.4.2/schema/360-giving-schema.json": "360-giving-schema.json"
}


def schema(folder: str, name: str) -> dict:
    return simplejson.loads((FOLDER / folder / name).read_text())


def validator(folder: str, name: str):
    """The validator of one schema, by its own draft; nothing is fetched: what is not here cannot be resolved."""
    resources = []
    for path in sorted((FOLDER / folder).glob("*.json")):
        content = simplejson.loads(path.read_text())
        _kind, draft = DRAFTS[content["$schema"]]
        address = content.get("$id") or content["id"]
        resources += [(one, draft.create_resource(content)) for one in [address, *(k for k, v in ALSO.items() if v == path.name)]]
    asked = schema(folder, name)
    kind, _draft = DRAFTS[asked["$schema"]]
    kind = extend(kind, {"uniqueItems": _unique})
    return kind(asked, registry=Registry().with_resources(resources), format_checker=kind.FORMAT_CHECKER)


def _unique(_validator, wanted, items, _schema):
    """As the library's own, which compares each of 5,000 items with every other."""
    texts = [simplejson.dumps(one, use_decimal=True, sort_keys=True) for one in items] if isinstance(items, list) else []
    if wanted and len(set(texts)) < len(texts):
        yield ValidationError("has items that are not unique")


def grants_validator():
    return validator("360giving", "360-giving-package-schema.json")


def releases_validator():
    return validator("ocds", "release-package-schema.json")


def records_validator():
    return validator("ocds", "record-package-schema.json")


def read(data: bytes) -> dict:
    """A file as its readers have it, amounts exact."""
    return simplejson.loads(data.decode(), use_decimal=True)


def errors(kind, document) -> list[str]:
    return [f"{'/'.join(map(str, one.absolute_path))}: {one.message[:200]}" for one in kind.iter_errors(document)]
