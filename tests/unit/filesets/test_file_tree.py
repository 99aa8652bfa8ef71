"""A set of files as a few paths, and back."""

from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.filesets.file_tree import FileTree, is_taken

_NAMES = st.sampled_from(["a", "b", "c", "a-b", "é"])


def _is_tree(files: set[str]) -> bool:
    """Return whether no file is below another file."""
    return not any(path.startswith(f"{file}/") for file in files for path in files)


_PATHS = st.sets(st.lists(_NAMES, min_size=1, max_size=4).map("/".join), max_size=20).filter(_is_tree)


@given(files=_PATHS, data=st.data(), directory=st.sampled_from(["", "p", "p/q"]))
def test_the_paths_select_the_wanted_files(files: set[str], data: st.DataObject, directory: str) -> None:
    files = {f"{directory}/{path}" if directory else path for path in files}
    selected = data.draw(st.sets(st.sampled_from(sorted(files))) if files else st.just(set[str]()))
    take, leave = FileTree(directory, files).take_and_leave(selected)
    assert {file for file in files if is_taken(file, take, leave)} == selected
    assert (take, leave) == (sorted(take), sorted(leave))
    assert directory not in take
    assert all(path.startswith(directory) for path in (*take, *leave))


@given(files=_PATHS, data=st.data())
def test_the_lists_are_no_longer_than_the_files(files: set[str], data: st.DataObject) -> None:
    selected = data.draw(st.sets(st.sampled_from(sorted(files))) if files else st.just(set[str]()))
    take, leave = FileTree("", files).take_and_leave(selected)
    assert len(take) + len(leave) <= len(files)
    assert len(take) <= len(selected)
    assert set(take).isdisjoint(leave)


@given(
    files=_PATHS, data=st.data(), packages=st.sets(st.lists(_NAMES, min_size=1, max_size=3).map("/".join), max_size=3)
)
def test_files_of_another_package_are_not_selected(files: set[str], data: st.DataObject, packages: set[str]) -> None:
    """The tree does not list the package's files, so a whole directory would add them."""
    files = {
        file
        for file in files
        if not any(f"{file}/".startswith(f"{package}/") or package.startswith(f"{file}/") for package in packages)
    }
    selected = data.draw(st.sets(st.sampled_from(sorted(files))) if files else st.just(set[str]()))
    take, leave = FileTree("", files, packages).take_and_leave(selected)
    assert {file for file in files if is_taken(file, take, leave)} == selected
    assert not any(is_taken(f"{package}/x", take, leave) for package in packages)


@given(files=_PATHS, path=st.lists(_NAMES, max_size=3).map("/".join))
def test_the_files_below_a_path(files: set[str], path: str) -> None:
    tree = FileTree("", files)
    expected = {file for file in files if not path or file == path or file.startswith(f"{path}/")}
    assert set(tree.below(path)) == expected


def test_a_directory_with_mostly_wanted_files_is_one_path() -> None:
    tree = FileTree("p", ["p/src/a.rs", "p/src/b.rs", "p/src/c.rs", "p/x", "p/deep/y/z", "p/deep/w"])
    assert tree.take_and_leave(["p/src/a.rs", "p/src/b.rs", "p/deep/w"]) == (
        ["p/deep/w", "p/src"],
        ["p/src/c.rs"],
    )


def test_which_paths_are_taken() -> None:
    assert is_taken("a/b", [""], [])
    assert not is_taken("a/b", [], [])
    assert not is_taken("a/b", [""], ["a"])
    assert is_taken("a/b", ["a/b"], ["a"])
