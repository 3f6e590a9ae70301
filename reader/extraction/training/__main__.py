from __future__ import annotations

import sys
from pathlib import Path

from ..scoring import WEIGHTS
from .fit import fit
from .pages import labelled_pages

if __name__ == "__main__":
    fit(list(labelled_pages(Path(sys.argv[1]))), WEIGHTS)
