"""Tables in the Markdown of live papers."""

from collections.abc import Sequence


def table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A captioned table in the Markdown of papers."""
    lines = [f"Table: {caption}", "", row(heads), row(("---",) * len(heads)), *map(row, rows)]
    return "\n".join(lines)


def row(cells: tuple[str, ...]) -> str:
    """Bars part the cells, so one that a name holds is escaped."""
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
