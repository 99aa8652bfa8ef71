"""``python3 -I -S checks``: run the job of the derivation's attributes, and exit with its code."""

import json
import os
import sys
from importlib import import_module

# Job in nixlib/checks -> module and function. A check imports only the modules of its job.
_JOBS = {
    "test": ("run_test", "run_test"),
    "doctest": ("doc_tests", "run_doctests"),
    "lint": ("lint_unit", "lint_unit"),
    "findings": ("findings", "judge_findings"),
    "format": ("formatting", "check_format"),
    "document": ("document", "document_units"),
    "join-documents": ("document", "join_documents"),
    "place": ("copy_for_run", "place_files"),
    "plan": ("compare_plans", "compare_plans"),
}


def main() -> int:
    """Run the job of the attributes in the file NIX_ATTRS_JSON_FILE; return the exit code, 0 for a green check."""
    with open(os.environ["NIX_ATTRS_JSON_FILE"], encoding="utf-8") as file:
        attrs = json.load(file)
    # Checks and units share search paths, environment and rustc's arguments: the modules are the builder's.
    sys.path.append(attrs["unitBuilder"])
    module, function = _JOBS[attrs["job"]]
    code: int = getattr(import_module(module), function)(attrs)
    return code


if __name__ == "__main__":
    sys.exit(main())
