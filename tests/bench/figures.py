"""Reading numbers, on the public set in ../shared by its own scorer, beside a regular expression and kept libraries.

The libraries are measured where they are installed: pip install --group peers
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from annotations.core.quantities import read

SHARED = Path(__file__).parents[3] / "shared"
PEERS = {"expression": "json", "quantulum3": "quantulum3", "text2num": "text_to_num", "number-parser": "number_parser"}
PARAGRAPH = "At least 30 people were killed and dozens wounded on 3 May, officials said; 12 of the dead were children. "


def main() -> None:
    scorer, data = SHARED / "bench" / "score_figures.py", SHARED / "data" / "figures" / "phrases_dev.jsonl"
    if not scorer.exists():
        print(f"{SHARED} is not here: reading numbers is measured on its set.")
        return
    with tempfile.TemporaryDirectory(prefix="attest-bench-") as folder:
        environment = os.environ | {"ATTEST_DATA": folder, "PYTHONWARNINGS": "ignore"}
        commands = {"Attest": [sys.executable, "manage.py", "read_figures"]}
        for name, module in PEERS.items():
            if importlib.util.find_spec(module):
                commands[name] = [sys.executable, "-m", "tests.bench.figure_peers", name]
            else:
                print(f"{name} is not installed: pip install --group peers")
        for name, command in commands.items():
            print(f"== {name}", flush=True)
            subprocess.run([sys.executable, str(scorer), str(data), "--", *command], check=True, env=environment)
    for words in (1_000, 10_000, 100_000):
        text = PARAGRAPH * (words // len(PARAGRAPH.split()))
        started = time.perf_counter()
        found = read(text, "en")
        print(f"{words:7,} words, {len(found):6,} figures: {1000 * (time.perf_counter() - started):8.1f} ms")


if __name__ == "__main__":
    main()
