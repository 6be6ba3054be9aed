"""Layers that a PDF does not show when it is opened: their content is taken out, since a rebuilt page has no switches.

Shown with the rest it would publish what its author had switched off; kept as it is it would be hidden text.
"""

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

PAINTS_PATH = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"}
PAINTS = {"Tj", "TJ", "'", '"', "sh", "Do", "INLINE IMAGE", "BI", "EI"}
Objgen = tuple[int, int]


def drop_switched_off(source: pikepdf.Pdf) -> bool:
    """Take out what the layers that are off would paint. Says whether there was any such layer. Raises PdfError."""
    off = _off(source.Root.get("/OCProperties"))
    if not off:
        return False
    for entry in list(source.objects):
        if isinstance(entry, pikepdf.Stream) and "/OC" in entry and _is_off(entry.OC, off):
            _empty(entry)
        elif isinstance(entry, pikepdf.Stream) and entry.get("/Subtype") == "/Form":
            _thin(source, entry, entry, off)
    for page in source.pages:
        _thin(source, page.obj, None, off)
        held = page.obj.get("/Annots")
        if isinstance(held, Array):
            kept = [one for one in held if not (isinstance(one, Dictionary) and "/OC" in one and _is_off(one.OC, off))]
            page.obj.Annots = Array(kept)
    return True


def _off(properties: Any) -> set[Objgen]:
    """The layers that are off, by the file's own opening state."""
    if not isinstance(properties, Dictionary) or not isinstance(properties.get("/D"), Dictionary):
        return set()
    state = properties.D
    off = _listed(state.get("/OFF"))
    if state.get("/BaseState") == "/OFF":
        off |= _listed(properties.get("/OCGs")) - _listed(state.get("/ON"))
    return off


def _listed(held: Any) -> set[Objgen]:
    return {entry.objgen for entry in held if isinstance(entry, Dictionary)} if isinstance(held, Array) else set()


def _is_off(layer: Any, off: set[Objgen]) -> bool:
    """Whether a layer, or a group of layers by its policy, is off."""
    if not isinstance(layer, Dictionary):
        return False
    if layer.get("/Type") != "/OCMD":
        return layer.objgen in off
    held = layer.get("/OCGs")
    members = [held.objgen] if isinstance(held, Dictionary) else sorted(_listed(held))
    states = [member not in off for member in members]
    if not states:
        return False
    policy = str(layer.get("/P", "/AnyOn"))
    shown = {"/AllOn": all(states), "/AnyOff": not all(states), "/AllOff": not any(states)}.get(policy, any(states))
    return not shown


def _empty(stream: Any) -> None:
    for key in set(stream.keys()) - {"/Length", "/Type"}:
        del stream[key]
    stream.write(b"")
    stream.Subtype, stream.BBox = Name.Form, Array([0, 0, 0, 0])


def _thin(source: pikepdf.Pdf, holder: Any, stream: Any, off: set[Objgen]) -> None:
    """Rewrite a content without what hidden layers paint; what they set stays, since later content may build on it."""
    resources = holder.get("/Resources")
    named = resources.get("/Properties") if isinstance(resources, Dictionary) else None
    if not isinstance(named, Dictionary):
        return
    hidden = {name for name, layer in dict(named.items()).items() if _is_off(layer, off)}
    if not hidden:
        return
    kept: list[Any] = []
    within: list[bool] = []  # for each open mark, whether it or one around it is a hidden layer
    for step in pikepdf.parse_content_stream(holder):
        name = str(step.operator)
        if name in ("BMC", "BDC"):
            within.append(any(within[-1:]) or (name == "BDC" and _names(step.operands, hidden)))
        kept.extend(_left_of(step, name) if any(within[-1:]) else [step])
        if name == "EMC" and within:
            within.pop()
    written = pikepdf.unparse_content_stream(kept)
    if stream is None:
        holder.Contents = source.make_stream(written)
    else:
        stream.write(written)


def _names(operands: Any, hidden: set[str]) -> bool:
    return len(operands) > 1 and str(operands[0]) == "/OC" and str(operands[1]) in hidden


def _left_of(step: Any, name: str) -> list[Any]:
    """What stays of an operation within a hidden layer: a path is ended without being painted."""
    if name in PAINTS_PATH:
        return [pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))]
    return [] if name in PAINTS else [step]
