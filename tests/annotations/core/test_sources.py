"""Who is independent of whom: by name, by outlet, and where articles carry one text."""

from __future__ import annotations

import pytest

from annotations.core.copies import copied_texts, is_copied
from annotations.core.ledger import Report
from annotations.core.sources import normal_name, sources_of

AGENCY = """A ferry capsized off the northern coast on Sunday after its engine failed in heavy seas, officials said.
At least 14 passengers drowned before two fishing boats reached the wreck shortly after dawn, the coastguard said.
Divers went on searching the hull in the afternoon, and relatives waited on the pier behind a line of police.
The company that runs the ferry declined to comment on reports that it had sailed with more people than it may carry."""
OTHER = """Grief turned to anger in the port on Monday as families asked why the ship had been allowed to leave at all.
Harbour workers told this newspaper that a warning about the weather had been pinned up since Saturday evening.
The coastguard said at least 14 passengers drowned. A lawyer for the families called that number premature.
Parliament is to debate a bill on the inspection of passenger ships that has waited for its turn since the spring."""
SENTENCE = AGENCY.splitlines()[1]


def report(key: int, article: int | None = None, **said: object) -> Report:
    article = key if article is None else article
    fields = {"key": key, "article": article, "effect": "killed", "outlet": f"Outlet {article}", "low": 14, **said}
    return Report(**fields)  # type: ignore[arg-type]


def groups(*reports: Report, **texts: str) -> list[list[int]]:
    found = sources_of(reports, {int(key.strip("_")): text for key, text in texts.items()})
    return [[each.key for each in source.reports] for source in found]


class TestCopies:
    def test_a_shortened_text_with_words_of_its_own_is_a_copy(self):
        shortened = "Our correspondent writes. " + "\n".join(AGENCY.splitlines()[:3]) + " More follows."
        assert copied_texts({1: AGENCY, 2: shortened}) == {frozenset((1, 2))}

    def test_two_hands_that_quote_one_statement_are_no_copies(self):
        assert copied_texts({1: AGENCY, 2: OTHER}) == set()

    def test_a_byline_alone_decides_nothing(self):
        assert copied_texts({1: f"By an agency. {AGENCY}", 2: f"By an agency. {OTHER}"}) == set()

    def test_a_text_of_a_few_words_is_too_short_to_say(self):
        assert copied_texts({1: SENTENCE, 2: SENTENCE}) == set()

    def test_sentences_that_differ_by_a_number_are_copies(self):
        assert is_copied(SENTENCE, SENTENCE.replace("14", "17"))

    @pytest.mark.parametrize("other", ["At least 14 passengers drowned, a lawyer said.", "", "Killed 14."])
    def test_others_are_not(self, other):
        assert not is_copied(SENTENCE, other)


@pytest.mark.parametrize(
    "names",
    [
        ("the Ministry of Health", "Health Ministry"),
        ("Reuters", "REUTERS news agency"),
        ("Dockers’ union", "dockers' union"),
        ("وزارة الصحة", "وزارة الصحة"),
    ],
)
def test_a_source_is_known_by_its_words(names):
    assert normal_name(names[0]) == normal_name(names[1])


def test_two_ministries_are_two():
    assert normal_name("Health Ministry") != normal_name("Interior Ministry")
    assert normal_name("the") == "the"


class TestSources:
    def test_one_name_in_two_articles_is_one_source(self):
        assert groups(report(1, source="The coastguard"), report(2, source="coastguard")) == [[1, 2]]

    def test_two_outlets_that_name_nobody_are_two(self):
        assert groups(report(1), report(2)) == [[1], [2]]

    def test_an_outlet_named_as_the_source_is_the_outlet(self):
        assert groups(report(1), report(2, 1, effect="injured", source="Outlet 1")) == [[1, 2]]

    def test_articles_that_carry_one_text_are_counted_once(self):
        (source,) = sources_of([report(1), report(2)], {1: AGENCY, 2: AGENCY})
        assert source.copies == {1, 2}
        assert (source.name, source.names) == ("Outlet 1", ("Outlet 2",))

    def test_articles_that_are_known_to_carry_one_text_are_counted_once(self):
        texts = {1: AGENCY, 2: OTHER}
        assert len(sources_of([report(1), report(2)], texts)) == 2
        (source,) = sources_of([report(1), report(2)], texts, {frozenset((1, 2))})
        assert source.copies == {1, 2}

    def test_even_where_the_outlets_are_named_as_sources(self):
        reports = [report(key, source=f"Paper {key}", sentence=SENTENCE) for key in (1, 2)]
        assert len(sources_of(reports, {1: AGENCY, 2: AGENCY})) == 1

    def test_a_copied_sentence_with_the_same_number_is_one_statement_in_whatever_article(self):
        reports = [report(1, source="Coast guard", sentence=SENTENCE), report(2, source="Officials", sentence=SENTENCE)]
        assert groups(*reports, _1=AGENCY, _2=OTHER) == [[1, 2]]

    def test_with_another_number_it_is_not(self):
        reports = [
            report(1, source="Coast guard", sentence=SENTENCE),
            report(2, source="Officials", sentence=SENTENCE.replace("14", "17"), low=17),
        ]
        assert groups(*reports, _1=AGENCY, _2=OTHER) == [[1], [2]]

    def test_an_agency_that_raises_its_number_is_still_one_source(self):
        later = AGENCY.replace("14", "17")
        reports = [report(1, sentence=SENTENCE), report(2, sentence=SENTENCE.replace("14", "17"), low=17)]
        assert groups(*reports, _1=AGENCY, _2=later) == [[1, 2]]

    def test_two_sources_in_a_text_that_two_articles_carry_stay_two(self):
        both = "The coastguard said 14 people drowned in the wreck, and the union of seamen said the same number."
        reports = [
            report(key, article, source=source, sentence=both)
            for key, article, source in ((1, 1, "Coastguard"), (2, 1, "Union"), (3, 2, "Coastguard"), (4, 2, "Union"))
        ]
        assert groups(*reports, _1=f"{AGENCY} {both}", _2=f"{AGENCY} {both}") == [[1, 3], [2, 4]]

    def test_what_names_nobody_here_is_of_whom_its_statement_is_there(self):
        reports = [
            report(1, source="Coastguard", sentence=SENTENCE),
            report(2, sentence=SENTENCE),
            report(3, 2, effect="missing", best=3, low=None),
        ]
        assert groups(*reports, _1=AGENCY, _2=AGENCY) == [[1, 2], [3]]

    def test_each_figure_is_of_one_source(self):
        reports = [report(key, source="Coastguard" if key % 2 else "") for key in range(1, 9)]
        found = groups(*reports, **{f"_{key}": AGENCY for key in range(1, 9)})
        assert sorted(key for group in found for key in group) == list(range(1, 9))
