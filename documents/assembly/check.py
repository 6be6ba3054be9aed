"""Reads a finished pack back: the numbers where a reader looks for them, and tags that lead where they should."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary

from documents.assembly.stamps import BASELINE, RIGHT, SIZE, Labels, default_labels
from documents.pages import elements, headers_of, holders, kids_of, tree_items, view_of


def read_back(pdf: bytes, *, labels: Labels | None = None) -> list[int | None]:
    """The number found in the visible bottom right corner of each page; None where there is none.

    Looks at the positions of the text only: the pixel tests show that it can be seen as well.
    """
    words = labels or default_labels()
    before, after = (re.escape(part) for part in words.number.split("{number}", 1))
    pattern = re.compile(before + r"(\d+)" + after)
    widest = words.lettering().width(words.number.format(number=888888)) * SIZE
    found: list[int | None] = []
    with pikepdf.open(BytesIO(pdf)) as pack:
        document = pypdfium2.PdfDocument(pdf)
        for index, page in enumerate(pack.pages):
            view = view_of(page.obj)
            k = view.scale
            right = view.width - min(RIGHT, 0.1 * view.width / k) * k + 1
            box = view.rectangle(right - (widest + 1) * k, (BASELINE - 4) * k, right, (BASELINE + SIZE) * k)
            text = document[index].get_textpage().get_text_bounded(*box)
            matches = pattern.findall(text.replace("\r\n", " "))
            found.append(int(matches[-1]) if matches else None)
        document.close()
    return found


def structure_problems(pdf: bytes) -> list[str]:
    """What is wrong with the tags, one sentence each; empty where all invariants hold.

    Keys are distinct and lead to an entry of the parent tree; every entry of it is used and reachable from the root;
    every `/Pg` is a page of the document; ids are unique, listed, and every header named exists.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root.get("/StructTreeRoot")
        pages = [page.obj for page in document.pages]
        if not isinstance(root, Dictionary):
            return ["There is no structure tree"]
        found = list(elements(root))
        reachable = {element.objgen for element in found}
        return [
            *_key_problems(root, pages),
            *_parent_problems(root, pages, reachable),
            *_page_problems(found, {page.objgen for page in pages}),
            *_id_problems(root, found),
        ]


def _key_problems(root: Any, pages: list[Any]) -> Iterator[str]:
    used = [int(holder[name]) for holder, name in holders(pages)]
    listed = [int(key) for key, _value in tree_items(root.get("/ParentTree"), "/Nums")]
    if len(used) != len(set(used)):
        yield "Two pages, annotations or forms share a key"
    if listed != sorted(set(listed)):
        yield "The parent tree is out of order or has a key twice"
    if set(used) != set(listed):
        yield f"Keys used and keys listed differ: {sorted(set(used) ^ set(listed))[:5]}"


def _parent_problems(root: Any, pages: list[Any], reachable: set[tuple[int, int]]) -> Iterator[str]:
    by_key = {int(key): value for key, value in tree_items(root.get("/ParentTree"), "/Nums")}
    for number, page in enumerate(pages, start=1):
        entries = by_key.get(int(page.get("/StructParents", -1)), ())
        for mcid, element in enumerate(entries if isinstance(entries, Array) else ()):
            if not isinstance(element, Dictionary):
                continue
            if element.objgen in reachable and not _holds(element, mcid, page):
                yield f"Sheet {number}: content {mcid} leads to an element that does not hold it"
        for link in page.get("/Annots", ()):
            owner = by_key.get(int(link.get("/StructParent", -1)))
            if not isinstance(owner, Dictionary) or owner.objgen not in reachable:
                yield f"Sheet {number}: a link is not in the structure tree"


def _holds(element: Any, mcid: int, page: Any) -> bool:
    own = element.get("/Pg")
    for kid in kids_of(element):
        if isinstance(kid, Dictionary):
            if kid.get("/MCID") == mcid and kid.get("/Pg", own) == page:
                return True
        elif kid == mcid and own is not None and own.objgen == page.objgen:
            return True
    return False


def _page_problems(found: list[Any], pages: set[tuple[int, int]]) -> Iterator[str]:
    for element in found:
        page = element.get("/Pg")
        if page is not None and page.objgen not in pages:
            yield f"A {element.S} element stands on a page that is not in the document"
        parent = element.get("/P")
        if not isinstance(parent, Dictionary):
            yield f"A {element.S} element has no parent"


def _id_problems(root: Any, found: list[Any]) -> Iterator[str]:
    ids = [bytes(element.ID) for element in found if "/ID" in element]
    listed = [bytes(name) for name, _value in tree_items(root.get("/IDTree"), "/Names")]
    if len(ids) != len(set(ids)):
        yield "Two elements share an id"
    if listed != sorted(set(listed)) or set(ids) != set(listed):
        yield "The id tree does not list every id once, in order"
    named = {bytes(name) for element in found for entry in headers_of(element) for name in entry.Headers}
    if named - set(ids):
        yield f"{len(named - set(ids))} headers of cells do not exist"
