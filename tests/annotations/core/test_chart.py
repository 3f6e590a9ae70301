"""The scale of the picture, and where its marks stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.core.chart import MOST_TICKS, Chart, Mark, Scale, chart_of, step_for
from annotations.core.ledger import Report, compare


def chart(*said: dict[str, object], mirrored: bool = False) -> Chart:
    reports = [
        Report(**{"key": key, "article": key, "effect": "killed", "source": f"Source {key}", **each})  # type: ignore[arg-type]
        for key, each in enumerate(said, 1)
    ]
    (panel,) = compare(reports, {}).panels
    return chart_of(panel, mirrored=mirrored)


def mark(**said: object) -> Mark:
    """The mark of a figure beside one of 100, so that a person is a per cent."""
    return chart(said, {"best": 100}).lanes[0].marks[0]


@pytest.mark.parametrize(
    ("most", "step"), [(1, 1), (5, 1), (6, 2), (21, 5), (64, 20), (100, 20), (1_400, 500), (2**62, 10**18)]
)
def test_the_scale_goes_in_steps_that_are_read_at_a_glance(most, step):
    assert step_for(most) == step


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_the_scale_begins_at_nought_and_holds_every_number_with_few_lines(most):
    scale = Scale(most)
    ticks = list(scale.ticks)
    assert (ticks[0].number, ticks[0].at, ticks[-1].at) == (0, "0", "100")
    assert ticks[-1].number >= most
    assert 2 <= len(ticks) <= MOST_TICKS
    assert 0 <= float(scale.at(most)) <= 100


class TestMarks:
    def test_an_exact_number_is_a_dot(self):
        for found in (mark(best=25), mark(low=25, best=25, high=25), mark(low=25, high=25)):
            assert (found.best, found.width, found.rightwards, found.leftwards) == ("25", "", "", "")

    def test_a_range_is_a_bar(self):
        found = mark(low=20, high=40)
        assert (found.start, found.width, found.best) == ("20", "20", "")
        assert (found.rightwards, found.leftwards) == ("", "")

    def test_a_range_with_a_best_is_a_bar_with_a_dot(self):
        found = mark(low=20, best=25, high=40)
        assert (found.start, found.width, found.best) == ("20", "20", "25")

    def test_a_floor_is_an_arrow_to_the_right(self):
        found = mark(low=20)
        assert (found.rightwards, found.leftwards, found.best, found.width) == ("20", "", "", "")

    def test_a_ceiling_is_an_arrow_to_the_left(self):
        found = mark(high=20)
        assert (found.rightwards, found.leftwards, found.best, found.width) == ("", "20", "", "")

    def test_a_floor_with_a_best_above_it_is_open_beyond_the_best(self):
        found = mark(low=20, best=25)
        assert (found.start, found.width, found.best, found.rightwards) == ("20", "5", "25", "25")

    def test_what_names_no_number_has_a_row_and_no_mark(self):
        found = mark()
        assert found.words
        assert (found.best, found.width, found.rightwards, found.leftwards) == ("", "", "", "")


def test_from_right_to_left_all_is_mirrored():
    said = ({"low": 20, "best": 25, "high": 40}, {"low": 20}, {"high": 20}, {"best": 100})
    plain, mirrored = chart(*said), chart(*said, mirrored=True)
    bar, floor, ceiling, most = (lane.marks[0] for lane in mirrored.lanes)
    assert (bar.start, bar.width, bar.best) == ("60", "20", "75")
    assert (floor.leftwards, floor.rightwards) == ("80", "")
    assert (ceiling.leftwards, ceiling.rightwards) == ("", "80")
    assert most.best == "0"
    assert [tick.at for tick in mirrored.ticks] == [tick.at for tick in reversed(plain.ticks)]
    assert [tick.number for tick in mirrored.ticks] == [tick.number for tick in plain.ticks]
    assert float(plain.band_start) + float(plain.band_width) == pytest.approx(100 - float(mirrored.band_start))
    assert (plain.edge, plain.beside, mirrored.edge, mirrored.beside) == ("0", "40%", "100%", "0")
    assert mirrored.height == plain.height


def test_rows_follow_each_other_downwards_without_overlap():
    made = chart({"best": 3, "source": "One"}, {"best": 4, "source": "Two"}, {"best": 5, "source": "One"})
    tops = [float(mark.top) for lane in made.lanes for mark in lane.marks]
    baselines = [float(lane.baseline) for lane in made.lanes]
    assert [lane.name for lane in made.lanes] == ["One", "Two"]
    assert all(later - earlier >= 2.75 for earlier, later in pairwise(tops))
    assert baselines[0] < tops[0] < tops[1] < baselines[1] < tops[2] < float(made.foot) < float(made.height)


def test_the_band_is_the_range_over_sources():
    made = chart({"best": 20}, {"low": 30, "high": 40}, {"best": 100})
    assert (made.band_start, made.band_width) == ("20", "80")
    assert chart({"best": 20}).band_width == ""


def test_a_mark_tells_its_state():
    made = chart({"best": 20}, {"best": 30})
    assert [mark.state for lane in made.lanes for mark in lane.marks] == ["conflict", "conflict"]
    assert mark(low=20).state == "standing"
