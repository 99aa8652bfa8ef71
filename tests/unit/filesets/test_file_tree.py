"""A set of files told in a few paths, and read again."""

from hypothesis import given
from hypothesis import strategies as st

from cargo_nix.filesets.file_tree import FileTree, is_taken

_NAMES = st.sampled_from(["a", "b", "c", "a-b", "é"])


def _is_tree(files: set[str]) -> bool:
    """Tell whether no file lies in another one."""
    return not any(other.startswith(f"{file}/") for file in files for other in files)


_PATHS = st.sets(st.lists(_NAMES, min_size=1, max_size=4).map("/".join), max_size=20).filter(_is_tree)


@given(files=_PATHS, data=st.data(), directory=st.sampled_from(["", "p", "p/q"]))
def test_a_file_is_held_where_it_is_wanted(files: set[str], data: st.DataObject, directory: str) -> None:
    files = {f"{directory}/{path}" if directory else path for path in files}
    wanted = data.draw(st.sets(st.sampled_from(sorted(files))) if files else st.just(set[str]()))
    take, leave = FileTree(directory, files).take_and_leave(wanted)
    assert {file for file in files if is_taken(file, take, leave)} == wanted
    assert (take, leave) == (sorted(take), sorted(leave))
    assert directory not in take
    assert all(path.startswith(directory) for path in (*take, *leave))


@given(files=_PATHS, data=st.data())
def test_the_lists_are_as_short_as_what_they_tell(files: set[str], data: st.DataObject) -> None:
    wanted = data.draw(st.sets(st.sampled_from(sorted(files))) if files else st.just(set[str]()))
    take, leave = FileTree("", files).take_and_leave(wanted)
    assert len(take) + len(leave) <= len(files)
    assert len(take) <= len(wanted)
    assert set(take).isdisjoint(leave)


@given(files=_PATHS, data=st.data(), others=st.sets(st.lists(_NAMES, min_size=1, max_size=3).map("/".join), max_size=3))
def test_a_directory_with_another_package_is_not_taken(files: set[str], data: st.DataObject, others: set[str]) -> None:
    """The tree has no files of that package, so they must not come along."""
    files = {
        file
        for file in files
        if not any(f"{file}/".startswith(f"{other}/") or other.startswith(f"{file}/") for other in others)
    }
    wanted = data.draw(st.sets(st.sampled_from(sorted(files))) if files else st.just(set[str]()))
    take, leave = FileTree("", files, others).take_and_leave(wanted)
    assert {file for file in files if is_taken(file, take, leave)} == wanted
    assert not any(is_taken(f"{other}/x", take, leave) for other in others)


@given(files=_PATHS, path=st.lists(_NAMES, max_size=3).map("/".join))
def test_files_below(files: set[str], path: str) -> None:
    tree = FileTree("", files)
    expected = {file for file in files if not path or file == path or file.startswith(f"{path}/")}
    assert set(tree.below(path)) == expected


def test_a_directory_is_taken_where_most_of_it_is_wanted() -> None:
    tree = FileTree("p", ["p/src/a.rs", "p/src/b.rs", "p/src/c.rs", "p/x", "p/deep/y/z", "p/deep/w"])
    assert tree.take_and_leave(["p/src/a.rs", "p/src/b.rs", "p/deep/w"]) == (
        ["p/deep/w", "p/src"],
        ["p/src/c.rs"],
    )


def test_the_root_holds_everything() -> None:
    assert is_taken("a/b", [""], [])
    assert not is_taken("a/b", [], [])
    assert not is_taken("a/b", [""], ["a"])
    assert is_taken("a/b", ["a/b"], ["a"])
