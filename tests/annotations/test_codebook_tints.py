"""The palette's tints are told apart by everybody: where two colours look alike to an eye, their underlines differ.

Colours as static/css/tints.css computes them; how eyes without one kind of cone see them after Viénot, Brettel and
Mollon 1999 (red, green) and Brettel, Viénot and Mollon 1997 (blue, here by one plane); differences as 100 times the
distance in OKLab, where about 2 is just noticed side by side.
"""

from __future__ import annotations

import re
from itertools import combinations
from math import cos, dist, radians, sin
from pathlib import Path

import pytest

from annotations.models.codebook import Tint

SHEETS = Path(__file__).parents[2] / "static" / "css"
CSS = (SHEETS / "tints.css").read_text("utf-8")
LINES = "--tint-edges: ([^;]+); --tint-stroke: ([^;]+); --tint-weight: ([^;]+);"
RULE = re.compile(
    rf"\.tint-(\w+):not\(text-selection \*\) \{{ --tint-hue: ([\d.]+); --tint-chroma: ([\d.]+); {LINES} \}}"
)
TINTS = {name: (float(hue), float(chroma), " ".join(lines)) for name, hue, chroma, *lines in RULE.findall(CSS)}

GROUND = re.compile(r"--ground-lightness: ([\d.]+)%; --ground-chroma: ([\d.]+);")
THEMES = dict(zip(("light", "sepia"), GROUND.findall(CSS), strict=True))
DARK = re.search(r"--tint: light-dark\([^;]*?,\s*oklch\(([\d.]+)% calc\(([\d.]+) ", CSS)

# Linear sRGB to linear sRGB.
EYES = {
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "tritanopia": ((1, 0.14461, -0.14461), (0, 0.85924, 0.14076), (0, 0.85924, 0.14076)),
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
}
ALIKE = 4.0

Colour = tuple[float, float, float]


def linear(lightness: float, chroma: float, hue: float) -> Colour:
    """Return an oklch colour as linear sRGB (https://bottosson.github.io/posts/oklab/)."""
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def oklab(colour: Colour) -> Colour:
    red, green, blue = (max(0.0, part) for part in colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def seen(theme: str, eye: str) -> dict[str, Colour]:
    """Return the ground of each tint in a theme as an eye sees it."""
    assert DARK
    lightness, chroma = DARK.groups() if theme == "dark" else THEMES[theme]
    found = {}
    for name, (hue, factor, _) in TINTS.items():
        colour = linear(float(lightness) / 100, float(chroma) * factor, hue)
        found[name] = oklab(tuple(sum(m * part for m, part in zip(row, colour, strict=True)) for row in EYES[eye]))
    return found


def alike(theme: str, eye: str) -> list[tuple[str, str, float]]:
    """Return the pairs of tints that an eye can hardly tell apart by their grounds."""
    colours = seen(theme, eye)
    pairs = [(one, other, 100 * dist(colours[one], colours[other])) for one, other in combinations(colours, 2)]
    return [pair for pair in pairs if pair[2] < ALIKE]


def shape(pattern: str) -> tuple[str, float]:
    """Return which lines a pattern draws, and how thick they are."""
    *lines, thickness = pattern.split()
    return " ".join(lines), float(thickness.removesuffix("em"))


def test_every_tint_is_in_the_stylesheet():
    assert sorted(TINTS) == sorted(Tint.values)


def test_marks_have_the_tints_that_tags_have():
    marks = (SHEETS / "mark-tints.css").read_text("utf-8")
    for name, (hue, factor, pattern) in TINTS.items():
        rule = marks.partition(f"mark.tint-{name} {{")[2].partition("\n}")[0]
        ground, deep, line = (
            f"light-dark(oklch(var(--{kind}-lightness) calc(var(--{kind}-chroma) * {factor:g}) {hue:g}), "
            f"oklch({dark} * {factor:g}) {hue:g}))"
            for kind, dark in (("ground", "33% calc(0.06"), ("deep", "38.5% calc(0.075"), ("line", "78% calc(0.11"))
        )
        edges, stroke, thickness = re.fullmatch(r"([a-z ]+) ([a-z]+) (\S+)", pattern).groups()
        assert re.findall(r"([\w-]+: [^;{]+);", rule) == [
            f"background-color: {ground}",
            f"text-decoration: {edges}",
            f"text-decoration-color: {line}",
            f"text-decoration-style: {stroke}",
            f"text-decoration-thickness: {thickness}",
            f"background-color: {deep}",
            f"outline-color: {line}",
        ]


def test_no_two_tints_have_one_pattern():
    assert len({pattern for _, _, pattern in TINTS.values()}) == len(Tint.values)


@pytest.mark.parametrize("theme", ["light", "sepia", "dark"])
@pytest.mark.parametrize("eye", EYES)
def test_what_an_eye_can_hardly_tell_apart_has_another_line(theme, eye):
    same = []
    for one, other, difference in alike(theme, eye):
        (lines, thick), (other_lines, other_thick) = shape(TINTS[one][2]), shape(TINTS[other][2])
        if lines == other_lines and max(thick, other_thick) < 1.5 * min(thick, other_thick):
            same.append((one, other, round(difference, 1)))
    assert same == []


def test_the_simulation_leaves_greys_grey_and_takes_red_and_green_together():
    for eye in ("protanopia", "deuteranopia", "tritanopia"):
        assert [round(sum(row), 3) for row in EYES[eye]] == [1, 1, 1]
    assert [pair[:2] for pair in alike("light", "all cones")] == []
    assert alike("light", "deuteranopia") != []
