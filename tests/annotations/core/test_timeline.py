"""Counts over time in at most twelve columns of parts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.core.timeline import HEIGHT, MOST_COLUMNS, periods, timeline

DAYS = st.dates(min_value=date(1000, 1, 1), max_value=date(8999, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        (date(2024, 3, 11), date(2024, 3, 13), ["11 Mar", "12 Mar", "13 Mar"]),
        (date(2024, 3, 13), date(2024, 3, 27), [f"{day} Mar" for day in range(13, 25)]),
        (date(2023, 11, 30), date(2024, 2, 1), ["27 Nov", "4 Dec", "11 Dec"]),
        (date(2023, 11, 30), date(2024, 6, 1), ["Nov", "Dec", "2024"]),
        (date(2022, 11, 30), date(2024, 6, 1), ["Oct", "2023", "Apr"]),
        (date(2014, 11, 30), date(2024, 6, 1), ["2014", "2015", "2016"]),
        (date(1914, 11, 30), date(2024, 6, 1), ["1910", "1920", "1930"]),
        (date(1000, 1, 1), date(2024, 6, 1), ["1000–2024"]),
    ],
)
def test_the_longest_stretch_that_fits_is_told_in_the_shortest_periods(first, last, labels):
    if (last - first).days == 14:  # a day too many for days
        labels = ["11 Mar", "18 Mar", "25 Mar"]
    assert [period.label for period in periods(first, last)][: len(labels)] == labels


@given(DAYS, DAYS)
def test_periods_follow_each_other_from_the_first_day_to_the_last(one, other):
    first, last = min(one, other), max(one, other)
    found = periods(first, last)
    assert 1 <= len(found) <= MOST_COLUMNS
    assert found[0].first <= first
    assert found[-1].last >= last
    assert all(earlier.last + timedelta(days=1) == later.first for earlier, later in pairwise(found))


def test_states_are_stacked_in_their_order_and_nothing_else_stands_in_a_column():
    day, later = date(2024, 3, 11), date(2024, 3, 12)
    made = timeline({(day, "b"): 3, (day, "a"): 1, (later, "b"): 2}, ("a", "b", "c"))
    assert made
    first, second = made.columns
    assert [(part.state, part.number) for part in first.parts] == [("a", 1), ("b", 3)]
    assert [(part.state, part.number) for part in second.parts] == [("b", 2)]
    assert (first.total, second.total) == (4, 2)
    below, above = first.parts
    assert float(above.y) + float(above.height) == pytest.approx(float(below.y))
    assert float(below.y) + float(below.height) == pytest.approx(float(made.foot))
    assert float(below.height) + float(above.height) == pytest.approx(HEIGHT)
    assert (made.first, made.last) == (day, later)


def test_there_is_none_of_nothing():
    assert timeline({}, ("a",)) is None
    assert timeline({(date(2024, 3, 11), "a"): 0}, ("a",)) is None


def test_from_right_to_left_time_runs_to_the_left():
    counts = {(date(2024, 3, 11), "a"): 3, (date(2024, 3, 13), "a"): 1}
    plain, mirrored = timeline(counts, ("a",)), timeline(counts, ("a",), mirrored=True)
    assert plain
    assert mirrored
    assert [column.middle for column in mirrored.columns] == [column.middle for column in reversed(plain.columns)]
    assert [column.x for column in mirrored.columns] == [column.x for column in reversed(plain.columns)]
    assert [column.parts for column in mirrored.columns] == [column.parts for column in plain.columns]
    assert [column.period for column in mirrored.columns] == [column.period for column in plain.columns]
