"""``python3 -I -S checks``: read the derivation's attributes, do the one check, leave its exit code."""

import json
import os
import sys


def main() -> int:
    """Do the job that the attributes name and return its exit code."""
    with open(os.environ["NIX_ATTRS_JSON_FILE"], encoding="utf-8") as file:
        attrs = json.load(file)
    # What a check shares with a unit (search paths, environment, rustc's arguments) is the builder's.
    sys.path.append(attrs["unitBuilder"])
    match attrs["job"]:
        case "test":
            from test_run import run_test

            return run_test(attrs)
        case "doctest":
            from doc_tests import run_doctests

            return run_doctests(attrs)
        case "lint":
            from lint import lint_unit

            return lint_unit(attrs)
        case "findings":
            from findings import judge_findings

            return judge_findings(attrs)
        case "format":
            from formatting import check_format

            return check_format(attrs)
        case "document":
            from document import document_units

            return document_units(attrs)
        case "join-documents":
            from document import join_documents

            return join_documents(attrs)
        case _:
            from plans import compare_plans

            return compare_plans(attrs)


if __name__ == "__main__":
    sys.exit(main())
