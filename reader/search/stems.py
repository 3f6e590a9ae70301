"""Words to what they are found by: one form for all that a reader takes for the same word. Pure: no Django.

Of languages that Snowball knows (https://snowballstem.org), its stem; of Arabic the light stem of Larkey, Ballesteros
and Connell (light10, 2007), of Hebrew the word without its one-letter prefixes. Accents go first, so that a search
without them finds as much as one with them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from itertools import takewhile
from threading import Lock

import snowballstemmer

# Written in Latin letters, by BCP 47's primary subtag: the names that Snowball calls them by.
LATIN = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "sv": "swedish",
    "tr": "turkish",
}
SAME = {"no": "nb", "nn": "nb"}
# Languages that share a script with one whose stemmer would spoil their words.
NOT_RUSSIAN = {"uk", "be", "bg", "mk", "sr", "bs", "kk", "ky", "mn", "tg", "tt", "ce", "ba"}
NOT_ARABIC = {"fa", "ps", "ur", "ckb", "ku", "sd", "ug", "prs"}
NOT_HINDI = {"mr", "ne", "sa", "kok", "mai"}
OTHER_SCRIPTS = {"ar", "ru", "he", "yi", "el", "zh", "ja", "ko", "th", "hi", *NOT_RUSSIAN, *NOT_ARABIC}

PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ſ": "s"})
ARABIC_LETTERS = str.maketrans("أإآٱىةؤئکی", "ااااي" + "هويكي", "ـ")
PERSIAN_LETTERS = str.maketrans("كي", "کی")
HEBREW_FINALS = str.maketrans("ךםןףץ", "כמנפצ")


def folded(word: str) -> str:
    """Return a word without capitals, accents, vowel points and the variants of a letter; digits are ASCII's.

    Only letters, digits and the signs that are a part of them are left: never a space, never punctuation.
    """
    if word.isascii():
        return word.lower() if word.isalnum() else "".join(filter(str.isalnum, word.lower()))
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    match script_of(plain):
        case "latin" | "greek":
            plain = _without_marks(unicodedata.normalize("NFD", plain)).translate(PLAIN)
        case "cyrillic":  # й is a letter of its own, stress is none
            plain = plain.replace("ё", "е").replace("\u0301", "").replace("\u0300", "")
        case "arabic":
            plain = _without_marks(unicodedata.normalize("NFKD", plain.translate(ARABIC_LETTERS)))
        case "hebrew":
            plain = _without_marks(unicodedata.normalize("NFKD", plain)).translate(HEBREW_FINALS)
        case "devanagari":  # many write ज़ without its dot
            plain = plain.replace("\u093c", "")
    return "".join(_digit(sign) for sign in plain if sign.isalnum() or unicodedata.category(sign)[0] == "M")


def stem(word: str, language: str) -> str:
    """Return what a folded word of a text in this language (a primary subtag) is found by.

    Where a stemmer was at work, two letters before it say which: no word is found by the stem of another language.
    """
    match script_of(word):
        case "latin":
            name = SAME.get(language, language)
            if name not in LATIN:  # words of Latin letters in other scripts' texts are mostly English
                name = "en" if not name or name in OTHER_SCRIPTS else "xx"
            if name == "tr":
                return name + _stem_of_turkish(word)
            return name + (stemmer(name)(_with_plain_ending(word, name)) if name != "xx" else word)
        case "cyrillic":
            return word if language in NOT_RUSSIAN else "ru" + stemmer("ru")(word)
        case "arabic":
            if language in ("fa", "prs"):
                return "fa" + stemmer("fa")(word.translate(PERSIAN_LETTERS))
            return word if language in NOT_ARABIC else "ar" + light_arabic(word)
        case "hebrew":
            return "he" + light_hebrew(word)
        case "greek":
            return "el" + stemmer("el")(word)
        case "devanagari":
            return word if language in NOT_HINDI else "hi" + stemmer("hi")(word)
    return word


# One language for each way in which a word may be stemmed: what a search must look for.
WAYS = (*LATIN, "vi", "uk", "fa", "ur", "ne")


def script_of(word: str) -> str:
    """Return the script of a word's first letter, of those that are treated in a way of their own; or nothing."""
    letter = next((sign for sign in word if sign.isalpha()), "")
    if letter < "\u0250":
        return "latin" if letter else ""
    for first, last, name in SCRIPTS:
        if first <= letter <= last:
            return name
    return ""


SCRIPTS = (
    ("\u0370", "\u03ff", "greek"),
    ("\u0400", "\u052f", "cyrillic"),
    ("\u0590", "\u05ff", "hebrew"),
    ("\u0600", "\u06ff", "arabic"),
    ("\u0750", "\u077f", "arabic"),
    ("\u0900", "\u097f", "devanagari"),
    ("\u1e00", "\u1eff", "latin"),
    ("\u1f00", "\u1fff", "greek"),
    ("\u2c60", "\u2c7f", "latin"),
    ("\ua720", "\ua7ff", "latin"),
    ("\ufb1d", "\ufb4f", "hebrew"),
    ("\ufb50", "\ufefc", "arabic"),
)


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """Return the function that stems a word of this language."""
    name = {"ru": "russian", "el": "greek", "fa": "persian", "hi": "hindi", **LATIN}[language]
    work, alone = snowballstemmer.stemmer(name), Lock()

    def stemmed(word: str) -> str:
        with alone:  # a stemmer holds the word it is at: of two threads each would change the other's
            return str(work.stemWord(word))

    return stemmed


ARTICLES = ("وال", "فال", "بال", "كال", "ال", "لل")
ENDINGS = ("ها", "وا", "ا", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
ENDINGS_WITH_ALIF = ("وا", "ا")  # beside light10's: of verbs; of the accusative, and of countries (سوريا, سورية)


def light_arabic(word: str) -> str:
    """Return the word without “and”, the article and the commonest endings, each where enough of it is left."""
    word = _without_and(word)
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            word = _without_and(word[len(article) :])  # of الوزارة as much as of وزارة
            break
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (3 if ending in ENDINGS_WITH_ALIF else 2):
            word = word[: -len(ending)]
    return word


def _without_and(word: str) -> str:
    return word[1:] if word.startswith("و") and len(word) > 3 else word


def light_hebrew(word: str) -> str:
    """Return the word without one-letter prefixes (and, the, in, to, from, as, that) and without the plural.

    Three letters are left of it, as many as a root has. Nothing tells a prefix from a first letter: all of them go, so
    that a word is found with and without.
    """
    while len(word) > 3 and word[0] in "והבלמכש":
        word = word[1:]
    for ending in ("ימ", "ות"):
        if word.endswith(ending) and len(word) >= 5:
            return word[:-2]
    return word


# Endings that a stemmer knows by their accent, and what it does as much with: arretee, arretees, as arrete.
PLAIN_ENDINGS = {"fr": {"ees": "e", "ee": "e"}, "pt": {"oes": "ao", "aes": "ao"}}


def _with_plain_ending(word: str, language: str) -> str:
    for ending, plain in PLAIN_ENDINGS.get(language, {}).items():
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + plain
    return word


FRONT = str.maketrans("aou", "eöü")


def _stem_of_turkish(word: str) -> str:
    """Return the stem of a folded word. Turkish endings have the vowels of the word before them, which folding may have
    changed (ı, ö, ü): all of it is read with front vowels, and as much is left of it as of that.
    """
    front = word.translate(FRONT)
    found = stemmer("tr")(front)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(front, found, strict=False)))
    return word[:same] + folded(found[same:])


def _without_marks(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) != "Mn")


def _digit(sign: str) -> str:
    return sign if sign.isascii() or not sign.isdecimal() else str(unicodedata.decimal(sign))
