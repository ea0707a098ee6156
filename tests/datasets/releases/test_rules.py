"""What a reader may ask of a table, and what is left out with a complaint."""

import pytest

from datasets.releases.rules import (
    LONGEST_VALUE,
    MOST_FILTERS,
    Asked,
    Complaint,
    Condition,
    Fault,
    Kind,
    Operator,
    Order,
    View,
    asked_of,
    read_view,
)

COLUMNS = {"terminal": Kind.TEXT, "wait_h": Kind.NUMBER, "-odd": Kind.TEXT}


def read(*asked: Asked, order: str = ""):
    return read_view(asked, order=order, columns=COLUMNS)


def test_nothing_asked_is_the_file_as_it_is():
    assert read() == read(Asked("", "eq", "x"))
    assert read().view == View()


@pytest.mark.parametrize("operator", [operator for operator in Operator if operator.needs_value])
def test_text_is_compared_as_it_is_written(operator):
    assert read(Asked("terminal", operator.value, " Tarik ")).view.conditions == (
        Condition("terminal", operator, "Tarik"),
    )


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("1 000", 1000.0),
        ("1\u202f000,5", 1000.5),
        ("-3", -3.0),
        ("1e3", 1000.0),
        ("٣", 3.0),
    ],
)
def test_number_is_read_as_people_write_it(typed, number):
    assert read(Asked("wait_h", "ge", typed)).view.conditions == (Condition("wait_h", Operator.AT_LEAST, number),)


@pytest.mark.parametrize("operator", ["empty", "filled"])
def test_emptiness_needs_no_value(operator):
    assert read(Asked("wait_h", operator, "anything")).view.conditions == (
        Condition("wait_h", Operator(operator), None),
    )


@pytest.mark.parametrize(
    ("asked", "fault", "said"),
    [
        (Asked("secret", "eq", "1"), Fault.COLUMN, "secret"),
        (Asked("wait_h; DROP TABLE", "eq", "1"), Fault.COLUMN, "wait_h; DROP TABLE"),
        (Asked("wait_h", "like", "1"), Fault.OPERATOR, "1"),
        (Asked("wait_h", "", "1"), Fault.OPERATOR, "1"),
        (Asked("wait_h", "eq", "abc"), Fault.NUMBER, "abc"),
        (Asked("wait_h", "eq", "nan"), Fault.NUMBER, "nan"),
        (Asked("wait_h", "eq", "1e999"), Fault.NUMBER, "1e999"),
        (Asked("wait_h", "eq", " "), Fault.VALUE_MISSING, " "),
        (Asked("wait_h", "contains", "1"), Fault.CONTAINS_NUMBER, "1"),
        (Asked("terminal", "eq", "x" * (LONGEST_VALUE + 1)), Fault.VALUE_LONG, "x" * (LONGEST_VALUE + 1)),
    ],
)
def test_what_cannot_be_read_is_left_out_with_its_place(asked, fault, said):
    answer = read(Asked("terminal", "eq", "Tarik"), asked)
    assert answer.complaints == (Complaint(fault, 1, said),)
    assert answer.view.conditions == (Condition("terminal", Operator.EQUAL, "Tarik"),)


def test_conditions_are_few():
    answer = read(*[Asked("wait_h", "ge", str(number)) for number in range(MOST_FILTERS + 1)])
    assert len(answer.view.conditions) == MOST_FILTERS
    assert answer.complaints == (Complaint(Fault.TOO_MANY, MOST_FILTERS, str(MOST_FILTERS)),)


@pytest.mark.parametrize(
    ("asked", "order"),
    [
        ("wait_h", Order("wait_h")),
        ("-wait_h", Order("wait_h", is_descending=True)),
        ("-odd", Order("-odd")),
        ("--odd", Order("-odd", is_descending=True)),
    ],
)
def test_order_is_by_one_column(asked, order):
    assert read(order=asked).view.order == order


@pytest.mark.parametrize("asked", ["secret", "-secret", "wait_h desc", "-"])
def test_order_by_what_is_no_column_is_complained_of(asked):
    assert read(order=asked).complaints == (Complaint(Fault.ORDER, None, asked),)


def test_three_lists_run_side_by_side():
    assert asked_of(["a", "b"], ["eq"], ["1", "2", "3"]) == [
        Asked("a", "eq", "1"),
        Asked("b", "", "2"),
        Asked("", "", "3"),
    ]


def test_lists_without_end_are_cut():
    assert len(asked_of(["a"] * 10_000, [], [])) == 4 * MOST_FILTERS
