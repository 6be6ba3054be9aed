"""What a chart says in words: its name, a description of its figures, its events and what is marked on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from interface.charts.plots import (
    WIDE,
    Spec,
    axis_places,
    figure,
    kind_of,
    known,
    limit_places,
    outside,
    partial_value,
    plot_of,
    series_places,
    stretches,
    whole_values,
)

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def name_of(spec: Spec) -> str:
    """What kind of chart it is, of what."""
    names = ", ".join(str(series["name"]) for series in spec["series"])
    said = {"what": (_sentences(_measured(spec)) or str(spec["title"])).rstrip("."), "names": names}
    kinds = {
        "line": _("Line chart: %(what)s. Lines: %(names)s"),
        "bars": _("Bar chart: %(what)s. Bars: %(names)s"),
        "stacked": _("Stacked bar chart: %(what)s. Parts, from the foot: %(names)s"),
    }
    return kinds[kind_of(spec)] % said


def describe(spec: Spec) -> str:
    """Every line in words: where it begins and ends, its lowest and highest; then limits, target, and what is not whole."""
    sentences = [_describe_one(spec, series) for series in spec["series"]]
    sentences += _describe_limits(spec)
    sentences += [f"{words}." for words in target_words(spec)]
    sentences += _describe_partial(spec)
    if spec.get("illustrative"):
        sentences.append(_("The figures are illustrative."))
    return " ".join(sentences)


def subtitle_of(spec: Spec) -> str:
    """What is measured; that the figures are illustrative and where the scale begins, where that is not said."""
    said = _measured(spec)
    plot = plot_of(spec, WIDE)
    if plot.low > 0:
        said.append(_("The scale starts at %(low)s.") % {"low": figure(plot.low, axis_places(plot.step))})
    return _sentences(said)


def _measured(spec: Spec) -> list[str]:
    said = [str(spec.get("subtitle", "")).strip()]
    if spec.get("illustrative") and str(_("Illustrative")).lower() not in said[0].lower():
        said.append(_("Illustrative figures."))
    return [words for words in said if words]


def _sentences(said: Sequence[str]) -> str:
    """One after the other; the last may do without its full stop."""
    ended = [words if words.endswith((".", "?", "!")) else f"{words}." for words in said[:-1]]
    return " ".join([*ended, *said[-1:]])


def lettered(spec: Spec) -> list[tuple[str, str, str]]:
    """Events with a letter each, the period and the words."""
    lettered = []
    for index, event in enumerate(spec.get("events", ())):
        label = str(event.get("label", ""))
        own = label.isupper() and label.isalpha() and len(label) <= 2
        words = [event.get("text", "")] if own else [label, event.get("text", "")]
        lettered.append((label if own else letter_of(index), str(event["period"]), ": ".join(str(w) for w in words if w)))
    return lettered


def letter_of(index: int) -> str:
    """A, B … Z, AA, AB …"""
    more, place = divmod(index, len(LETTERS))
    return (LETTERS[more - 1] if more else "") + LETTERS[place]


def marks_words(spec: Spec) -> list[str]:
    """What the marks on the drawing mean, where they stand on it."""
    said = []
    if outside(spec):
        said.append(_("A ring marks a figure outside its limits."))
    if spec.get("partial") and spec["periods"]:
        words = {
            "line": _("The open dot is %(period)s: it is not joined to the others and compared with nothing."),
            "bars": _("The hatched bar is %(period)s: it is compared with nothing."),
            "stacked": _("The bar in a frame is %(period)s: it is compared with nothing."),
        }[kind_of(spec)]
        said.append(words % {"period": period_words(spec, len(spec["periods"]) - 1)})
    return said


def target_words(spec: Spec) -> list[str]:
    """“Target 3,291 by March 2023”."""
    places = series_places(spec)
    said = []
    for _start, _end, target in stretches(spec, "targets"):
        text = str(target.get("text", "")).strip()
        words = _("Target %(value)s") % {"value": figure(target["value"], places)}
        said.append(f"{words} {text}".strip())
    return said


def table_caption(spec: Spec) -> str:
    unit, is_illustrative = str(spec.get("unit", "")), spec.get("illustrative")
    if unit:
        words = _("Illustrative figures, %(unit)s") if is_illustrative else _("Figures, %(unit)s")
        return words % {"unit": unit}
    return _("Illustrative figures") if is_illustrative else _("Figures")


def period_words(spec: Spec, index: int) -> str:
    """The name of a period; of the last one, how far it went where it was not over."""
    is_partial = spec.get("partial") and index == len(spec["periods"]) - 1
    return f"{spec['periods'][index]}, {spec['partial']}" if is_partial else str(spec["periods"][index])


def _describe_one(spec: Spec, series: Mapping[str, Any]) -> str:
    values = [(value, spec["periods"][index]) for index, value in known(whole_values(spec, series))]
    if not values:
        return _("%(name)s: not known.") % {"name": series["name"]}
    places = series_places(spec)
    said = {"name": series["name"]}
    ends = {"first": values[0], "last": values[-1], "low": min(values, key=_value), "high": max(values, key=_value)}
    for name, (value, period) in ends.items():
        said |= {name: figure(value, places), f"{name}_period": period}
    return (
        _("%(name)s: %(first)s in %(first_period)s, %(last)s in %(last_period)s; "
          "lowest %(low)s in %(low_period)s, highest %(high)s in %(high_period)s.")
        % said
    )  # fmt: skip


def _value(pair: tuple[float, str]) -> float:
    return pair[0]


def _describe_limits(spec: Spec) -> list[str]:
    places, said = limit_places(spec), []
    for start, end, limit in stretches(spec, "limits"):
        words = {name: figure(limit[name], places) for name in ("average", "lower", "upper")}
        words |= {"start": spec["periods"][start], "end": spec["periods"][end]}
        said.append(_("%(start)s to %(end)s: average %(average)s, natural limits %(lower)s and %(upper)s.") % words)
    if said:
        said.append(_outside_words(spec))
    return said


def _outside_words(spec: Spec) -> str:
    found = outside(spec)
    if not found:
        return _("No figure is outside its limits.")
    values, places = whole_values(spec, spec["series"][0]), series_places(spec)
    listed = _listed([f"{spec['periods'][index]} ({figure(values[index] or 0, places)})" for index in found])
    return _("Outside their limits: %(listed)s.") % {"listed": listed}


def _describe_partial(spec: Spec) -> list[str]:
    places = series_places(spec)
    values = ((series["name"], partial_value(spec, series)) for series in spec["series"])
    listed = _listed([f"{name} {figure(value, places)}" for name, value in values if value is not None])
    if not listed:
        return []
    return [_("%(period)s is not over: %(listed)s %(partial)s.")
            % {"period": spec["periods"][-1], "listed": listed, "partial": spec["partial"]}]  # fmt: skip


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words)
