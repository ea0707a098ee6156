"""How the values of a category are written: each always the same way, whatever type its column came in."""

import pandas as pd


def texts_of(distinct: pd.Index) -> pd.Index:
    """The text of each value; null stays null."""
    if distinct.dtype == "str":
        return distinct
    return pd.Index([None if pd.isna(value) else text_of(value) for value in distinct.tolist()], dtype="str")


def text_of(value: object) -> str:
    """Whole numbers have no point (codes in a column with empty cells come as 1.0, 2.0); times are ISO 8601, without
    the hour when it is midnight."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value == value.normalize() else value.isoformat()
    return str(value)
