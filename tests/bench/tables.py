"""Tables of the bench's report."""

from __future__ import annotations

Row = list[str]


def table(header: Row, rows: list[Row]) -> str:
    """Rows as Markdown."""
    lines = [header, ["---"] + ["---:"] * (len(header) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def replaced(report: str, section: str) -> str:
    """A report whose section of the same heading is this one, or that ends with it."""
    heading = section.partition("\n")[0]
    before, found, after = report.partition(f"{heading}\n")
    if not found:
        return f"{report.rstrip()}\n\n{section}\n"
    following = after.find("\n## ")
    rest = after[following:] if following >= 0 else ""
    return f"{before}{section}\n{rest}"
