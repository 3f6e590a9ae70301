"""What the sample project's figures say beyond their numbers, and the event they are of, as a coder would fill it in.

All are of the night of 12 March 2024 on the east quay. One of them is left in no event, so that the ledger has
something to propose.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from annotations.models import Figure

from .highlights import COURIER, LEDGER, MARFA

EVENT = "Port Averin harbour fire, 12 March 2024"
CIRCUMSTANCES = {
    "date_from": date(2024, 3, 12),
    "date_precision": Figure.DatePrecision.DAY,
    "place": "Port Averin, east quay",
    "place_precision": Figure.PlacePrecision.EXACT,
}
MINISTRY = {"source_name": "Interior Ministry", "source_type": Figure.SourceType.OFFICIAL}
MONITOR = {"source_name": "Sarrow Coast Monitor", "source_type": Figure.SourceType.MONITOR}
UNION = {"source_name": "Dockers’ union", "source_type": Figure.SourceType.NGO}
COMMITTEE = {"source_name": "Averin relief committee", "source_type": Figure.SourceType.NGO}
HOSPITAL = {"source_name": "Averin General Hospital", "source_type": Figure.SourceType.MEDICAL}


@dataclass(frozen=True)
class SampleFigure:
    """A number as it was read in an article, by its words, and what is said of it; `beside` where a hand adds it."""

    file: str
    raw: str
    said: dict[str, Any] = field(default_factory=dict)
    beside: str = ""  # the words of a number in the same highlight, beside which it was not read
    is_grouped: bool = True


KILLED, INJURED = {"effect": Figure.Effect.KILLED}, {"effect": Figure.Effect.INJURED}
RUNNING = {"scope": Figure.Scope.CUMULATIVE}

FIGURES = (
    SampleFigure(COURIER.file, "at least 12", MINISTRY),
    SampleFigure(COURIER.file, "between 17 and 21", MONITOR),
    SampleFigure(COURIER.file, "3", UNION),
    SampleFigure(COURIER.file, "15", UNION | KILLED | {"best": 15}, beside="3"),
    SampleFigure(LEDGER.file, "at least 12", MINISTRY),
    SampleFigure(LEDGER.file, "31", MINISTRY),
    SampleFigure(LEDGER.file, "nine", MINISTRY),
    SampleFigure(LEDGER.file, "15", UNION),
    SampleFigure(LEDGER.file, "three", UNION),
    SampleFigure(LEDGER.file, "43", HOSPITAL | INJURED, is_grouped=False),
    SampleFigure(MARFA.file, "١٩", COMMITTEE),
    SampleFigure(MARFA.file, "٦٤", COMMITTEE | INJURED | {"best": 64}, beside="١٩"),
    SampleFigure(MARFA.file, "١٤", MINISTRY | RUNNING),
    SampleFigure(MARFA.file, "بين ١٧ و٢١", MONITOR),
)
