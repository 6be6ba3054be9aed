"""One structure tree out of many, so that a merged pack is still readable by a screen reader.

A plain merge loses the tags or leaves keys that collide, and later pages then resolve to the wrong elements. Here every
`StructParents` and `StructParent` (pages, annotations, form XObjects) moves up by an offset, the `ParentTree`s are
joined, ids of table headings are made unique, and each source becomes one `Part`. Pieces that we wrote are put right
when they are rendered (`documents.tagging`), so that no element of theirs is looked at here.
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from documents.pages import elements, headers_of, holders, kids_of, tree_items


class TagMerger:
    """Collects the structure trees of the pieces of one pack, then writes the pack's own."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        self.parts: list[Any] = []
        self.nums: dict[int, Any] = {}
        self.next_key = 0
        self.ids: dict[bytes, Any] = {}  # leaves of the pack's id tree, by the first name of each
        self.maps: dict[str, dict[str, Any]] = {"/RoleMap": {}, "/ClassMap": {}}
        self.namespaces: list[Any] = []

    def add(self, source: pikepdf.Pdf, pages: list[Any], *, title: str, language: str, prefix: str, sealed: bool = False) -> Any:
        """Take over the tags of a source whose pages (with their annotations) already stand in the pack.

        `pages` are those pages' dictionaries; `prefix` is unique to the piece. A `sealed` source has ids that no other
        has, and no form with a key. Gives the piece's `Part`, empty where the source has no tags.
        """
        part = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Part, P=self.document, T=String(title), K=Array([]))
        )
        if language:
            part.Lang = String(language)
        self.parts.append(part)
        root = source.Root.get("/StructTreeRoot")
        if not isinstance(root, Dictionary):
            drop_keys(pages)
            return part
        copied: Any = self.pdf.copy_foreign(root if root.is_indirect else source.make_indirect(root))
        self._shift_keys(copied, pages, forms=not sealed)
        if not sealed or not self._take_leaf(copied):
            self._unique_names(copied, prefix)
        for kind in self.maps:
            self._take_map(copied, kind, prefix)
        self.namespaces += list(copied.get("/Namespaces", ()))
        self._hang(part, copied)
        return part

    def new_key(self, value: Any) -> int:
        """A fresh `StructParents` or `StructParent` key that leads to `value`."""
        key = self.next_key
        self.nums[key] = value
        self.next_key = key + 1
        return key

    def held_by(self, key: Any) -> Any:
        """What a page's or link's key leads to, or None."""
        return None if key is None else self.nums.get(int(key))

    def adopt_links(self, part: Any, pages: list[Any]) -> None:
        """Tag the links of untagged pages, so that they can at least be reached and named."""
        for page in pages:
            for link in page.get("/Annots", ()):
                if "/StructParent" in link:
                    continue
                held = Dictionary(Type=Name.OBJR, Obj=link, Pg=page)
                element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=part, Pg=page, K=Array([held])))
                link.StructParent = self.new_key(element)
                part.K.append(element)

    def finish(self) -> None:
        """Write the pack's `StructTreeRoot`."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([self.document])))
        self.document.P = root
        self.document.K = Array([part for part in self.parts if len(part.K)])
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array([entry for pair in self.nums.items() for entry in pair])))
        root.ParentTreeNextKey = self.next_key
        if self.ids:
            root.IDTree = Dictionary(Kids=Array([leaf for _first, leaf in sorted(self.ids.items())]))
        for kind, entries in self.maps.items():
            if entries:
                root[kind] = Dictionary(entries)
        if self.namespaces:
            root.Namespaces = Array(self.namespaces)
        self.pdf.Root.StructTreeRoot = root

    def _shift_keys(self, root: Dictionary, pages: list[Any], *, forms: bool) -> None:
        offset, highest = self.next_key, -1
        for key, value in tree_items(root.get("/ParentTree"), "/Nums"):
            self.nums[int(key) + offset] = value
            highest = max(highest, int(key))
        for holder, name in holders(pages, forms=forms):
            key = int(holder[name])
            if key > highest or key < 0:
                del holder[name]
            else:
                holder[name] = key + offset
        self.next_key = offset + highest + 1

    def _take_leaf(self, root: Dictionary) -> bool:
        """Hang a sealed piece's ids into the pack's id tree as they are; False where the same piece stands there already."""
        leaf = root.IDTree.Kids[0] if "/IDTree" in root else None
        if leaf is None:
            return True
        first = bytes(leaf.Limits[0])
        return self.ids.setdefault(first, leaf).objgen == leaf.objgen

    def _unique_names(self, root: Dictionary, prefix: str) -> None:
        """Give every id of a source, and all that refers to it, a name with the piece's own prefix."""
        ids: dict[bytes, Any] = {}
        for element in elements(root):
            if "/ID" in element:
                renamed = prefix.encode() + b"-" + bytes(element.ID)
                element.ID = String(renamed)
                ids[renamed] = element
            for attributes in headers_of(element):
                attributes.Headers = Array([String(prefix.encode() + b"-" + bytes(old)) for old in attributes.Headers])
        if ids:
            names = [entry for key in sorted(ids) for entry in (String(key), ids[key])]
            leaf = Dictionary(Limits=Array([names[0], names[-2]]), Names=Array(names))
            self.ids[min(ids)] = self.pdf.make_indirect(leaf)

    def _take_map(self, root: Dictionary, kind: str, prefix: str) -> None:
        """Join `RoleMap` or `ClassMap`; a name that already means something else gets the piece's prefix."""
        taken, renamed = self.maps[kind], {}
        entries = root.get(kind)
        for name, value in dict(entries.items()).items() if isinstance(entries, Dictionary) else ():
            if name in taken and not same(taken[name], value):
                renamed[name] = f"/{prefix}-{name[1:]}"
            taken[renamed.get(name, name)] = value
        if not renamed:
            return
        for new in renamed.values():  # a role may be mapped to another role of the same file
            if kind == "/RoleMap" and str(taken[new]) in renamed:
                taken[new] = Name(renamed[str(taken[new])])
        rename_uses(root, "/S" if kind == "/RoleMap" else "/C", renamed)

    def _hang(self, part: Dictionary, root: Dictionary) -> None:
        kids = kids_of(root)
        if len(kids) == 1 and kids[0].get("/S") == "/Document":
            inner = kids_of(kids[0])
            if all(isinstance(kid, Dictionary) and "/S" in kid for kid in inner):
                kids = inner
        for kid in kids:
            kid.P = part
        part.K = Array(kids)


def same(first: Any, second: Any) -> bool:
    """Whether two entries of a map say the same."""
    return bool(first.unparse(resolved=True) == second.unparse(resolved=True))


def rename_uses(root: Dictionary, key: str, renamed: dict[str, str]) -> None:
    """Write the new names into `/S` or `/C` of every element."""
    for element in elements(root):
        value = element.get(key)
        if isinstance(value, Array):
            element[key] = Array([Name(renamed[str(v)]) if str(v) in renamed else v for v in value])
        elif value is not None and str(value) in renamed:
            element[key] = Name(renamed[str(value)])


def drop_keys(pages: list[Any]) -> None:
    """Take the keys out of pages that have no structure tree."""
    for holder, name in list(holders(pages)):
        del holder[name]
