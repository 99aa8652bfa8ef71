"""Make an app: the files of wasm-bindgen, and the page with its assets."""

from __future__ import annotations

import os

from bindgen import module_stem, write_bindings
from hashed_name import digest_of
from package_json import write_package_json
from page import write_page
from page_assets import copy_asset
from web_error import WebError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from web_attributes import WebAttributes

__all__ = ["build_app"]


def build_app(attrs: WebAttributes, out: str) -> None:
    """Write the app of ``attrs`` into the directory ``out``.

    With a page, the files of wasm-bindgen are in a directory with a hash in the name. JavaScript, module and snippets
    name each other by relative paths, and these stay valid. Without a page, ``out`` is the package that
    wasm-pack writes. Raises WebError.
    """
    stem = module_stem(attrs["module"])
    if attrs["index"]:
        scratch = f"{out}/pkg"
        write_bindings(attrs, scratch)
        pkg = "pkg"
        if attrs["hashNames"]:
            pkg = f"{stem}-{digest_of(_files_below(scratch), scratch)}"
            os.rename(scratch, f"{out}/{pkg}")
        write_page(attrs, pkg, stem, out)
    else:
        write_bindings(attrs, out)
        write_package_json(attrs["about"], attrs["target"], stem, out)
    for path in attrs["assets"]:
        source = os.path.normpath(os.path.join(attrs["src"], attrs["directory"], path))
        if not os.path.exists(source):
            raise WebError(
                "an asset does not exist",
                place=f"{attrs['argument']}.assets",
                expected="a file or directory of the workspace, as a path from the package",
                came=path,
                ways_out=("correct the path", "add the file: in a Git checkout, `git add` it too"),
            )
        copy_asset(source, os.path.join(out, os.path.basename(source)))


def _files_below(directory: str) -> list[str]:
    return [f"{folder}/{name}" for folder, _folders, names in os.walk(directory) for name in names]
