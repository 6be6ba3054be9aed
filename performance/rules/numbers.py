"""Figures as they stand in a cell: what is read, what is read with a notice, and what is refused because it could mean two."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from performance.choices import Basis, FigureState, Unit

PLACES = 4  # that are kept
MOST = Decimal(10) ** 12
NOISE = Decimal("0.000000001")  # what reckoning with binary fractions leaves behind

# How published tables mark that there is no figure: not available, not applicable, confidential, unreliable
MISSING = frozenset({
    "", "-", "..", ".", ":", "*", "[x]", "[z]", "[c]", "[u]", "[w]", "[e]", "[low]", "n/a", "na", "nil return", "not available",
    "not known",
})  # fmt: skip
ERRORS = re.compile(r"#(?:n/a|ref!|value!|div/0!|name\?|num!|null!|getting_data)|err:5\d\d", re.IGNORECASE)
MARK = re.compile(r"\s*[\[(]\s*(p|r|provisional|revised)\s*[\])]$", re.IGNORECASE)
NOTE = re.compile(r"\s*\[(?:note )?\d+\]$", re.IGNORECASE)
PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
COMMAS = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
SPACES = re.compile("-?\\d{1,3}(?:[ \u00a0\u2009\u202f]\\d{3})+(?:\\.\\d+)?")
UNSURE = re.compile(r"-?\d{1,3}\.\d{3}")
DECIMAL_COMMA = re.compile(r"-?[\d.]+,\d{1,2}")
SHORTENED = re.compile(r"-?\d+(?:\.\d+)?e[+-]?\d+", re.IGNORECASE)

TEXTS = gettext_lazy("Numbers that the file keeps as text are read as numbers")
SEPARATED = gettext_lazy("Commas and spaces between thousands are left out")
SIGNS = gettext_lazy("Signs of per cent and of pounds are left out")
AS_PERCENT = gettext_lazy("Cells shown as per cent are read as they are shown: 3.7%% is 3.7")
ROUNDED = gettext_lazy("Figures with more than four decimals are rounded to four")
NO_FIGURE = gettext_lazy("Cells without a figure, empty or marked as not available, are left out")
TRUE_MINUS = gettext_lazy("A long minus is read as a minus")


class NotAFigure(ValueError):
    """A cell is no figure, or could be two: `words` say what to write."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Kind:
    """What the figures of a measure are. Those of a share or a ratio are counts; the portal divides."""

    basis: str = Basis.COUNT
    unit: str = Unit.NUMBER

    @property
    def is_percent(self) -> bool:
        return self.basis == Basis.LEVEL and self.unit == Unit.PERCENT

    @property
    def is_whole(self) -> bool:
        return self.basis in (Basis.SHARE, Basis.RATIO) or (self.basis == Basis.COUNT and self.unit == Unit.NUMBER)


@dataclass(frozen=True)
class Figure:
    """A figure, or none where the cell says that there is none; the state that a mark gives, and what to tell."""

    value: Decimal | None
    state: str = ""
    notices: tuple[str, ...] = ()


def read_figure(text: str, kind: Kind, *, is_text: bool = False, is_typed: bool = False, is_percent: bool = False) -> Figure:
    """What a cell says. `is_typed` when the file tells numbers from texts, and `is_text` when this is a text to it; `is_percent`
    when the file keeps 0.037 and shows 3.7%. Raises NotAFigure."""
    told: list[str] = []
    plain, state = _unmarked(text)
    if plain.casefold() in MISSING:
        return Figure(None, "", (str(NO_FIGURE),))
    if ERRORS.fullmatch(plain):
        raise NotAFigure(_("The formula of this cell gives %(error)s. Mend it in your file") % {"error": plain})
    plain = _without_signs(plain, kind, told)
    value = _number(plain, text.strip(), kind, is_text=is_text, is_typed=is_typed, told=told)
    if is_percent:
        if not kind.is_percent:
            raise NotAFigure(_not_percent(kind))
        value, told = value * 100, [*told, str(AS_PERCENT) % {}]
    value = _rounded(value, told)
    _refuse_wrong_unit(value, kind)
    return Figure(value, state, tuple(told))


def _unmarked(text: str) -> tuple[str, str]:
    """The text without marks and notes, and the state that a mark gives."""
    plain, state = text.strip().replace("–", "-").replace("—", "-"), ""
    if marked := MARK.search(plain):
        state = FigureState.PROVISIONAL if marked[1][0] in "pP" else FigureState.REVISED
        plain = plain[: marked.start()]
    return NOTE.sub("", plain).strip(), state


def _without_signs(plain: str, kind: Kind, told: list[str]) -> str:
    if plain.startswith("\u2212"):
        plain = "-" + plain[1:]
        told.append(str(TRUE_MINUS))
    if plain.endswith("%"):
        if not kind.is_percent:
            raise NotAFigure(_not_percent(kind))
        plain = plain[:-1].rstrip()
        told.append(str(SIGNS))
    if plain.lstrip("-").startswith("£"):
        if kind.unit != Unit.POUNDS:
            raise NotAFigure(_("The measure is not in pounds. Write the number alone"))
        plain = plain.replace("£", "", 1)
        told.append(str(SIGNS))
    return plain


def _not_percent(kind: Kind) -> str:
    if kind.basis in (Basis.SHARE, Basis.RATIO):
        return _("The share is worked out from counts. Write the count, not a percentage")
    return _("The measure is not in per cent. Write the number alone")


def _number(plain: str, shown: str, kind: Kind, *, is_text: bool, is_typed: bool, told: list[str]) -> Decimal:
    if UNSURE.fullmatch(plain) and (is_text or (kind.is_whole and not is_typed)):
        words = _("“%(text)s” is a text. Write %(whole)s or %(text)s as a number")
        raise NotAFigure(words % {"text": plain, "whole": plain.replace(".", "")})
    if COMMAS.fullmatch(plain) or SPACES.fullmatch(plain):
        plain = re.sub(r"[,\s\u00a0\u2009\u202f]", "", plain)
        told.append(str(SEPARATED))
    elif is_text and PLAIN.fullmatch(plain):
        told.append(str(TEXTS))
    if SHORTENED.fullmatch(plain) and (is_text or not is_typed):
        raise NotAFigure(_("“%(text)s” is a shortened number. Write it in full") % {"text": shown})
    if not PLAIN.fullmatch(plain) and not SHORTENED.fullmatch(plain):
        raise NotAFigure(_what_instead(plain, shown))
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise NotAFigure(_what_instead(plain, shown)) from None


def _what_instead(plain: str, shown: str) -> str:
    if DECIMAL_COMMA.fullmatch(plain):
        return _("“%(text)s” has a comma before the decimals. Write them after a point") % {"text": shown}
    if re.fullmatch(r"\([\d.,]+\)", plain):
        return _("“%(text)s” is in brackets. Write a minus before a negative number") % {"text": shown}
    return _("“%(text)s” is not a number. Write a number like 1204 or 3.7, or leave the cell empty") % {"text": shown[:60]}


def _rounded(value: Decimal, told: list[str]) -> Decimal:
    if abs(value) >= MOST:
        raise NotAFigure(_("The number is too large. Check it"))
    rounded = round(value, PLACES)
    if abs(rounded - value) > NOISE:
        told.append(str(ROUNDED))
    return rounded


def _refuse_wrong_unit(value: Decimal, kind: Kind) -> None:
    if kind.is_whole and value != value.to_integral_value():
        raise NotAFigure(_("%(value)s is not whole, and the measure counts whole ones") % {"value": f"{value.normalize():f}"})
    if kind.is_percent and not 0 <= value <= 100:
        raise NotAFigure(_("A percentage must be between 0 and 100"))
    if value < 0 and (kind.basis != Basis.LEVEL or kind.unit == Unit.DAYS):
        raise NotAFigure(_("The number must not be below 0"))
