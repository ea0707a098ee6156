"""A report on a terminal. What strangers wrote is shown as text: never as markup, never as control characters."""

from collections.abc import Mapping

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from evaluator.bundle import Bundle, ScoreColumn
from evaluator.errors import EvaluatorError
from evaluator.limits import MIB, Limits
from evaluator.log import end_of, printable
from evaluator.replay import Replayed
from evaluator.report import Fault, Outcome, Report, Usage

LOG_LINES = 20
NOT_EVALUATED = "Not evaluated"
TITLES = {
    Outcome.SCORED: "Scored",
    Outcome.NO_ENTRY_POINT: "No entry point",
    Outcome.CRASHED: "The program crashed",
    Outcome.TIME_LIMIT: "Time limit",
    Outcome.MEMORY_LIMIT: "Memory limit",
    Outcome.OUTPUT_LIMIT: "Output limit",
    Outcome.LOG_LIMIT: "Log limit",
    Outcome.NO_PREDICTIONS: "No predictions",
    Outcome.PREDICTIONS_REFUSED: "Predictions refused",
    Outcome.ARCHIVE_REFUSED: "Archive refused",
}
VERDICTS = {
    "same": ("Same", "bold green"),
    "different": ("Different", "bold red"),
    "not_replayed": ("Not replayed", "bold red"),
}


def show_report(report: Report, bundle: Bundle, console: Console) -> None:
    is_scored = report.outcome is Outcome.SCORED
    console.print(Text(TITLES[report.outcome], style="bold green" if is_scored else "bold red"))
    if report.scores:
        _indented(console, _scores(report, bundle.scores))
    if report.faults:
        _indented(console, _faults(report.faults))
    if report.fault_count > len(report.faults):
        _indented(console, Text(f"and {report.fault_count - len(report.faults)} more", style="dim"))
    _indented(console, _usages(report, bundle))
    if report.public_log:
        _show_log(console, "What the scorer says to the team", report.public_log)
    if report.entry_log and not is_scored:
        _show_log(console, "End of the program's log", report.entry_log)


def show_breakdown(error: EvaluatorError, console: Console, *, title: str = NOT_EVALUATED, hint: str = "") -> None:
    aside = f"  ({error.code}; the submission is not at fault)" if title == NOT_EVALUATED else f"  ({error.code})"
    console.print(Text(title, style="bold red") + Text(aside))
    _indented(console, _plain(str(error)))
    if hint:
        console.print(Padding(_plain(hint), (0, 0, 0, 2)), soft_wrap=True)
    if error.log:
        _show_log(console, "End of the scorer's log", error.log)


def show_shortfalls(shortfalls: Mapping[str, str], console: Console) -> None:
    for sentence in shortfalls.values():
        console.print(Text("! ", style="bold yellow") + _plain(sentence))


def show_replayed(replayed: Replayed, console: Console) -> None:
    console.print(Text(*VERDICTS[replayed.verdict]))
    if replayed.differences:
        table = Table("not as in the receipt", "receipt", "here", box=None, pad_edge=False, header_style="dim")
        for found in replayed.differences:
            table.add_row(_plain(found.what), _plain(found.receipt), _plain(found.here))
        _indented(console, table)
    if replayed.compared:
        table = Table("", "receipt", "here", "", box=None, pad_edge=False, header_style="dim")
        for one in replayed.compared:
            sign = {True: "same", False: "different", None: "sealed"}[one.is_same]
            table.add_row(_plain(one.name), *(_plain(_exact(value)) for value in (one.receipt, one.here)), sign)
        _indented(console, table)


def _exact(value: str | float | None) -> str:
    return "–" if value is None else value if isinstance(value, str) else repr(value)


def _plain(text: str) -> Text:
    return Text(printable(text.encode("utf-8", "replace")))


def _scores(report: Report, columns: tuple[ScoreColumn, ...]) -> Table:
    table = Table("Score", "", box=None, pad_edge=False)
    table.add_column("public", justify="right")
    table.add_column("private", justify="right")
    for column in columns:
        values = [f"{report.scores[f'{part}_{column.key}']:.{column.decimals}f}" for part in ("public", "private")]
        better = {"lower": "lower is better", "higher": "higher is better", "neither": ""}[column.better]
        title = Text(column.title.get("en", column.key), style="bold" if column.primary else "")
        table.add_row(title, Text(" ".join(filter(None, [column.unit, better])), style="dim"), *values)
    return table


def _faults(faults: tuple[Fault, ...]) -> Table:
    """With columns only for what any of them has."""
    places = [name for name in ("row", "column", "value") if any(getattr(fault, name) is not None for fault in faults)]
    table = Table(*places, "what", box=None, pad_edge=False, show_header=bool(places))
    for fault in faults:
        found = [getattr(fault, name) for name in places]
        table.add_row(*(Text("" if place is None else str(place)) for place in found), Text(fault.message))
    return table


def _usages(report: Report, bundle: Bundle) -> Table:
    table = Table("", "CPU", "wall", "memory", "output", "log", box=None, pad_edge=False, header_style="dim")
    for name, usage, limits in (
        ("program", report.solution, bundle.solution),
        ("scorer", report.scoring, bundle.scoring),
    ):
        if usage:
            table.add_row(Text(name, style="dim"), *_used(usage, limits))
    return table


def _used(usage: Usage, limits: Limits) -> list[str]:
    return [
        f"{usage.cpu_seconds:.2f} of {limits.cpu_seconds:g} s",
        f"{usage.wall_seconds:.2f} of {limits.wall_seconds:g} s",
        f"{usage.memory_peak_bytes / MIB:.0f} of {limits.memory_mb} MB",
        f"{usage.output_bytes / MIB:.1f} of {limits.output_mb} MB",
        f"{usage.log_bytes / 1024:.0f} of {limits.log_kb} KB",
    ]


def _show_log(console: Console, title: str, log: bytes) -> None:
    console.print(Text(title, style="bold"))
    _indented(console, Text(printable(end_of(log, lines=LOG_LINES)).rstrip("\n"), style="dim"))


def _indented(console: Console, content: Table | Text) -> None:
    console.print(Padding(content, (0, 0, 0, 2)))
