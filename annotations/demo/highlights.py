"""What the sample project holds: three reports of one invented event, and what a careful reader marked in them.

Places, people, outlets and figures are invented. The notes read as a fact-checker's do: who says it, how far another
report bears it out, and what is no figure although it looks like one.
"""

from __future__ import annotations

from dataclasses import dataclass

PROJECT_NAME = "Sample: the Port Averin harbour fire"

CLAIM = "Claim"
DISPUTED = "Disputed"
CASUALTY_FIGURE = "Casualty figure"
RESPONSIBILITY = "Responsibility"  # a tag of the person's own, beside the three that every codebook starts with


@dataclass(frozen=True)
class SampleSource:
    """A file in `articles/`, as it was saved: its content type and the https address of its page."""

    file: str
    content_type: str
    url: str


@dataclass(frozen=True)
class Highlight:
    """A marked passage. `quote` stands exactly once in the article's canonical text, where a newline joins two blocks."""

    quote: str
    tags: tuple[str, ...]
    note: str = ""


COURIER = SampleSource(
    "harbour-courier.html",
    "text/html; charset=utf-8",
    "https://www.harbourcourier.example/news/2024/03/13/harbour-fire-two-versions",
)
LEDGER = SampleSource(
    "national-ledger.txt",
    "text/plain; charset=utf-8",
    "https://www.nationalledger.example/2024/03/12/harbour-attack-official-toll",
)
MARFA = SampleSource(
    "al-marfa.html",
    "text/html; charset=utf-8",
    "https://www.almarfa.example/akhbar/2024/03/14/harik-marfa-averin",
)

SOURCES = (COURIER, LEDGER, MARFA)

HIGHLIGHTS: dict[str, tuple[Highlight, ...]] = {
    COURIER.file: (
        Highlight(
            "killed at least 12 people, the Interior Ministry said",
            (CLAIM, CASUALTY_FIGURE),
            "A floor, not a count: low 12, no best figure, no high. The Ledger has the same number on Tuesday evening, "
            "raised from nine; Al-Marfa has 14 identified dead on Thursday.",
        ),
        Highlight(
            "The Sarrow Coast Monitor, a volunteer group that keeps a register of the dead on both sides, put the toll "
            "higher. It said that between 17 and 21 people had been killed",
            (DISPUTED,),
            "Contradicts the extent of the ministry's figure, not the event. The two need not be at odds: 'at least 12' "
            "leaves room for 17.",
        ),
        Highlight(
            "between 17 and 21 people had been killed, most of them dockworkers on the night shift",
            (CASUALTY_FIGURE,),
            "Low 17, high 21, no best figure. 'Most of them dockworkers' says something of status, but gives no number of civilians.",
        ),
        Highlight(
            "“The warehouse was struck by an armed drone launched by the Sarrow Front,” said Colonel Ivo Hasken",
            (CLAIM, RESPONSIBILITY),
            "Stated as a fact by a party to the conflict. The fragments he speaks of have not been shown, here or in Al-Marfa.",
        ),
        Highlight(
            "We did fire on the naval barracks on Monday afternoon, and we have said so. We did not fire on the docks",
            (DISPUTED, RESPONSIBILITY),
            "Concedes one attack (other place, day before), disputes the other. Does not say whether a drone flew elsewhere. "
            "Same position in the Ledger and Al-Marfa.",
        ),
        Highlight(
            "“Smoke was reported at twenty to three,” he said. “Whatever people heard in the sky, they heard it after "
            "that.”\nThe Harbour Authority confirmed that a first alarm was logged at 2.40am",
            (CLAIM,),
            "One unnamed engineer, with a record that bears out the time only. The authority will not say what the alarm "
            "detected, so the cause stays open.",
        ),
        Highlight(
            "that the fertiliser be moved out of a city of 240,000 people",
            (),
            "No tag on purpose: 240,000 is the population. Not a casualty figure.",
        ),
        Highlight(
            "15, with 3 missing",
            (CASUALTY_FIGURE,),
            "Two effects in one cell: 15 killed, 3 missing. Union members only, so neither may be added to the ministry's figure.",
        ),
    ),
    LEDGER.file: (
        Highlight(
            "killed at least 12 people and injured 31, according to the Interior Ministry.\nThe ministry had spoken of nine "
            "dead at midday.",
            (CLAIM, CASUALTY_FIGURE),
            "Supersedes itself within the day: nine at midday, at least 12 by evening. Use the later one and keep the first as history.",
        ),
        Highlight(
            "“This was a deliberate attack on the bread of every Kestrian family,”",
            (CLAIM, RESPONSIBILITY),
            "Minister Tolland, to parliament, no questions taken. Intent is asserted and nothing is offered for it.",
        ),
        Highlight(
            "it kept no drones within 30 kilometres of the city, while acknowledging that its gunners had shelled the naval barracks",
            (DISPUTED, RESPONSIBILITY),
            "Disputes the harbour, concedes the barracks. Narrower than the Courier's wording: no drones 'within 30 kilometres' "
            "is not 'no aircraft above the harbour'.",
        ),
        Highlight(
            "could not rule out a technical fault",
            (CLAIM,),
            "Anonymous, from the government's own side, and against its minister's version. Possible, not asserted.",
        ),
        Highlight(
            "it knew of 15 members who had died and of three who were missing",
            (CASUALTY_FIGURE,),
            "15 killed and 3 missing, union members only. The Courier's table repeats it with the hour.",
        ),
        Highlight(
            "The ministry disputed the union’s total but conceded that labourers hired by the night might be absent from the "
            "lists it had used.",
            (DISPUTED,),
            "Disputes the number, concedes that the list behind its own may be short. That is the gap the Monitor's range could fill.",
        ),
        Highlight(
            "it had admitted 43 people, eight of them in a critical condition",
            (CASUALTY_FIGURE,),
            "Injured: 43 admitted to one hospital; the eight are among them. More than the ministry's 31.",
        ),
        Highlight(
            "no more than 1,800 tonnes",
            (),
            "Tonnes, not people. Shipping records in the Courier say 2,300, documents in Al-Marfa about 2,300: ask the ministry for its source.",
        ),
    ),
    MARFA.file: (
        Highlight(
            "ارتفعت إلى ١٩ قتيلاً و٦٤ جريحاً",
            (CLAIM, CASUALTY_FIGURE),
            "19 killed, 64 injured: the Averin relief committee on Thursday. Within the Monitor's 17 to 21, above the ministry's 14.",
        ),
        Highlight(
            "إن عدد القتلى الذين تأكدت هوياتهم بلغ ١٤",
            (CASUALTY_FIGURE,),
            "14 killed, and only those identified. Two days earlier the ministry said 'at least 12' (Courier, Ledger).",
        ),
        Highlight(
            "قد قدّر عدد القتلى بما بين ١٧ و٢١",
            (CASUALTY_FIGURE,),
            "Between 17 and 21 killed, as in the Courier. The same source repeated, not a second confirmation.",
        ),
        Highlight(
            "إن قائمة اللجنة تتضمن اسمين مكررين، لكنها أقرّت بأن ثلاثة من عمال المياومة لم يُدرجوا بعد في سجلاتها",
            (DISPUTED,),
            "A dispute in part: two names are said to be double in the committee's list, three day labourers are conceded to be "
            "missing from the ministry's own. 19 less 2 is 17, 14 plus 3 is 17: worth a call to both.",
        ),
        Highlight(
            "وتقول إن طائرة مسيّرة أصابت المستودع رقم ٤",
            (CLAIM, RESPONSIBILITY),
            "Government: a drone struck Warehouse 4. The 4 is the building's number. Still no pictures of the fragments.",
        ),
        Highlight(
            "ونفت الجبهة أن تكون قد استهدفت المرفأ، لكنها أقرّت بأنها قصفت ثكنة البحرية عصر الاثنين",
            (DISPUTED, RESPONSIBILITY),
            "Denies the harbour, admits the barracks on Monday afternoon: agrees with the Courier and the Ledger.",
        ),
        Highlight(
            "«لم يعثروا حتى الآن على أثر لأي مقذوف»",
            (CLAIM,),
            "Unnamed judicial source: no trace of a projectile so far. Against Hasken's fragments; but he does not rule the attack out, "
            "and the laboratory needs two weeks.",
        ),
        Highlight(
            "مدينة يسكنها ٢٤٠ ألف نسمة",
            (),
            "240,000 inhabitants: a population, not a casualty figure.",
        ),
    ),
}
