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

    def add(text: str, effect: Effect | None, form: Form) -> None:
        found.update({(phrase, form): harm for phrase, harm in mapped([(text, Harm(effect, form))]).items()})

    for text, effect in entries:
        add(text, effect, Form.ACTIVE)
    # The verb agrees with people who stand before it: 'seven people were killed'.
    plurals = [
        ("قتلوا, قضوا, لقوا حتفهم, لقوا مصرعهم, استشهدوا, ماتوا, توفوا", Effect.KILLED),
        ("أصيبوا, جرحوا", Effect.INJURED),
        ("فقدوا, اختفوا", Effect.MISSING),
        ("نزحوا, شردوا, هجروا", Effect.DISPLACED),
        ("اعتقلوا, أوقفوا, احتجزوا", Effect.DETAINED),
    ]
    for text, effect in plurals:
        add(text, effect, Form.PASSIVE)
    deeds = [
        ("قتيل, قتيلا, قتلى, شهيد, شهيدا, شهداء, وفيات, جثة, جثث", Effect.KILLED),
        ("جريح, جريحا, جرحى, مصاب, مصابا, مصابين, إصابة, إصابات", Effect.INJURED),
        ("مفقود, مفقودا, مفقودين", Effect.MISSING),
        ("نازح, نازحا, نازحين, مشرد", Effect.DISPLACED),
        ("معتقل, معتقلا, معتقلين, أسير, أسيرا", Effect.DETAINED),
    ]
    for text, effect in deeds:
        add(text, effect, Form.DEED)
    tolls: list[tuple[str, Effect | None]] = [
        ("حصيلة القتلى, عدد القتلى, عدد الوفيات, حصيلة الوفيات, عدد الشهداء", Effect.KILLED),
        ("عدد الجرحى, عدد المصابين, حصيلة الجرحى, عدد الإصابات", Effect.INJURED),
        ("عدد المفقودين", Effect.MISSING),
        ("عدد النازحين", Effect.DISPLACED),
        ("عدد المعتقلين", Effect.DETAINED),
        ("عدد الضحايا, حصيلة الضحايا", None),
    ]
    for text, counted in tolls:
        add(text, counted, Form.TOLL)
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

_NUMBERS = {
    1: "واحد",
    2: "اثنان اثنين",
    3: "ثلاثة ثلاث",
    4: "أربعة أربع",
    5: "خمسة خمس",
    6: "ستة ست",
    7: "سبعة سبع",
    8: "ثمانية ثماني",
    9: "تسعة تسع",
    10: "عشرة عشر",
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "أربعون أربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
    100: "مئة مائة",
    200: "مئتان مئتين مئتا مئتي مائتان مائتين مائتا مائتي",
    300: "ثلاثمئة ثلاثمائة",
    400: "أربعمئة أربعمائة",
    500: "خمسمئة خمسمائة",
    600: "ستمئة ستمائة",
    700: "سبعمئة سبعمائة",
    800: "ثمانمئة ثمانمائة ثمانيمئة",
    900: "تسعمئة تسعمائة",
    2_000: "ألفان ألفين ألفي",  # 'ألفا' is as often a thousand, in the accusative
    2_000_000: "مليونان مليونين مليوني",
}
_BY_WORD = {word: number for number, forms in _NUMBERS.items() for word in forms.split()}
# Their units have forms that they have nowhere else, or that are no numbers elsewhere ('أحد': anybody).
_ELEVEN_AND_TWELVE = [
    ("أحد عشر, احد عشر, إحدى عشرة, احدى عشرة", 11),
    ("اثنا عشر, اثني عشر, إثنا عشر, إثني عشر, اثنتا عشرة, اثنتي عشرة", 12),
]

ARABIC = Language(
    code="ar",
    numbers=_BY_WORD,
    scales=dict.fromkeys(words("مئة مائة"), 100)
    | dict.fromkeys(words("ألف ألفا آلاف الف الاف"), 1_000)
    | dict.fromkeys(words("مليون مليونا المليون ملايين"), 10**6),
    lone_scales=words("ألف الف مليون"),
    joined={f"و{word}": number for word, number in _BY_WORD.items()},
    tens=words("عشر عشرة"),
    fixed=mapped(_ELEVEN_AND_TWELVE),
    half=("ونصف",),
    amounts=mapped(
        [
            ("عشرات, العشرات", "tens"),
            ("مئات, المئات", "hundreds"),
            ("آلاف, الآلاف", "thousands"),
            ("عدة, بضعة", "several"),
            ("عشرات الآلاف, عشرات آلاف", "tens of thousands"),
            ("مئات الآلاف, مئات آلاف", "hundreds of thousands"),
            ("عدد من, عدد كبير من", "many"),
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
