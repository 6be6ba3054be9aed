"""The tags of an uploaded PDF: kept where they hold together, dropped where they do not."""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documents.pages import elements, holders, kids_of, tree_items

MOST_KEYS = 1_000_000


def bring(source: pikepdf.Pdf, fresh: pikepdf.Pdf, pages: list[Any]) -> bool:
    """Copy the structure tree to the rebuilt pages, which stand in `fresh` with their links. False: there is none now.

    A tree is dropped whole where a key or page of it leads nowhere: wrong tags are worse than none.
    """
    root = source.Root.get("/StructTreeRoot")
    if isinstance(root, Dictionary):
        try:
            copied: Any = fresh.copy_foreign(root if root.is_indirect else source.make_indirect(root))
            _forget_lost_objects(copied, pages)
            if _sound(copied, pages):
                fresh.Root.StructTreeRoot = copied
                fresh.Root.MarkInfo = Dictionary(Marked=True)
                if "/Lang" in source.Root:
                    fresh.Root.Lang = String(str(source.Root.Lang)[:40])
                return True
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError):
            pass
    for holder, name in list(holders(pages)):
        del holder[name]
    return False


def _forget_lost_objects(root: Dictionary, pages: list[Any]) -> None:
    """Take out references to annotations that did not come along, from the elements and from the parent tree."""
    kept = {link.objgen for page in pages for link in page.get("/Annots", ())}
    for element in elements(root):
        if element.get("/AF") is not None:
            del element["/AF"]
        kids = kids_of(element)
        left = [kid for kid in kids if not _lost(kid, kept)]
        if len(left) < len(kids):
            element.K = Array(left)
    used = {int(holder[name]) for holder, name in holders(pages)}
    nums = [(int(key), value) for key, value in tree_items(root.get("/ParentTree"), "/Nums") if int(key) in used]
    nums.sort(key=lambda pair: pair[0])
    root.ParentTree = Dictionary(Nums=Array([part for pair in nums for part in pair]))


def _lost(kid: Any, kept: set[tuple[int, int]]) -> bool:
    if not isinstance(kid, Dictionary) or kid.get("/Type") != Name.OBJR:
        return False
    target = kid.get("/Obj")
    return not isinstance(target, (Dictionary, pikepdf.Stream)) or (isinstance(target, Dictionary) and target.objgen not in kept)


def _sound(root: Dictionary, pages: list[Any]) -> bool:
    keys = [int(holder[name]) for holder, name in holders(pages)]
    listed = [int(key) for key, _value in tree_items(root.get("/ParentTree"), "/Nums")]
    if len(set(keys)) != len(keys) or len(set(listed)) != len(listed) or set(keys) != set(listed):
        return False
    if not listed or max(listed) > MOST_KEYS or min(listed) < 0:
        return False
    numbers = {page.objgen for page in pages}
    return all("/Pg" not in element or element.Pg.objgen in numbers for element in elements(root))
