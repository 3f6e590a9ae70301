"""What numbers of people a passage holds. The sentences are ours."""

import pytest

from annotations.core.quantities import ACLED, MUC, Effect, Profile, Quantity, Range, Victims, read


def one(text: str, language: str = "en", profile: Profile = ACLED) -> Quantity:
    (found,) = read(text, language, profile)
    return found


def numbers(quantity: Quantity) -> tuple[int | None, int | None, int | None]:
    return quantity.low, quantity.best, quantity.high


def casualties(text: str, language: str = "") -> list[tuple[str, str | None]]:
    return [(found.raw, found.effect) for found in read(text, language) if found.is_casualty]


@pytest.mark.parametrize(
    ("text", "raw", "expected"),
    [
        ("41 people were killed.", "41", (None, 41, None)),
        ("Thirty-seven dead, officials say", "Thirty-seven", (None, 37, None)),
        ("At least 6 people died.", "At least 6", (6, None, None)),
        ("No fewer than nine miners were killed.", "No fewer than nine", (9, None, None)),
        ("Nine or more miners were killed.", "Nine or more", (9, None, None)),
        ("23 villagers at least were killed.", "23 villagers at least", (23, None, None)),
        ("40+ people were killed.", "40+", (40, None, None)),
        ("Between 6 and 8 pilgrims were killed.", "Between 6 and 8", (6, None, 8)),
        ("6 to 8 pilgrims were killed.", "6 to 8", (6, None, 8)),
        ("6-8 pilgrims were killed.", "6-8", (6, None, 8)),
        ("Six or seven pilgrims were killed.", "Six or seven", (6, None, 7)),
        ("Two to three million people have fled.", "Two to three million", (2_000_000, None, 3_000_000)),
        ("About 100 people were killed.", "About 100", (None, 100, None)),
        ("Nearly two dozen people were killed.", "Nearly two dozen", (None, 24, None)),
        ("More than 100 people were killed.", "More than 100", (101, None, None)),
        ("Well over 100 people were killed.", "Well over 100", (101, None, None)),
        ("Up to 100 people were killed.", "Up to 100", (None, None, 100)),
        ("As many as 100 people were killed.", "As many as 100", (None, None, 100)),
        ("No more than 100 people were killed.", "No more than 100", (None, None, 100)),
        ("Fewer than 100 people were killed.", "Fewer than 100", (None, None, 99)),
        ("Just under a hundred people were killed.", "Just under a hundred", (None, None, 99)),
        ("A couple of guards were killed.", "A couple", (None, 2, None)),
        ("Half a dozen guards were killed.", "Half a dozen", (None, 6, None)),
        ("Half a million people were displaced.", "Half a million", (None, 500_000, None)),
        ("Two and a half million people were displaced.", "Two and a half million", (None, 2_500_000, None)),
        ("3.2m people were displaced.", "3.2m", (None, 3_200_000, None)),
        ("The siege killed 150k people.", "150k", (None, 150_000, None)),
        ("2 000 people were killed.", "2 000", (None, 2_000, None)),
        ("12,450 people were killed.", "12,450", (None, 12_450, None)),
        ("A hundred and five people were killed.", "A hundred and five", (None, 105, None)),
        ("Four thousand and twelve people were killed.", "Four thousand and twelve", (None, 4_012, None)),
        ("No one was killed.", "No one", (None, 0, None)),
        ("None of the miners was injured.", "None", (None, 0, None)),
        ("Not a single miner was injured.", "Not a single", (None, 0, None)),
        ("Soldiers were killed on the bridge.", "Soldiers", (2, None, None)),
    ],
)
def test_each_row_of_the_table_of_numbers(
    text: str, raw: str, expected: tuple[int | None, int | None, int | None]
) -> None:
    found = one(text)
    assert (found.raw, numbers(found)) == (raw, expected)
    assert text[found.start : found.end] == raw


@pytest.mark.parametrize(
    ("text", "is_approximate"),
    [
        ("Some 90 people drowned.", True),
        ("At least about 90 people drowned.", True),
        ("Over 90 people drowned.", False),
    ],
)
def test_only_about_and_its_kin_are_approximate(text: str, is_approximate: bool) -> None:
    assert one(text).approximate is is_approximate


@pytest.mark.parametrize(
    "text",
    [
        "The report is dated 3 May 2014.",
        "On May 3, 2014, shelling began.",
        "Bogota, 16 Sep 89: shelling was reported, and a man was injured.",
        "Between 2011 and 2013 the front did not move.",
        "The raid began at 04:30 and ended by 6 p.m.",
        "At 0630 the shelling killed nobody we know of, he said.",
        "Prices rose 30 percent.",
        "They paid $500 for the car.",
        "The rebels fired 200 rockets.",
        "The road is 12 km long.",
        "The siege lasted 14 months.",
        "Karim Adwan, 45, was killed by a sniper.",
        "Aged 23, he was killed at dawn.",
        "At the age of 30 he was wounded.",
        "The 12th victim died on Friday.",
        "A 30-year-old woman was killed.",
        "The convoy was hit on Route 4.",
        "Tower No 430 was destroyed.",
        "Resolution 2254 was adopted.",
        "The home side won 3-1.",
        "The 1990s were violent.",
        "The 1980 murder was never solved.",
        "One in five people was ill.",
        "The drought killed 4,500 cattle and 200 sheep.",
    ],
)
def test_other_numbers_are_no_casualties(text: str) -> None:
    assert [found.raw for found in read(text, "en") if found.is_casualty and numbers(found) != (None, 0, None)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Shells hit a market, killing at least 30 people and wounding dozens.",
            [("at least 30", "killed"), ("dozens", "injured")],
        ),
        ("Car bomb kills 8, injures 24", [("8", "killed"), ("24", "injured")]),
        ("12 killed, 30 wounded in clashes", [("12", "killed"), ("30", "injured")]),
        ("33 rebels, 4 police killed in clashes", [("33", "killed"), ("4", "killed")]),
        ("The raid left 35 rebels and 5 soldiers dead.", [("35", "killed"), ("5", "killed")]),
        ("Officials confirmed 3 deaths and 11 injuries.", [("3", "killed"), ("11", "injured")]),
        ("The death toll in the flooded valley has risen to 41.", [("41", "killed")]),
        ("Killed: 14.", [("14", "killed")]),
        ("He caused the death of about 300 people.", [("about 300", "killed")]),
        ("Police found the bodies of nine men.", [("nine", "killed")]),
        ("The dead included 3 children.", [("3", "killed")]),
        ("The war claimed 40,000 lives.", [("40,000", "killed")]),
        ("Two miners who had been waiting for help were injured.", [("Two", "injured")]),
        ("Over 200 people - many of them children - have been killed.", [("Over 200", "killed")]),
        ("Nine aid workers were abducted and later shot dead.", [("Nine", "killed")]),
        ("They killed the mayor of the town, as well as two guards.", [("two", "killed")]),
        ("The attack killed 9 people, including 2 women.", [("9", "killed"), ("2", "killed")]),
        ("The attack killed 9 people: 5 soldiers and 4 nurses.", [("9", "killed"), ("5", "killed"), ("4", "killed")]),
        ("Fourteen of the 20 hostages were killed.", [("Fourteen", "killed")]),
        ("Of the 45 passengers, 12 died.", [("12", "killed")]),
        ("Dozens were arrested and hundreds fled their homes.", [("Dozens", "detained"), ("hundreds", "displaced")]),
        ("Eleven sailors went missing.", [("Eleven", "missing")]),
        ("Militants shot and killed eight builders.", [("eight", "killed")]),
        ("Injured in the blast were seven policemen.", [("seven", "injured")]),
        ("Three of the wounded later died.", [("Three", "killed")]),
        ("Two men were among those arrested.", [("Two", "detained")]),
        ("The war forced 2 million from their homes.", [("2 million", "displaced")]),
        ("Nine members of one family were killed.", [("Nine", "killed")]),
        ("2 US soldiers killed", [("2", "killed")]),
        ("Twelve rebels were captured and executed.", [("Twelve", "killed")]),
    ],
)
def test_each_number_of_a_passage_has_the_effect_that_is_said_of_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert casualties(text, "en") == expected


@pytest.mark.parametrize(
    "text", ["There were 40 casualties.", "Shelling killed and wounded 40 people.", "40 people were evacuated."]
)
def test_effect_is_open_where_the_text_does_not_decide(text: str) -> None:
    assert one(text).effect is None


@pytest.mark.parametrize(
    "text",
    [
        "Some 500 protesters marched.",
        "Six ministers voted against it.",
        "The town has 80,000 residents.",
        "Four gunmen killed the mayor.",
        "They threatened to kill three hostages.",
        "Five soldiers escaped unhurt.",
        "Three children were not hurt.",
        "Thirteen inmates were released.",
        "Doctors fear 300 lives could be saved.",
        "Snipers have shot at a crowd of 300 people.",
        "The firm handled thousands of personal injury cases.",
        "The Nov. 9 loss was their third.",
        "You can burn 400 calories an hour.",
    ],
)
def test_people_who_are_not_harmed_are_no_casualties(text: str) -> None:
    assert casualties(text, "en") == []


def test_people_who_are_not_harmed_are_told_as_such() -> None:
    found = one("Some 500 protesters marched.")
    assert (found.effect, found.best, found.is_casualty) == (Effect.POPULATION, 500, False)


@pytest.mark.parametrize(
    ("text", "victims"),
    [
        ("Three nurses were killed.", Victims.CIVILIANS),
        ("Three carpet weavers were killed.", Victims.CIVILIANS),  # a trade by its ending
        ("Three rebels were killed.", Victims.COMBATANTS),
        ("Three members of the armed forces were killed.", Victims.COMBATANTS),
        ("Three army officers were killed.", Victims.COMBATANTS),
        ("Three policemen were killed.", Victims.UNKNOWN),
        ("Three people were killed.", Victims.UNKNOWN),
        ("Three were killed.", Victims.UNKNOWN),
    ],
)
def test_victims_are_who_the_noun_names(text: str, victims: Victims) -> None:
    assert one(text).victims is victims


def test_a_figure_says_which_words_it_came_from() -> None:
    text = "At least six farmers were killed."
    found = one(text)
    assert found.cue
    assert found.noun
    assert (text[slice(*found.cue)], text[slice(*found.noun)], found.rule) == ("killed", "farmers", "floor")


def test_a_profile_changes_the_numbers_and_never_the_text() -> None:
    text = "Dozens of people were killed."
    ours = Profile("ours", {"dozens": Range(low=20, best=30, high=90)})
    readings = [one(text, profile=profile) for profile in (ACLED, MUC, ours)]
    assert [numbers(found) for found in readings] == [(None, 12, None), (24, None, None), (20, 30, 90)]
    assert {found.raw for found in readings} == {"Dozens"}


def test_a_profile_that_does_not_know_a_word_leaves_the_numbers_open() -> None:
    found = one("Several people were killed.", profile=Profile("none"))
    assert (found.raw, numbers(found), found.effect) == ("Several", (None, None, None), Effect.KILLED)


@pytest.mark.parametrize(("word", "best"), [("Tens", 10), ("Dozens", 12), ("Hundreds", 100)])
def test_acled_codes_tens_dozens_and_hundreds(word: str, best: int) -> None:
    assert numbers(one(f"{word} of people were killed.")) == (None, best, None)


@pytest.mark.parametrize(
    ("text", "raw", "expected", "effect"),
    [
        ("1.500 Menschen wurden getötet.", "1.500", (None, 1_500, None), Effect.KILLED),
        (
            "Mindestens 1,5 Millionen Menschen wurden vertrieben.",
            "Mindestens 1,5 Millionen",
            (1_500_000, None, None),
            Effect.DISPLACED,
        ),
        ("Dreiundzwanzig Soldaten wurden verletzt.", "Dreiundzwanzig", (None, 23, None), Effect.INJURED),
        ("12 Tote bei Anschlag in der Hauptstadt", "12", (None, 12, None), Effect.KILLED),
        ("Mehr als 100 Menschen werden vermisst.", "Mehr als 100", (101, None, None), Effect.MISSING),
        ("Entre 6 et 8 civils ont été tués.", "Entre 6 et 8", (6, None, 8), Effect.KILLED),
        ("Près de 1 500 personnes ont été blessées.", "Près de 1 500", (None, 1_500, None), Effect.INJURED),
        ("Une vingtaine de soldats ont été tués.", "Une vingtaine", (None, 20, None), Effect.KILLED),
        ("Soixante-douze personnes ont été arrêtées.", "Soixante-douze", (None, 72, None), Effect.DETAINED),
        ("قُتل أكثر من ١٠٠ شخص.", "أكثر من ١٠٠", (101, None, None), Effect.KILLED),
        ("أصيب ٢٬٥٠٠ مدنيا.", "٢٬٥٠٠", (None, 2_500, None), Effect.INJURED),
        ("At least ١٢ soldiers were wounded.", "At least ١٢", (12, None, None), Effect.INJURED),
    ],
)
def test_other_languages_and_digits(
    text: str, raw: str, expected: tuple[int | None, int | None, int | None], effect: Effect
) -> None:
    found = one(text, language="")
    assert (found.raw, numbers(found), found.effect) == (raw, expected, effect)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل أحد عشر شخصا.", (None, 11, None)),
        ("قتل اثني عشر شخصاً على الأقل في القصف.", (12, None, None)),
        ("قتلت خمس عشرة امرأة.", (None, 15, None)),
        ("قتل اثنان وعشرون شخصا.", (None, 22, None)),
        ("قتل مئة وخمسة عشر شخصا.", (None, 115, None)),
        ("قتل مئتان وخمسة وثلاثون شخصا.", (None, 235, None)),
        ("قتل ثلاث مئة شخص.", (None, 300, None)),
        ("قتل ثلاثمئة شخص.", (None, 300, None)),
        ("نزح ألف شخص.", (None, 1_000, None)),
        ("نزح ألف ومئتان وخمسون شخصا.", (None, 1_250, None)),
        ("نزح 10 ألف شخص.", (None, 10_000, None)),
        ("نزح خمسة وعشرون ألف شخص.", (None, 25_000, None)),
        ("نزح خمسة عشر ألفاً.", (None, 15_000, None)),
        ("نزح مئة ألف شخص.", (None, 100_000, None)),
        ("نزح مليون ونصف المليون شخص.", (None, 1_500_000, None)),
    ],
)
def test_arabic_numbers_in_words(text: str, expected: tuple[int | None, int | None, int | None]) -> None:
    assert numbers(one(text, language="ar")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قُتل خمسة مدنيين وعشرون جنديا.", [("خمسة", "killed"), ("وعشرون", "killed")]),
        ("أصيب ثلاثة أطفال وخمس نساء في القصف.", [("ثلاثة", "injured"), ("وخمس", "injured")]),
        ("قتل 12 مدنيا و20 جنديا.", [("12", "killed"), ("20", "killed")]),
        ("قتل مئة وخمسة وعشرون شخصا.", [("مئة وخمسة وعشرون", "killed")]),
        ("وعشرون جنديا قتلوا أيضا.", [("وعشرون", "killed")]),
    ],
)
def test_in_arabic_a_number_with_and_written_onto_it_is_a_second_figure(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert casualties(text, "ar") == expected


def test_in_arabic_nobody_is_not_eleven_and_two_numbers_are_not_one() -> None:
    assert casualties("لم يقتل أحد.", "ar") == []
    assert casualties("قتل خمسة وأصيب عشرة بجروح.", "ar") == [("خمسة", "killed"), ("عشرة", "injured")]


@pytest.mark.parametrize(
    "text",
    ["Der Angriff am 30. Juli 2013 begann um 6.30 Uhr.", "في ٣٠ يوليو ٢٠١٣ بدأ الهجوم.", "Le 3 mai 2014, à 6 heures."],
)
def test_dates_and_times_in_other_languages_are_no_figures(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("إن سبعة أشخاص على الأقل قتلوا", [("سبعة أشخاص على الأقل", "killed")]),
        ("بلغ عدد القتلى تسعة", [("تسعة", "killed")]),
        ("إن عدد الجرحى بلغ 14 شخصا", [("14", "injured")]),
        ("عدد السكان تسعة آلاف", []),
    ],
)
def test_arabic_verbs_stand_on_either_side_and_tolls_before_their_number(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert casualties(text, "ar") == expected
