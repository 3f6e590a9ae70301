"""The palette's tints as sRGB for other programs, and the tint nearest to a colour of theirs."""

from __future__ import annotations

import re
from math import dist

# The hue and chroma of each tint in static/css/tints.css, as oklch(70% calc(0.13 * chroma) hue): between the pale
# ground and the dark line that our pages have.
COLOURS = {
    "amber": "#ce9300",
    "rose": "#df7c90",
    "blue": "#67a3e1",
    "green": "#5cb56c",
    "violet": "#ae8cd6",
    "teal": "#11b4b9",
    "orange": "#e5803a",
    "grey": "#a49e94",
}
COLOUR = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)


def nearest_tint(colour: str) -> str | None:
    """Return the tint whose hue and chroma are nearest to a colour '#rrggbb', or None where it is none."""
    match = COLOUR.fullmatch(colour.strip())
    if match is None:
        return None
    wanted = _hue_and_chroma(match[1])
    return min(COLOURS, key=lambda tint: dist(wanted, _hue_and_chroma(COLOURS[tint][1:])))


def _hue_and_chroma(digits: str) -> tuple[float, float]:
    """Return a and b of OKLab (https://bottosson.github.io/posts/oklab/): how light a colour is does not count."""
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
