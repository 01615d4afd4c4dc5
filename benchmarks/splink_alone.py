"""Splink by itself on the people of a folder of extracts: learning, blocking and scoring, nothing of ours.

A process of its own, so that neither run warms the other. Reading the extracts is not counted.
"""

import argparse
import json
from pathlib import Path

from lineofsight.engines import open_engine
from lineofsight.identity import splink_alone
from lineofsight.sources.reader import read_extracts


def main() -> None:
    """Print seconds as JSON: each stage, then the whole."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.splink_alone", description=__doc__)
    parser.add_argument("--extracts", type=Path, required=True, help="A folder of extracts.")
    engine = open_engine()
    read_extracts(parser.parse_args().extracts).put(engine)
    stages = splink_alone(engine)
    print(json.dumps({**stages, "seconds": sum(stages.values())}))


if __name__ == "__main__":
    main()
