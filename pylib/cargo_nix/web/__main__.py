"""``python3 -I -S web``: make the app of the derivation's attributes, and exit with 1 and a message if that fails."""

import json
import os
import sys


def main() -> int:
    """Make the app of the attributes in the file NIX_ATTRS_JSON_FILE; return the exit code."""
    with open(os.environ["NIX_ATTRS_JSON_FILE"], encoding="utf-8") as file:
        attrs = json.load(file)
    # Messages have the form of the builder's messages.
    sys.path.append(attrs["unitBuilder"])
    from build_app import build_app  # noqa: PLC0415
    from web_error import WebError  # noqa: PLC0415

    try:
        build_app(attrs, attrs["outputs"]["out"])
    except WebError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
