"""Everything that is said of a file that cannot be read, with its row and column where there are such."""

from collections.abc import Mapping
from typing import Any

from datasets.rules import DataRefusal


def gettext_noop(message: str) -> str:
    """Marks a message id for the catalogues without translating it: `wording` does that."""
    return message


class ReadingRefusal(DataRefusal):
    """`message` is a message id in English with `%(name)s` places that `details` fill. Among the details, `row` is the
    line of the file (the first is 1; of parquet, the row), `column` a column's name, or its place where it has none."""

    code = "reading_refused"
    message = gettext_noop("%(name)s cannot be read.")

    def __init__(self, **details: str | int) -> None:
        self.details: Mapping[str, str | int] = details
        super().__init__(self.message % details)

    def as_dict(self) -> dict[str, Any]:
        """What `wording.refused` turns into a sentence again; fit for JSON."""
        return {"code": self.code, "details": dict(self.details)}


class EmptyFile(ReadingRefusal):
    code = "empty_file"
    message = gettext_noop("%(name)s is empty: export the table again.")


class WithoutRows(ReadingRefusal):
    code = "without_rows"
    message = gettext_noop("%(name)s has a header and no rows: export the table again.")


class WithoutHeader(ReadingRefusal):
    code = "without_header"
    message = gettext_noop(
        "Row %(row)s should hold the names of the columns, and column %(column)s holds “%(value)s”: "
        "put a row of names above."
    )


class NamelessColumn(ReadingRefusal):
    code = "nameless_column"
    message = gettext_noop("Row %(row)s: column %(column)s has no name; every column needs one.")


class UnreadableName(ReadingRefusal):
    code = "unreadable_name"
    message = gettext_noop(
        "Row %(row)s: the name of column %(column)s is too long, or has signs that cannot be shown: rename it."
    )


class RepeatedName(ReadingRefusal):
    code = "repeated_name"
    message = gettext_noop("Row %(row)s: %(times)s columns are called %(column)s; rename them.")


class TooManyColumns(ReadingRefusal):
    code = "too_many_columns"
    message = gettext_noop("%(name)s has %(columns)s columns and at most %(limit)s can be read: take some of them out.")


class TooFewCells(ReadingRefusal):
    code = "too_few_cells"
    message = gettext_noop(
        "Row %(row)s has %(cells)s cells and the header %(width)s, so that there is none for %(column)s: look for a "
        "missing separator, or for a line end without quotes."
    )


class TooManyCells(ReadingRefusal):
    code = "too_many_cells"
    message = gettext_noop(
        "Row %(row)s has %(cells)s cells and the header %(width)s, so that “%(value)s” is in no column: look for a "
        "spare separator, or for a title above the header."
    )


class UnpairedQuotes(ReadingRefusal):
    code = "unpaired_quotes"
    message = gettext_noop(
        "Row %(row)s cannot be read: its quotes do not pair. A quote inside a cell is written twice."
    )


class CellTooLong(ReadingRefusal):
    code = "cell_too_long"
    message = gettext_noop(
        "Row %(row)s has a cell of more than %(limit)s signs: look for a quote that opens and never closes."
    )


class LineTooLong(ReadingRefusal):
    code = "line_too_long"
    message = gettext_noop("Row %(row)s of %(name)s is longer than %(limit)s bytes: this is no table.")


class UnknownEncoding(ReadingRefusal):
    code = "unknown_encoding"
    message = gettext_noop(
        "Row %(row)s of %(name)s is text in no encoding that is known here (byte %(byte)s): save it as CSV in UTF-8."
    )


class NotText(ReadingRefusal):
    code = "not_text"
    message = gettext_noop(
        "Row %(row)s of %(name)s holds a byte that no text has: save the table as CSV in UTF-8, as .xlsx or as parquet."
    )


class OtherKind(ReadingRefusal):
    code = "other_kind"
    message = gettext_noop("%(name)s is no table: save it as CSV in UTF-8, as .xlsx or as parquet.")


class OtherWorkbook(ReadingRefusal):
    code = "other_workbook"
    message = gettext_noop(
        "%(name)s is an Excel file of another kind (.xls, .xlsb, or one with a password): save it as .xlsx without a "
        "password, or as CSV."
    )


class OpenDocument(ReadingRefusal):
    code = "open_document"
    message = gettext_noop("%(name)s is an OpenDocument file: save it as .xlsx or as CSV.")


class PackedFile(ReadingRefusal):
    code = "packed_file"
    message = gettext_noop("%(name)s is packed: unpack it and send the table itself.")


class Misnamed(ReadingRefusal):
    code = "misnamed"
    message = gettext_noop("%(name)s ends in %(suffix)s and is no such file: it is broken, or was renamed.")


class BrokenFile(ReadingRefusal):
    code = "broken_file"
    message = gettext_noop("%(name)s is broken, or a part of it is missing: save it again and send it once more.")


class WorkbookTooLarge(ReadingRefusal):
    code = "workbook_too_large"
    message = gettext_noop("%(name)s unpacks to more than can be read as Excel (%(part)s): save its sheet as CSV.")


class WithoutTable(ReadingRefusal):
    code = "without_table"
    message = gettext_noop("No sheet of %(name)s that can be seen holds a table: a row of names, and rows below it.")


class OtherType(ReadingRefusal):
    code = "other_type"
    message = gettext_noop(
        "Column %(column)s of %(name)s holds %(type)s; a cell holds one number, text or time: leave it out, or write "
        "it as columns of such."
    )


class GroupTooLarge(ReadingRefusal):
    code = "group_too_large"
    message = gettext_noop(
        "Rows from %(row)s of %(name)s need more memory than there is for them: write it with row groups of 100,000 "
        "rows, and without long texts."
    )


REFUSALS: Mapping[str, type[ReadingRefusal]] = {kind.code: kind for kind in ReadingRefusal.__subclasses__()}
