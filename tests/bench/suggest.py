"""Suggestions, on the public sets in ../shared by their own scorer; the reference article; time for a long one."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from annotations.core.suggestions import Kind, suggest

SHARED = Path(__file__).parents[3] / "shared"
SETS = ("casualty_dev.jsonl.gz", "claims_dev.jsonl.gz", "disputes_dev.jsonl")
WORDS = 5_000


def main() -> None:
    scorer, data = SHARED / "bench" / "score_suggestions.py", SHARED / "data" / "suggestions"
    if not scorer.exists():
        print(f"{SHARED} is not here: suggestions are measured on its sets.")
        return
    with tempfile.TemporaryDirectory(prefix="attest-bench-") as folder:
        for name in SETS:
            print(f"== {name}", flush=True)
            command = [sys.executable, str(scorer), str(data / name), "--", sys.executable, "manage.py", "suggest"]
            subprocess.run(command, check=True, env=os.environ | {"ATTEST_DATA": folder})
    article = (SHARED / "seed" / "homs-2013.txt").read_text(encoding="utf-8")
    print("== the reference article")
    for suggestion in suggest(article, "en"):
        if suggestion.kind is not Kind.CLAIM:
            print(f"{suggestion.kind}: {suggestion.quote}")
    print(f"casualty figures: {sum(suggestion.kind is Kind.FIGURE for suggestion in suggest(article, 'en'))}")
    with gzip.open(data / "claims_dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        news = " ".join(json.loads(line)["text"] for line in lines).split(" ")
    text = " ".join(news[:WORDS])
    for _ in range(3):
        started = time.perf_counter()
        found = suggest(text, "en")
        print(f"{WORDS:,} words of news, {len(found)} suggestions: {1000 * (time.perf_counter() - started):.0f} ms")


if __name__ == "__main__":
    main()
