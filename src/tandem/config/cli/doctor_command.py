"""`tandem doctor`: look at everything that can be wrong."""

import argparse
import json
from dataclasses import asdict

from tandem.config.cli.checks import findings

SIGNS = {"good": "✓", "warning": "!", "bad": "✗"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs")


def run(options: argparse.Namespace) -> int:
    found = list(findings())
    is_bad = any(finding.state == "bad" for finding in found)
    if options.json:
        print(json.dumps({"ok": not is_bad, "checks": [asdict(finding) for finding in found]}, indent=1))
    else:
        for finding in found:
            print(f"{SIGNS[finding.state]} {finding.name}: {finding.words}")
    return 1 if is_bad else 0
