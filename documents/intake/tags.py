"""The tags of an uploaded PDF: mended where that is plain, kept where they then hold together, dropped where they do not.

What is let through here must survive assembly, which asks the same of the whole pack (`documents.pages.tag_faults`).
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documents.pages import (
    elements,
    headers_of,
    holders,
    holds,
    is_element,
    kids_of,
    parent_tree,
    tag_faults,
    tree_items,
)

MOST_KEYS = 1_000_000


def bring(source: pikepdf.Pdf, fresh: pikepdf.Pdf, pages: list[Any]) -> bool:
    """Copy the structure tree to the rebuilt pages, which stand in `fresh` with their links. False: there is none now.

    A tree is dropped whole where it cannot be mended: wrong tags are worse than none.
    """
    root = source.Root.get("/StructTreeRoot")
    if isinstance(root, Dictionary):
        try:
            copied: Any = fresh.copy_foreign(root if root.is_indirect else source.make_indirect(root))
            _mend(fresh, copied, pages)
            if _sound(copied, pages):
                fresh.Root.StructTreeRoot = copied
                fresh.Root.MarkInfo = Dictionary(Marked=True)
                if "/Lang" in source.Root:
                    fresh.Root.Lang = String(str(source.Root.Lang)[:40])
                return True
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError):
            pass
    for holder, name in list(holders(pages)):
        del holder[name]
    return False


def _mend(fresh: pikepdf.Pdf, root: Dictionary, pages: list[Any]) -> None:
    _mend_branches(fresh, root)
    _forget_lost_objects(root, pages)
    _mend_ids(root)
    _mend_parent_tree(root, pages)
    _mend_maps(root)


def _mend_branches(fresh: pikepdf.Pdf, root: Dictionary) -> None:
    """Every element stands once in the tree, as an object of its own, and names the element above it."""
    seen: set[tuple[int, int]] = {root.objgen}
    waiting: list[Any] = [root]
    while waiting:
        parent = waiting.pop()
        kept: list[Any] = []
        for kid in kids_of(parent):
            if is_element(kid):
                kid = kid if kid.is_indirect else fresh.make_indirect(kid)
                if kid.objgen in seen:
                    continue
                seen.add(kid.objgen)
                kid.P = parent
                waiting.append(kid)
            elif parent.objgen == root.objgen:
                continue  # only elements may stand directly under the root
            kept.append(kid)
        parent.K = Array(kept)


def _forget_lost_objects(root: Dictionary, pages: list[Any]) -> None:
    """Take out references to annotations that did not come along, from the elements."""
    kept = {link.objgen for page in pages for link in page.get("/Annots", ())}
    for element in elements(root):
        if element.get("/AF") is not None:
            del element["/AF"]
        kids = kids_of(element)
        left = [kid for kid in kids if not _lost(kid, kept)]
        if len(left) < len(kids):
            element.K = Array(left)


def _lost(kid: Any, kept: set[tuple[int, int]]) -> bool:
    if not isinstance(kid, Dictionary) or kid.get("/Type") != Name.OBJR:
        return False
    target = kid.get("/Obj")
    return not isinstance(target, (Dictionary, pikepdf.Stream)) or (isinstance(target, Dictionary) and target.objgen not in kept)


def _mend_ids(root: Dictionary) -> None:
    """Ids are words and unique, headers name cells that exist, and the id tree is written anew."""
    ids: dict[bytes, Any] = {}
    found = list(elements(root))
    for element in found:
        name = element.get("/ID")
        if isinstance(name, String) and bytes(name) not in ids:
            ids[bytes(name)] = element
        elif "/ID" in element:
            del element["/ID"]
    for element in found:
        for attributes in headers_of(element):
            named = [name for name in attributes.Headers if isinstance(name, String) and bytes(name) in ids]
            if named:
                attributes.Headers = Array(named)
            else:
                del attributes["/Headers"]
    names = [part for key in sorted(ids) for part in (String(key), ids[key])]
    root.IDTree = Dictionary(Names=Array(names))


def _mend_parent_tree(root: Dictionary, pages: list[Any]) -> None:
    """The parent tree holds what is used, in order, and leads to elements that are in the tree and hold the content."""
    reachable, by_key = {element.objgen for element in elements(root)}, parent_tree(root)
    for holder, name in list(holders(pages)):
        key = int(holder[name])
        leads_to = by_key.get(key)
        if name == "/StructParents" and isinstance(leads_to, Array):
            continue
        if name == "/StructParent" and isinstance(leads_to, Dictionary) and leads_to.objgen in reachable:
            continue
        if key in by_key or key < 0:
            del holder[name]
            by_key.pop(key, None)
    for page in pages:
        entries: Any = by_key.get(int(page.get("/StructParents", -1)), Array())
        for mcid, element in enumerate(entries):
            if isinstance(element, Dictionary) and element.objgen in reachable and not holds(element, mcid, page):
                entries[mcid] = None
    used = {int(holder[name]) for holder, name in holders(pages)}
    nums = [part for key in sorted(by_key.keys() & used) for part in (key, by_key[key])]
    root.ParentTree = Dictionary(Nums=Array(nums))


def _mend_maps(root: Dictionary) -> None:
    """Roles map to names and classes to attributes; whatever else stands there goes."""
    for kind, allowed in (("/RoleMap", (Name,)), ("/ClassMap", (Dictionary, Array))):
        if kind not in root:
            continue
        entries = root[kind]
        sound = isinstance(entries, Dictionary) and {k: v for k, v in entries.items() if isinstance(v, allowed)}
        if sound:
            root[kind] = Dictionary(sound)
        else:
            del root[kind]
    if "/Namespaces" in root and not isinstance(root.Namespaces, Array):
        del root["/Namespaces"]


def _sound(root: Dictionary, pages: list[Any]) -> bool:
    listed = [int(key) for key, _value in tree_items(root.get("/ParentTree"), "/Nums")]
    if not listed or max(listed) > MOST_KEYS or min(listed) < 0 or next(elements(root), None) is None:
        return False
    return not any(True for _fault in tag_faults(root, pages))
