"""The two stores: a file under its hash, made public, dropped and swept."""

import hashlib
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from documents.choices import StoreName
from documents.models import StoredFile
from documents.services import files, papers
from tests.documents.kept import on_disk
from tests.documents.samples import plain_pdf
from tests.factories.accounts import UserFactory
from tests.factories.panels import BodyFactory


@pytest.fixture(autouse=True)
def stores(settings, tmp_path):
    settings.STORES = {name: tmp_path / name for name in ("public", "restricted")}
    return settings.STORES


@pytest.fixture
def body(db):
    return BodyFactory()


@pytest.fixture
def clerk(db):
    return UserFactory()


@pytest.fixture
def where(body):
    return {"area": body.area, "body": body, "collection": "2022-03-17-panel"}


@pytest.fixture
def uploaded(where, clerk):
    return papers.take_in_paper(
        **where, title="Review", data=plain_pdf(pages=2, text="Findings"), filename="review.pdf", actor=clerk
    )


def test_store_bytes_keeps_a_file_under_its_hash(db, stores):
    file = files.store_bytes(store=StoreName.RESTRICTED, data=b"words", media_type="text/plain")

    sha256 = hashlib.sha256(b"words").hexdigest()
    path = stores["restricted"] / sha256[:2] / sha256[2:4] / sha256
    assert (file.sha256, file.size, path.read_bytes()) == (sha256, 5, b"words")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in list(path.parents)[:3]] == [0o700] * 3
    assert on_disk(stores["restricted"]) == [sha256]


def test_store_bytes_gives_the_same_file_again(db, stores):
    first = files.store_bytes(store=StoreName.PUBLIC, data=b"words", media_type="text/plain")
    second = files.store_bytes(store=StoreName.PUBLIC, data=b"words", media_type="text/plain")

    assert first == second
    assert StoredFile.objects.count() == 1


def test_store_bytes_mends_a_file_that_was_cut_short(db, stores):
    file = files.store_bytes(store=StoreName.PUBLIC, data=b"words", media_type="text/plain")
    (stores["public"] / file.sha256[:2] / file.sha256[2:4] / file.sha256).write_bytes(b"wo")

    files.store_bytes(store=StoreName.PUBLIC, data=b"words", media_type="text/plain")

    assert files.read_bytes(file) == b"words"


def test_store_bytes_leaves_no_row_when_the_disk_refuses(db, stores, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "replace", full)

    with pytest.raises(OSError, match="No space"):
        files.store_bytes(store=StoreName.PUBLIC, data=b"words", media_type="text/plain")

    assert not StoredFile.objects.exists()
    assert on_disk(stores["public"]) == []


@pytest.mark.django_db(transaction=True)
def test_store_bytes_makes_one_row_for_many_at_once():
    def store(_number):
        try:
            return files.store_bytes(store=StoreName.PUBLIC, data=b"same", media_type="text/plain").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(store, range(24)))

    assert made == set(StoredFile.objects.values_list("pk", flat=True))
    assert len(made) == 1


def test_read_bytes_says_which_file_is_missing(db, stores):
    file = StoredFile(store=StoreName.PUBLIC, sha256="0" * 64)

    with pytest.raises(files.FileLost, match="public 000000000000"):
        files.read_bytes(file)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "0" * 63, "0" * 63 + "\n", "G" * 64])
def test_open_file_takes_nothing_but_a_hash(name):
    with pytest.raises(ValueError, match="Not a SHA-256"):
        files.open_file(StoredFile(store=StoreName.PUBLIC, sha256=name))


def test_ensure_public_copies_the_content(db, stores):
    private = files.store_bytes(store=StoreName.RESTRICTED, data=b"words", media_type="text/plain")

    public = files.ensure_public(private)

    assert (public.store, files.read_bytes(public)) == (StoreName.PUBLIC, b"words")
    assert files.ensure_public(public) == public


def test_ensure_public_refuses_a_file_that_changed(db, stores):
    file = files.store_bytes(store=StoreName.RESTRICTED, data=b"words", media_type="text/plain")
    (stores["restricted"] / file.sha256[:2] / file.sha256[2:4] / file.sha256).write_bytes(b"other")

    with pytest.raises(files.FileLost):
        files.ensure_public(file)

    assert on_disk(stores["public"]) == []


def test_drop_file_keeps_what_is_in_use(uploaded, stores):
    assert not files.drop_file(uploaded.current.pdf)
    assert files.read_bytes(uploaded.current.pdf)


def test_a_restricted_store_that_stood_open_is_closed(db, stores):
    stores["restricted"].mkdir(mode=0o755)

    files.store_bytes(store=StoreName.RESTRICTED, data=b"words", media_type="text/plain")

    assert stat.S_IMODE(stores["restricted"].stat().st_mode) == 0o700


@pytest.mark.django_db(transaction=True)
def test_sweep_files_drops_only_what_nothing_refers_to(uploaded, stores):
    kept = {uploaded.current.original.sha256, uploaded.current.pdf.sha256}
    files.store_bytes(store=StoreName.RESTRICTED, data=b"of a discarded draft", media_type="text/plain")
    orphan = stores["restricted"] / "ab" / "cd" / ("abcd" + "0" * 60)
    orphan.parent.mkdir(parents=True)
    orphan.write_bytes(b"its transaction failed")
    orphan.with_name(f"{orphan.name}.x1y2.part").write_bytes(b"half")
    (stores["restricted"] / "pieces").mkdir()
    (stores["restricted"] / "pieces" / "piece.pdf").write_bytes(b"kept elsewhere")

    gone = files.sweep_files()

    assert gone == 3
    assert set(on_disk(stores["restricted"])) == kept | {"piece.pdf"}
    assert StoredFile.objects.count() == 2
