"""The few words a pack writes itself: a bold subset of Public Sans, embedded once in each pack.

The variable font ships as two WOFF2 files (Latin, and Latin Extended for Welsh ŵ and ŷ); each becomes a static bold
TrueType subset holding only the letters asked for.
"""

import zlib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

from documents.rendering import STATIC

FACES = ("public-sans-latin.woff2", "public-sans-latin-ext.woff2")
WEIGHT = 700


@dataclass(frozen=True)
class Face:
    """One static subset. Widths are in thousandths of the font size, by glyph number."""

    name: str
    data: bytes
    glyphs: dict[str, int]
    widths: tuple[int, ...]
    box: tuple[int, ...]
    ascent: int
    descent: int
    cap_height: int

    @cached_property
    def packed(self) -> bytes:
        """The font program as it stands in a file, compressed once for all packs."""
        return zlib.compress(self.data, 9)


@dataclass(frozen=True)
class Lettering:
    """The faces for one set of letters; a letter is set in the first face that has it."""

    faces: tuple[Face, ...]

    @cached_property
    def letters(self) -> dict[str, tuple[int, str, int]]:
        """Each letter's face, hexadecimal glyph and width; of two faces that have it, the first's."""
        known: dict[str, tuple[int, str, int]] = {}
        for index, face in enumerate(self.faces):
            for letter, glyph in face.glyphs.items():
                known.setdefault(letter, (index, f"{glyph:04x}", face.widths[glyph]))
        return known

    @cached_property
    def measured(self) -> dict[str, float]:
        """Widths found so far: the editions of a meeting print the same numbers."""
        return {}

    def runs(self, text: str) -> list[tuple[int, str]]:
        """The text as (face number, hexadecimal glyph string). A letter no face has is set as a space."""
        result: list[tuple[int, str]] = []
        for letter in text:
            index, glyph, _width = self.letters.get(letter) or self.letters[" "]
            if result and result[-1][0] == index:
                result[-1] = (index, result[-1][1] + glyph)
            else:
                result.append((index, glyph))
        return result

    def width(self, text: str) -> float:
        """Width of the text at size 1, in points."""
        if text not in self.measured:
            self.measured[text] = sum((self.letters.get(letter) or self.letters[" "])[2] for letter in text) / 1000
        return self.measured[text]


@lru_cache(maxsize=8)
def lettering_for(letters: frozenset[str]) -> Lettering:
    """The subset for these letters, kept for the life of the process. Raises FileNotFoundError without our fonts."""
    wanted = letters | {" "}
    faces = [_face(name, index, wanted) for index, name in enumerate(FACES)]
    return Lettering(tuple(face for index, face in enumerate(faces) if index == 0 or len(face.glyphs) > 1))


def _face(file_name: str, index: int, letters: frozenset[str]) -> Face:
    from fontTools import subset, ttLib  # heavy, and only needed once for each process
    from fontTools.varLib import instancer

    with (STATIC / "vendor" / file_name).open("rb") as file:
        font = ttLib.TTFont(file, recalcTimestamp=False)
        known = {letter for letter in letters if ord(letter) in font.getBestCmap()}
        options = subset.Options(
            hinting=False, layout_features=[], notdef_outline=True, drop_tables=["GSUB", "GPOS", "GDEF", "STAT"]
        )
        options.recalc_timestamp = False
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=[ord(letter) for letter in known])
        subsetter.subset(font)
        font = instancer.instantiateVariableFont(font, {"wght": WEIGHT}, inplace=True)
        font.flavor = None
        written = BytesIO()
        font.save(written, reorderTables=False)
    return _measured(font, f"PACK{'AB'[index]}A+PublicSans-Bold", written.getvalue(), known)


def _measured(font: object, name: str, data: bytes, letters: set[str]) -> Face:
    scale = 1000 / font["head"].unitsPerEm  # type: ignore[index]
    cmap, order = font.getBestCmap(), font.getGlyphOrder()  # type: ignore[attr-defined]  # fontTools gives its font untyped
    head, metrics, os2 = font["head"], font["hmtx"], font["OS/2"]  # type: ignore[index]
    numbers = {glyph: number for number, glyph in enumerate(order)}
    return Face(
        name=name,
        data=data,
        glyphs={letter: numbers[cmap[ord(letter)]] for letter in sorted(letters)},
        widths=tuple(round(metrics[glyph][0] * scale) for glyph in order),
        box=tuple(round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
        ascent=round(os2.sTypoAscender * scale),
        descent=round(os2.sTypoDescender * scale),
        cap_height=round(getattr(os2, "sCapHeight", 700) * scale),
    )


def embed(pdf: pikepdf.Pdf, face: Face) -> pikepdf.Object:
    """Write the face into the file as a Type 0 font with its own program and a way back to Unicode."""
    program = pikepdf.Stream(pdf, face.packed, Filter=Name.FlateDecode)
    program.Length1 = len(face.data)
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name("/" + face.name), Flags=4, FontBBox=Array(list(face.box)),
        ItalicAngle=0, Ascent=face.ascent, Descent=face.descent, CapHeight=face.cap_height, StemV=120,
        FontFile2=pdf.make_indirect(program),
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/" + face.name), CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor), DW=0, W=Array([0, Array(list(face.widths))]),
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name("/" + face.name),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_stream(_to_unicode(face)),
        )
    )


def _to_unicode(face: Face) -> bytes:
    pairs = [f"<{number:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, number in face.glyphs.items()]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
