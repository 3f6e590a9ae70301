"""Arabic: digits and separators, the verbs of harm, which stand before their people, and the commonest nouns.

Lexicons are without vowel signs and tatweel; the tokens are stripped of them alike.
"""

from __future__ import annotations

from ..model import Effect, Victims
from .table import Bound, Form, Harm, Language, mapped, words


def _harm() -> dict[tuple[tuple[str, ...], Form], Harm]:
    entries = [
        (
            "قتل, قتلت, قتلوا, وقتل, مقتل, ومقتل, استشهد, استشهاد, واستشهد, مصرع, لقي, يقتل, تقتل, أعدم, إعدام, "
            "اغتيال, قتلى, توفي, وفاة,ومصرع, ذبح, مات, وفاة, بمقتل, أسفر عن مقتل",
            Effect.KILLED,
        ),
        ("أصيب, وأصيب, إصابة, وإصابة, جرح, وجرح, جرحت, أصابت, بإصابة, بجروح", Effect.INJURED),
        ("فقد, فقدان, وفقدان, اختفى, اختفاء, وفقد", Effect.MISSING),
        ("نزح, نزوح, ونزح, تشريد, شرد, تهجير, هجر, فر, فرار, ونزوح", Effect.DISPLACED),
        ("اعتقل, اعتقال, واعتقال, واعتقل, اعتقلت, أوقف, توقيف, احتجاز, احتجز, أسر", Effect.DETAINED),
    ]
    found: dict[tuple[tuple[str, ...], Form], Harm] = {}
    for text, effect in entries:
        for form in (Form.ACTIVE,):
            found |= {(phrase, form): harm for phrase, harm in mapped([(text, Harm(effect, form))]).items()}
    deeds = [
        ("قتيل, قتيلا, قتلى, شهيد, شهيدا, شهداء, وفيات, جثة, جثث", Effect.KILLED),
        ("جريح, جريحا, جرحى, مصاب, مصابا, مصابين, إصابة, إصابات", Effect.INJURED),
        ("مفقود, مفقودا, مفقودين", Effect.MISSING),
        ("نازح, نازحا, نازحين, مشرد", Effect.DISPLACED),
        ("معتقل, معتقلا, معتقلين, أسير, أسيرا", Effect.DETAINED),
    ]
    for text, effect in deeds:
        found |= {(phrase, Form.DEED): harm for phrase, harm in mapped([(text, Harm(effect, Form.DEED))]).items()}
    found[("حصيلة", "القتلى"), Form.TOLL] = Harm(Effect.KILLED, Form.TOLL)
    return found


_PEOPLE: dict[str, Victims | None] = (
    dict.fromkeys("شخص شخصا أشخاص الأشخاص رجل رجلا رجال آخرين آخرون آخر".split(), Victims.UNKNOWN)
    | dict.fromkeys(
        "مدني مدنيا مدنيين مدنيون امرأة نساء طفل طفلا أطفال صحفي صحفيا صحفيين طالب طالبا طلاب مواطن مواطنا مواطنين "
        "عامل عمال طبيب أطباء متظاهر متظاهرا متظاهرين مسعفين قروي ناشط ناشطا ناشطين راكب راكبا".split(),
        Victims.CIVILIANS,
    )
    | dict.fromkeys(
        "جندي جنديا جنود مقاتل مقاتلا مقاتلين مسلح مسلحا مسلحين إرهابي إرهابيا إرهابيين متمرد متمردا متمردين عسكري "
        "عسكريا عسكريين عنصر عنصرا عناصر".split(),
        Victims.COMBATANTS,
    )
    | dict.fromkeys("شرطي شرطيا رهينة فلسطيني فلسطينيا فلسطينيين سوري سوريا سوريين عراقيا".split())
)

_UNITS = (
    (
        "واحد", 1), (
        "اثنان", 2), (
        "اثنين", 2), (
        "ثلاثة", 3), (
        "ثلاث", 3), (
        "أربعة", 4), (
        "أربع", 4), (
        "خمسة", 5), (
        "خمس", 5), (
        "ستة", 6),
    (
        "ست", 6), (
        "سبعة", 7), (
        "سبع", 7), (
        "ثمانية", 8), (
        "ثماني", 8), (
        "تسعة", 9), (
        "تسع", 9), (
        "عشرة", 10), (
        "عشر", 10), (
        "عشرون", 20),
    (
        "عشرين", 20), (
        "ثلاثون", 30), (
        "ثلاثين", 30), (
        "أربعون", 40), (
        "أربعين", 40), (
        "خمسون", 50), (
        "خمسين", 50), (
        "ستون", 60), (
        "ستين", 60),
    (
        "سبعون", 70), (
        "سبعين", 70), (
        "ثمانون", 80), (
        "ثمانين", 80), (
        "تسعون", 90), (
        "تسعين", 90), (
        "مئة", 100), (
        "مائة", 100),
    ("مئتي", 200), ("مئتين", 200),
)  # fmt: skip

ARABIC = Language(
    code="ar",
    numbers=dict(_UNITS),
    scales={"ألف": 1_000, "آلاف": 1_000, "الف": 1_000, "مليون": 10**6, "ملايين": 10**6},
    amounts=mapped(
        [
            ("عشرات, العشرات", "tens"),
            ("مئات, المئات", "hundreds"),
            ("آلاف, الآلاف", "thousands"),
            ("عدة, بضعة", "several"),
            ("عشرات الآلاف, عشرات آلاف", "tens of thousands"),
            ("مئات الآلاف, مئات آلاف", "hundreds of thousands"),
            ("عدد", "many"),
        ]
    ),
    before=mapped(
        [
            ("على الأقل, ما لا يقل عن, لا يقل عن", Bound.FLOOR),
            ("نحو, حوالي, حوالى, قرابة, زهاء, ما يقارب, تقريبا, ما يقرب من", Bound.ABOUT),
            ("أكثر من, ما يزيد على, ما يزيد عن, أزيد من", Bound.ABOVE),
            ("ما يصل إلى, حتى, لا يزيد عن, لا يتجاوز", Bound.CEILING),
            ("أقل من", Bound.BELOW),
        ]
    ),
    after=mapped([("على الأقل", Bound.FLOOR), ("تقريبا", Bound.ABOUT)]),
    between={"بين": "و", "من": "إلى"},
    to=words("إلى أو - –"),
    people=_PEOPLE,
    harm=_harm(),
    things=words(
        "يوم يوما أيام ساعة ساعات دقيقة دقائق أسبوع أسابيع شهر شهرا أشهر عام عاما أعوام سنة سنوات متر مترا كيلومتر "
        "كيلومترا كلم دولار دولارا يورو ليرة في بالمئة بالمائة طن صاروخ صواريخ قذيفة منزل منازل"
    ),
    dates=words(
        "يناير فبراير مارس أبريل إبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر كانون شباط آذار نيسان أيار"
        " حزيران تموز آب أيلول تشرين"
    ),
    labels=words("رقم عام سنة المادة القرار"),
    ages=words("عمره عمرها"),
    prepositions=words("في من على إلى عن مع بعد قبل خلال منذ بين عند ضد قرب"),
    of=words("من"),
    auxiliaries=words("تم كان كانت قد"),
    passives=words("تم"),
    adverbs=words("أيضا أمس اليوم"),
    conjunctions=words("و أو"),
    including=words("بينهم بينها منهم"),
    negations=words("لم لا لن ليس"),
    others=words("آخرين آخرون"),
)
