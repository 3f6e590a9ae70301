"""What can be true at once, what takes whose place, and the range over sources."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from annotations.core.ledger import Comparison, Panel, Report, Span, Told, compare, contradict, supersedes


def told(day: int, hour: int | None = None) -> Told:
    moment = None if hour is None else datetime(2024, 3, day, hour, tzinfo=UTC)
    return Told(date(2024, 3, day), moment)


def report(key: int = 1, **said: object) -> Report:
    """A figure of an article of its own, unless it says of which."""
    return Report(**{"key": key, "article": key, "effect": "killed", "outlet": f"Outlet {key}", **said})  # type: ignore[arg-type]


def compared(*reports: Report) -> Comparison:
    return compare(reports, {})


def only(comparison: Comparison) -> Panel:
    (panel,) = comparison.panels
    return panel


@pytest.mark.parametrize(
    ("said", "span"),
    [
        ({"best": 12}, (12, 12)),
        ({"low": 12, "best": 12, "high": 12}, (12, 12)),
        ({"low": 12}, (12, None)),
        ({"high": 30}, (None, 30)),
        ({"low": 17, "high": 21}, (17, 21)),
        ({"low": 17, "best": 19}, (17, None)),
        ({"best": 100, "approximate": True}, (50, 150)),
        ({"best": 45, "approximate": True}, (40, 50)),
        ({"best": 2000, "approximate": True}, (1500, 2500)),
        ({"best": 1, "approximate": True}, (0, 2)),
        ({"best": 12, "approximate": True, "is_of_words": True}, (None, None)),
        ({}, (None, None)),
    ],
)
def test_what_a_figure_commits_itself_to(said, span):
    assert report(**said).span == Span(*span)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"best": 1200}, "1,200"),
        ({"low": 12, "best": 12, "high": 12}, "12"),
        ({"best": 100, "approximate": True}, "about 100"),
        ({"low": 12}, "at least 12"),
        ({"high": 30}, "up to 30"),
        ({"low": 17, "high": 21}, "17 to 21"),
        ({"low": 17, "best": 19, "high": 21}, "19, 17 to 21"),
        ({"low": 17, "best": 19}, "19, at least 17"),
        ({"best": 19, "high": 21}, "19, up to 21"),
        ({}, "no number"),
    ],
)
def test_what_a_figure_says_in_words(said, words):
    assert report(**said).words == words


class TestContradiction:
    def test_numbers_without_one_in_common_cannot_both_be_true(self):
        assert contradict(report(1, best=14), report(2, low=17, high=21))
        assert contradict(report(2, low=17, high=21), report(1, best=14))

    def test_a_floor_leaves_room_above_it(self):
        assert not contradict(report(1, low=12), report(2, best=19))
        assert contradict(report(1, low=20), report(2, best=19))

    def test_ranges_that_touch_can_both_be_true(self):
        assert not contradict(report(1, low=17, high=21), report(2, low=21, high=30))

    def test_about_a_hundred_can_be_ninety(self):
        assert not contradict(report(1, best=100, approximate=True), report(2, best=90))
        assert contradict(report(1, best=100, approximate=True), report(2, best=12))

    def test_dozens_contradict_nothing(self):
        assert not contradict(report(1, best=12, is_of_words=True), report(2, best=90))

    def test_a_running_count_that_has_grown_since_contradicts_nothing(self):
        earlier, later = report(1, best=9, told=told(1)), report(2, best=14, told=told(2), is_cumulative=True)
        assert not contradict(earlier, later)
        assert not contradict(later, earlier)

    def test_a_running_count_below_what_was_told_before_contradicts_it(self):
        assert contradict(report(1, best=19, told=told(1)), report(2, best=14, told=told(2), is_cumulative=True))

    def test_a_running_count_below_an_incident_told_later_has_not_heard_of_it(self):
        assert not contradict(report(1, best=14, told=told(1), is_cumulative=True), report(2, best=19, told=told(2)))

    def test_a_running_count_may_hold_more_than_the_incident(self):
        assert not contradict(report(1, best=90, is_cumulative=True, told=told(1)), report(2, best=19, told=told(2)))

    def test_two_running_counts_of_one_day_contradict_each_other(self):
        one, other = (report(key, best=key * 10, told=told(1), is_cumulative=True) for key in (1, 2))
        assert contradict(one, other)


class TestSuperseding:
    def test_a_source_that_tells_another_number_later_takes_back_the_first(self):
        assert supersedes(report(2, best=12, told=told(2)), report(1, best=9, told=told(1)), same_source=True)

    def test_another_source_takes_nothing_back(self):
        assert not supersedes(report(2, best=12, told=told(2)), report(1, best=9, told=told(1)), same_source=False)

    def test_a_later_running_count_overtakes_a_lower_number_of_another_source(self):
        later = report(2, best=12, told=told(2), is_cumulative=True)
        assert supersedes(later, report(1, best=9, told=told(1)), same_source=False)
        assert not supersedes(later, report(1, best=15, told=told(1)), same_source=False)

    def test_without_knowing_when_nothing_is_superseded(self):
        assert not supersedes(report(2, best=12), report(1, best=9, told=told(1)), same_source=True)
        assert not supersedes(report(2, best=12, told=told(1)), report(1, best=9, told=told(1)), same_source=True)

    def test_of_one_day_the_hour_decides(self):
        earlier, later = report(1, best=9, told=told(1, 12)), report(2, best=12, told=told(1, 18))
        assert supersedes(later, earlier, same_source=True)
        assert not supersedes(earlier, later, same_source=True)

    def test_what_is_superseded_contradicts_nobody_any_more(self):
        panel = only(
            compared(
                report(1, best=9, source="The ministry", told=told(1)),
                report(2, best=15, source="The ministry", told=told(3)),
                report(3, best=15, source="A union", told=told(2)),
            )
        )
        first, second = panel.lanes[0].lines
        assert (first.superseded_by, first.contradicts) == (second.report, ())
        assert panel.conflicts == 0

    def test_a_source_with_two_numbers_at_once_has_both_beside_each_other(self):
        panel = only(
            compared(*(report(key, article=1, best=key, source="The ministry", told=told(1)) for key in (9, 12)))
        )
        assert [[other.key for other in line.beside] for line in panel.lines] == [[12], [9]]
        assert panel.conflicts == 0


class TestRange:
    def test_it_goes_from_the_lowest_low_to_the_highest_high_and_says_who_says_so(self):
        panel = only(compared(report(1, best=14), report(2, low=17, high=21), report(3, best=19)))
        assert panel.lowest
        assert panel.highest
        assert (panel.lowest.number, [each.key for each in panel.lowest.said_by]) == (14, [1])
        assert (panel.highest.number, [each.key for each in panel.highest.said_by]) == (21, [2])
        assert not panel.lowest.is_open
        assert not panel.highest.is_open

    def test_a_floor_above_all_others_leaves_it_open(self):
        panel = only(compared(report(1, best=14), report(2, low=30)))
        assert panel.highest
        assert (panel.highest.number, panel.highest.is_open) == (30, True)

    def test_a_ceiling_below_all_others_leaves_it_open_below(self):
        panel = only(compared(report(1, best=14), report(2, high=9)))
        assert panel.lowest
        assert (panel.lowest.number, panel.lowest.is_open) == (9, True)

    def test_what_was_taken_back_is_not_in_it(self):
        panel = only(
            compared(
                report(1, best=9, source="The ministry", told=told(1)),
                report(2, best=12, source="The ministry", told=told(2)),
            )
        )
        assert panel.lowest
        assert panel.lowest.number == 12

    def test_there_is_none_where_nobody_names_a_number(self):
        panel = only(compared(report(1)))
        assert (panel.lowest, panel.highest) == (None, None)


class TestPanels:
    def test_effects_and_kinds_of_victims_are_never_mixed(self):
        comparison = compared(
            report(1, best=3, effect="injured"),
            report(2, best=4),
            report(3, best=2, victims="civilians"),
            report(4, best=9, victims="unknown"),
        )
        assert [(panel.effect, panel.victims, len(panel.lines)) for panel in comparison.panels] == [
            ("killed", "", 2), ("killed", "civilians", 1), ("injured", "", 1),
        ]  # fmt: skip

    def test_a_population_is_left_out_and_said_so(self):
        comparison = compared(report(1, best=4), report(2, best=80_000, effect="population"))
        assert [each.key for each in comparison.populations] == [2]
        assert only(comparison).independent == 1
        assert len(comparison.sources) == 1

    def test_a_contradiction_of_two_sources_counts_once_however_often_they_speak(self):
        panel = only(
            compared(
                *(report(key, best=15, source="A union", told=told(key)) for key in (1, 2)),
                *(report(key, best=19, source="A monitor", told=told(key)) for key in (3, 4)),
            )
        )
        assert panel.conflicts == 1
        assert [len(line.contradicts) for line in panel.lines] == [2, 2, 2, 2]

    def test_sources_come_in_the_order_in_which_they_spoke(self):
        panel = only(
            compared(
                report(1, best=15, source="A union", told=told(3)),
                report(2, best=15, source="A monitor", told=told(2)),
                report(3, best=15, source="A mayor"),
                report(4, best=15, source="A union", told=told(1)),
            )
        )
        assert [(lane.source.name, [line.report.key for line in lane.lines]) for lane in panel.lanes] == [
            ("A union", [4, 1]), ("A monitor", [2]), ("A mayor", [3]),
        ]  # fmt: skip
