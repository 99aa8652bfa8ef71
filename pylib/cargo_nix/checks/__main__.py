"""``python3 -I -S checks``: read the derivation's attributes, do the one check, leave its exit code."""

import json
import os
import sys
from importlib import import_module

# What nixlib/checks asks for: the module and function that do it. Only what is needed is imported.
_JOBS = {
    "test": ("test_run", "run_test"),
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
    """Do the job that the attributes name and return its exit code."""
    with open(os.environ["NIX_ATTRS_JSON_FILE"], encoding="utf-8") as file:
        attrs = json.load(file)
    # What a check shares with a unit (search paths, environment, rustc's arguments) is the builder's.
    sys.path.append(attrs["unitBuilder"])
    module, function = _JOBS[attrs["job"]]
    code: int = getattr(import_module(module), function)(attrs)
    return code


if __name__ == "__main__":
    sys.exit(main())
