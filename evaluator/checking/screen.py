"""A check on a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evaluator.checking.findings import About, Checked, Finding, Level
from evaluator.log import printable

SIGNS: dict[Level, tuple[str, str]] = {
    "good": ("✓", "green"),
    "look": ("!", "bold yellow"),
    "repair": ("✗", "bold red"),
}
SECTIONS: dict[About, str] = {
    "baselines": "Baselines",
    "scorer": "The scorer, asked as a team might",
    "files": "What the files give away",
    "limits": "Limits",
}


def show_checked(checked: Checked, console: Console) -> None:
    for about, title in SECTIONS.items():
        found = [finding for finding in checked.findings if finding.about == about]
        if found:
            console.print(Text(title, style="bold"))
            console.print(Padding(_listed(found), (0, 0, 1, 2)))
    if checked.block:
        console.print(Text("For challenge.yaml", style="bold"))
        console.print(_plain(checked.block), soft_wrap=True)
    repair, look = len(checked.of("repair")), len(checked.of("look"))
    if checked.is_well:
        console.print(Text("All well", style="bold green") + Text(f", {look} to look at" if look else ""))
    else:
        console.print(Text(f"{repair} to repair", style="bold red") + Text(f", {look} to look at" if look else ""))


def _listed(findings: list[Finding]) -> Table:
    """A sign, what was tried, what came of it."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(max_width=34)
    table.add_column(ratio=1)
    for finding in findings:
        sign, style = SIGNS[finding.level]
        table.add_row(Text(sign, style=style), _plain(finding.title), _plain(finding.text))
    return table


def _plain(text: str) -> Text:
    return Text(printable(text.encode("utf-8", "replace")))
