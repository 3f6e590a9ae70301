"""Quality and speed of the cleaning on the public sets in ../shared, by their own scorers, beside trafilatura.

At the end what the scorers do not look at, of pages of held-out sites: see `metadata.py`.
"""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench import metadata

SHARED = Path(__file__).parents[3] / "shared"
SETS = ("news", "web", "scrapinghub", "structure", "dumps")


def main(limit: int) -> None:
    scorer, peers = SHARED / "bench" / "score_extraction.py", SHARED / "bench" / "peers.py"
    if not scorer.exists():
        print(f"{SHARED} is not here: cleaning is measured on its sets.")
        return
    data = tempfile.mkdtemp(prefix="attest-bench-")
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    ours = ["env", f"ATTEST_DATA={data}", sys.executable, "manage.py", "extract", "--jsonl"]
    for name in SETS:
        peer = "trafilatura-html" if name == "structure" else "trafilatura"
        for who, command in (("Attest", ours), ("trafilatura", [sys.executable, str(peers), peer])):
            print(f"== {name}, {who}", flush=True)
            file = SHARED / "data" / "extraction" / f"{name}.jsonl.gz"
            limited = ["--limit", str(limit)] if limit else []
            subprocess.run([sys.executable, str(scorer), str(file), *limited, "--", *command], check=True)
    metadata.main(limit)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
