"""Copy the files that a page names, and replace the tags."""

from __future__ import annotations

import os
import shutil

from hashed_name import digest_of, hashed_name, integrity_of
from page_tags import tag_text
from web_error import WebError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from page_tags import Tag

__all__ = ["PageAssets", "copy_asset"]

_INLINE = {".css": "<style>{}</style>", ".js": "<script>{}</script>", ".mjs": '<script type="module">{}</script>'}
_TOOLS = ("sass", "scss", "tailwind-css", "tailwind-css-extra")


class PageAssets:
    """The files that the tags of one page name.

    ``source`` is the directory of the page, ``out`` the directory to serve, and ``url`` its address on the server.
    ``page`` is the name of the page in messages.
    """

    def __init__(self, source: str, out: str, url: str, *, hash_names: bool, page: str) -> None:
        self._source = source
        self._out = out
        self._url = url
        self._hash_names = hash_names
        self._page = page

    def replace(self, tag: Tag) -> str:
        """Return the text that replaces ``tag``, and copy the tag's file.

        Raises WebError for a file that the source does not have, and for a kind of asset that needs another program.
        """
        attributes = dict(tag.attributes)
        if tag.name == "base":
            return tag_text("base", {**attributes, "href": self._url})
        if tag.name == "script":
            return tag_text("script", {**attributes, "src": self._published(attributes.get("src", ""))})
        kind = attributes.get("rel", "")
        path = attributes.get("href", "")
        if kind == "css":
            attributes.update(rel="stylesheet", href=self._published(path), integrity=integrity_of(self._file(path)))
            return tag_text("link", attributes)
        if kind == "icon":
            return tag_text("link", {**attributes, "href": self._published(path)})
        if kind == "inline":
            return self._inline(path)
        if kind in ("copy-file", "copy-dir"):
            folder = attributes.get("data-target-path", "").strip("/")
            name = os.path.basename(path.rstrip("/"))
            # A directory goes to the path itself, and a file into it.
            target = folder if folder and kind == "copy-dir" else os.path.join(folder, name)
            copy_asset(self._file(path, is_directory=kind == "copy-dir"), os.path.join(self._out, target))
            return ""
        raise self._unsupported(kind)

    def _unsupported(self, kind: str) -> WebError:
        if kind in _TOOLS:
            return WebError(
                f"cargo-nix does not run the program behind `{kind}`",
                place=self._page,
                expected="css, icon, js, inline, copy-file, copy-dir or rust",
                came=kind,
                ways_out=(
                    'commit the written CSS, and name the file with `rel="css"`',
                    "write the CSS in a derivation, and copy the result beside the app",
                ),
            )
        return WebError(
            "the page has an asset of an unknown kind",
            place=self._page,
            expected="css, icon, js, inline, copy-file, copy-dir or rust",
            came=kind or "a tag without `rel`",
            ways_out=("correct `rel` of the tag", "remove `data-trunk`: the tag then stays as it is"),
        )

    def _file(self, path: str, *, is_directory: bool = False) -> str:
        file = os.path.normpath(os.path.join(self._source, path))
        if not path or os.path.isabs(path) or not (os.path.isdir if is_directory else os.path.isfile)(file):
            raise WebError(
                "the page names a file that does not exist",
                place=self._page,
                expected=f"a {'directory' if is_directory else 'file'} of the workspace, as a path from the page",
                came=path or "a tag without a path",
                ways_out=("correct the path in the page", "add the file: in a Git checkout, `git add` it too"),
            )
        return file

    def _published(self, path: str) -> str:
        file = self._file(path)
        name = os.path.basename(file)
        if self._hash_names:
            name = hashed_name(name, digest_of([file], os.path.dirname(file)))
        copy_asset(file, os.path.join(self._out, name))
        return self._url + name

    def _inline(self, path: str) -> str:
        with open(self._file(path), encoding="utf-8") as file:
            text = file.read()
        return _INLINE.get(os.path.splitext(path)[1], "{}").format(text)


def copy_asset(source: str, target: str) -> None:
    """Copy the file or directory ``source`` to ``target``, writable and without the times of the source."""
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
        for name in os.listdir(source):
            copy_asset(os.path.join(source, name), os.path.join(target, name))
    else:
        shutil.copyfile(source, target)
