"""Which figures are proposed to be of one event, and why; never those that cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from annotations.core.proposals import Candidate, Days, days_of, name_of, proposals, telling_words

FERRY = telling_words("A ferry sank off Brackwater after its engine failed, and the coastguard found the wreck.")
FIRE = telling_words("A blaze in the textile mill at Dunmarrow spread to the dormitory, survivors recalled.")


def day(number: int, precision: str = "day") -> Days | None:
    return days_of(date(2024, 5, number), None, precision)


def candidate(key: int, **said: object) -> Candidate:
    return Candidate(**{"key": key, "passage": key, **said})  # type: ignore[arg-type]


def groups(*candidates: Candidate, apart: set[frozenset[int]] = frozenset()) -> list[tuple[int, ...]]:  # type: ignore[assignment]
    return [found.keys for found in proposals(candidates, apart)]


class TestTwoOfThree:
    def test_day_and_place(self):
        assert groups(candidate(1, days=day(3), place="Brackwater"), candidate(2, days=day(3), place="Brackwater")) == [
            (1, 2)
        ]

    def test_day_and_words(self):
        assert groups(candidate(1, days=day(3), words=FERRY), candidate(2, days=day(3), words=FERRY)) == [(1, 2)]

    def test_place_and_words(self):
        assert groups(candidate(1, place="Brackwater", words=FERRY), candidate(2, place="Brackwater", words=FERRY)) == [
            (1, 2)
        ]

    @pytest.mark.parametrize("said", [{"days": day(3)}, {"place": "Brackwater"}, {"words": FERRY}])
    def test_one_alone_is_not_enough(self, said):
        assert groups(candidate(1, **said), candidate(2, **said)) == []

    def test_one_passage_is(self):
        assert groups(candidate(1, passage=7), candidate(2, passage=7)) == [(1, 2)]


class TestApart:
    def test_by_day(self):
        said = {"place": "Brackwater", "words": FERRY}
        assert groups(candidate(1, days=day(3), **said), candidate(2, days=day(9), **said)) == []

    def test_by_place(self):
        said = {"days": day(3), "words": FERRY}
        assert groups(candidate(1, place="Brackwater", **said), candidate(2, place="Dunmarrow", **said)) == []

    def test_by_a_person(self):
        said = {"days": day(3), "place": "Brackwater"}
        three = [candidate(key, **said) for key in (1, 2, 3)]
        assert groups(*three) == [(1, 2, 3)]
        assert groups(*three, apart={frozenset((1, 3))}) == [(1, 2)]

    def test_nothing_is_reported_before_it_is(self):
        assert (
            groups(candidate(1, days=day(5), words=FERRY), candidate(2, published=date(2024, 5, 4), words=FERRY)) == []
        )


class TestDays:
    def test_what_is_known_to_the_month_agrees_with_a_day_in_it_but_proves_nothing(self):
        month, inside, outside = day(1, "month"), day(20), days_of(date(2024, 6, 2), None, "day")
        said = {"place": "Brackwater"}
        assert groups(candidate(1, days=month, **said), candidate(2, days=inside, **said)) == []
        both = {**said, "words": FERRY}
        assert groups(candidate(1, days=month, **both), candidate(2, days=inside, **both)) == [(1, 2)]
        assert groups(candidate(1, days=month, **both), candidate(2, days=outside, **both)) == []

    def test_reports_of_two_days_in_a_row_may_be_of_one(self):
        here, there = date(2024, 5, 3), date(2024, 5, 4)
        assert groups(candidate(1, published=here, words=FERRY), candidate(2, published=there, words=FERRY)) == [(1, 2)]
        late = date(2024, 5, 20)
        assert groups(candidate(1, published=here, words=FERRY), candidate(2, published=late, words=FERRY)) == []

    def test_a_week_and_a_year(self):
        assert days_of(date(2024, 5, 3), None, "week") == Days(date(2024, 5, 3), date(2024, 5, 9))
        assert days_of(date(2024, 5, 3), None, "year") == Days(date(2024, 1, 1), date(2024, 12, 31), is_near=False)
        assert days_of(None, None, "day") is None


class TestPlaces:
    def test_a_part_of_a_place_is_in_it(self):
        said = {"days": day(3)}
        assert groups(
            candidate(1, place="Brackwater", **said), candidate(2, place="the port of Brackwater", **said)
        ) == [(1, 2)]

    def test_what_many_passages_say_tells_nothing(self):
        common = telling_words("rebels shelled the northern quarter overnight")
        many = [candidate(key, words=common, published=date(2024, 5, 3)) for key in range(1, 30)]
        assert groups(*many) == []


class TestGroups:
    def test_two_happenings_of_one_day_are_two_groups(self):
        ferry = [candidate(key, days=day(3), place="Brackwater", words=FERRY) for key in (1, 4)]
        fire = [candidate(key, days=day(3), place="Dunmarrow", words=FIRE) for key in (2, 3, 5)]
        assert groups(*ferry, *fire) == [(2, 3, 5), (1, 4)]

    def test_a_figure_that_half_of_an_event_is_like_is_proposed_for_it(self):
        said = {"days": day(3), "place": "Brackwater"}
        (found,) = proposals([candidate(1, event=7, **said), candidate(2, event=7, **said), candidate(3, **said)])
        assert (found.event, found.keys) == (7, (3,))

    def test_one_that_is_like_a_few_of_it_only_is_not(self):
        said = {"days": day(3), "place": "Brackwater"}
        inside = [candidate(key, event=7, days=day(3), place="Dunmarrow") for key in (1, 2, 4)]
        assert proposals([*inside, candidate(5, event=7, **said), candidate(3, **said)]) == []

    def test_a_group_holds_no_two_that_nothing_brings_together(self):
        chain = [
            candidate(1, days=day(3), place="Brackwater"),
            candidate(2, days=days_of(date(2024, 5, 3), date(2024, 5, 5), "day"), place="Brackwater"),
            candidate(3, days=day(5), place="Brackwater"),
        ]
        assert groups(*chain) == [(1, 2)]

    def test_each_says_why(self):
        said = {"days": day(3), "place": "Brackwater", "words": FERRY}
        (found,) = proposals([candidate(1, **said), candidate(2, **said)])
        when, where, words = map(str, found.reasons)
        assert (when, where) == ("all of 3 May 2024", "in Brackwater")
        assert words.startswith("sharing the words ‘")


def test_a_name_is_of_place_and_day():
    assert name_of([candidate(1, days=day(3), place="Brackwater"), candidate(2)]) == "Brackwater, 3 May 2024"
    assert name_of([candidate(1, days=day(1, "month"))]) == ""
