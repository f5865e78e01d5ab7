"""Finding levels: the shipped ones, the player's own, a folder of theirs, any path."""

import json
from pathlib import Path
from typing import Any

import pytest

import sandpit
from sandpit.errors import LevelError, LibraryError
from sandpit.library import Library, load_level, shipped_levels, user_levels
from sandpit.library.chapters import ChapterFile, find_chapters, level_files, read_chapter
from tests.systems import needs_links
from tests.written import written


def write(folder: Path, *ids: str, **changes: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for id in ids:
        (folder / f"{id}.json").write_text(json.dumps(written(**changes)))
    return folder


def chapter(folder: Path, **members: Any) -> None:
    (folder / "chapter.json").write_text(json.dumps(members))


def test_the_shipped_levels_are_found_and_the_players_own_after_them(home: Path) -> None:
    assert "lost-phone" in Library.default().ids()
    own = write(home / "sandpit" / "levels", "my-hill")
    assert own == user_levels()
    ids = Library.default().ids()
    assert ids[-1] == "my-hill"
    assert ids.index("lost-phone") < ids.index("my-hill")


def test_a_further_folder_is_found_too(tmp_path: Path) -> None:
    folder = write(tmp_path / "mine", "a-hill")
    assert "a-hill" in Library.default(folder).ids()
    assert Library.default(folder).load("a-hill").title == "A small hill"


def test_a_further_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="no folder"):
        Library.default(tmp_path / "nowhere")


@pytest.mark.parametrize("kind", [str, Path])
def test_a_level_is_loaded_from_its_path_or_by_its_id(kind: Any, tmp_path: Path) -> None:
    path = write(tmp_path, "a-hill") / "a-hill.json"
    level = sandpit.load_level(kind(path))
    assert level.id == "a-hill"
    assert level.source == str(path)
    assert load_level("lost-phone").id == "lost-phone"


def test_a_path_without_a_suffix_is_a_path_too(tmp_path: Path) -> None:
    path = write(tmp_path, "a-hill") / "a-hill.json"
    plain = path.rename(tmp_path / "a-hill")
    assert load_level(plain).id == "a-hill"


def test_an_unknown_id_is_told_with_the_nearest() -> None:
    with pytest.raises(LibraryError, match='did you mean "lost-phone"'):
        load_level("lost-fone")
    with pytest.raises(LibraryError, match="sandpit levels"):
        load_level("qqqqqq")


def test_an_earlier_level_hides_a_later_one_of_the_same_id(tmp_path: Path) -> None:
    first = write(tmp_path / "first", "a", "b", title="First")
    second = write(tmp_path / "second", "b", "c", title="Second")
    library = Library.of(first, second)
    assert library.ids() == ("a", "b", "c")
    assert library.load("b").title == "First"
    listed = [entry.id for chapter in library.chapters for entry in chapter.entries]
    assert listed == ["a", "b", "c"]
    (problem,) = library.problems
    assert "hidden" in str(problem)
    assert str(second / "b.json") in str(problem)


def test_a_folder_named_twice_hides_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path, "a")
    library = Library.of(folder, folder)
    assert library.ids() == ("a",)
    assert library.problems == ()


def test_chapters_are_folders_in_the_order_of_their_names(tmp_path: Path) -> None:
    write(tmp_path, "loose")
    write(tmp_path / "2-later", "c")
    write(tmp_path / "1-first", "b", "a")
    write(tmp_path / ".hidden", "d")
    (tmp_path / "3-empty").mkdir()
    library = Library.of(tmp_path)
    assert [one.name for one in library.chapters] == [tmp_path.name, "1-first", "2-later"]
    assert library.ids() == ("loose", "a", "b", "c")
    assert library.chapters[1].title == "1 first"


def test_chapters_with_an_order_come_first_and_by_it(tmp_path: Path) -> None:
    write(tmp_path, "loose")
    for name, order in (("1-slopes", 1), ("2-hard", 10), ("many", 9), ("a-mine", None)):
        write(tmp_path / name, f"of-{name}")
        chapter(tmp_path / name, title=name, **({} if order is None else {"order": order}))
    names = [one.name for one in Library.of(tmp_path).chapters]
    assert names == [tmp_path.name, "1-slopes", "many", "2-hard", "a-mine"]


def test_a_chapter_says_its_title_text_and_order(tmp_path: Path) -> None:
    folder = write(tmp_path / "one", "a", "b", "c")
    chapter(folder, title="One", text="Begin here.", levels=["c", "a"])
    (found,) = Library.of(tmp_path).chapters
    assert (found.title, found.text) == ("One", "Begin here.")
    assert [entry.id for entry in found.entries] == ["c", "a", "b"]


@needs_links
def test_a_level_here_goes_by_its_id_however_it_was_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "one", "a")
    library = Library.of(tmp_path)
    monkeypatch.chdir(tmp_path / "one")
    (tmp_path / "link").symlink_to(tmp_path / "one")
    for way in ("a", "./a.json", str(tmp_path / "link" / "a.json")):
        assert library.name_of(library.load(way)) == "a"


def test_a_file_elsewhere_goes_by_its_path(tmp_path: Path) -> None:
    library = Library.of(write(tmp_path / "here", "a", "b"))
    write(tmp_path / "there", "a", "c", title="Another hill")
    for id in ("a", "c"):
        path = tmp_path / "there" / f"{id}.json"
        name = library.name_of(library.load(str(path)))
        assert name == str(path)


def test_a_file_elsewhere_goes_by_its_path_still_when_it_is_mended(tmp_path: Path) -> None:
    library = Library.of(write(tmp_path / "here", "a"))
    names = set()
    for title in ("A hlil", "A hill"):
        path = write(tmp_path / "there", "a", title=title) / "a.json"
        names.add(library.name_of(library.load(str(path))))
    assert names == {str(path)}


def test_a_copy_of_a_level_here_is_that_level(tmp_path: Path) -> None:
    library = Library.of(write(tmp_path / "here", "a"))
    copy = write(tmp_path / "there", "a") / "a.json"
    assert library.name_of(library.load(str(copy))) == "a"


def test_a_file_of_the_stem_of_a_broken_level_is_another(tmp_path: Path) -> None:
    library = Library.of(write(tmp_path / "here", "a"))
    (tmp_path / "here" / "a.json").write_text("{")
    path = write(tmp_path / "there", "a") / "a.json"
    assert library.name_of(library.load(str(path))) == str(path)


BROKEN = {
    "not JSON": "{",
    "not an object": "[]",
    "no title": "{}",
    "unknown key": '{"title": "x", "txt": "y"}',
    "title of a number": '{"title": 3}',
    "binary": "\x00\x01",
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_chapter_stops_nothing_and_is_told(text: str, tmp_path: Path) -> None:
    write(tmp_path / "one", "a")
    write(tmp_path / "two", "b")
    (tmp_path / "one" / "chapter.json").write_text(text)
    library = Library.of(tmp_path)
    assert library.ids() == ("a", "b")
    assert library.chapters[0].title == "One"
    (problem,) = library.problems
    assert isinstance(problem, LevelError)
    assert problem.source == str(tmp_path / "one" / "chapter.json")


def test_a_chapter_file_that_is_a_folder_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path / "one", "a")
    (tmp_path / "one" / "chapter.json").mkdir()
    library = Library.of(tmp_path)
    assert library.ids() == ("a",)
    assert len(library.problems) == 1


def test_a_broken_level_stops_nothing_until_it_is_loaded(tmp_path: Path) -> None:
    write(tmp_path, "a", "b")
    (tmp_path / "b.json").write_text("{")
    library = Library.of(tmp_path)
    assert library.load("a").id == "a"
    with pytest.raises(LevelError):
        library.load("b")


def test_a_folder_that_cannot_be_read_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = write(tmp_path / "locked", "a")
    open_ = write(tmp_path / "open", "b")
    look = Path.iterdir

    def iterdir(self: Path) -> Any:
        if self == locked:
            raise PermissionError(13, "Permission denied")
        return look(self)

    monkeypatch.setattr(Path, "iterdir", iterdir)
    library = Library.of(locked, open_)
    assert library.ids() == ("b",)
    assert "Permission denied" in str(library.problems[0])


def test_the_shipped_library_has_no_problems() -> None:
    assert Library.of(shipped_levels()).problems == ()


def test_a_folder_gives_its_name_to_a_chapter_without_a_title(tmp_path: Path) -> None:
    for name in ("my-own-levels", "-", "a" * 70):
        write(tmp_path / name, f"in-{name}")
    titles = [one.title for one in Library.of(tmp_path).chapters]
    assert titles == ["Levels", "A" + "a" * 59, "My own levels"]


def test_a_folder_of_which_the_disk_says_nothing_is_an_empty_chapter_with_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("dumb", "open"):
        write(tmp_path / name, f"in-{name}")
    stat = Path.stat

    def ask(self: Path, **named: Any) -> Any:
        if self.name == "dumb":
            raise PermissionError(13, "Permission denied")
        return stat(self, **named)

    monkeypatch.setattr(Path, "stat", ask)
    finds = list(find_chapters(tmp_path))
    assert [(one.name, one.title, one.text) for one, _ in finds] == [
        ("dumb", "dumb", ""),
        ("open", "Open", ""),
    ]
    problem = finds[0][1]
    assert isinstance(problem, LibraryError)
    assert problem.message == f"{tmp_path / 'dumb'} cannot be read: Permission denied"
    assert problem.cure == "make it readable, or name another"
    assert finds[0][0].entries == ()
    assert finds[1][1] is None


WRONG_CHAPTERS = {
    '{"title": 3}': ("/title", "a text is wanted here, not 3", "write it in quotation marks"),
    '{"title": "x", "txt": "y"}': (
        "/txt",
        'the key "txt" is not known here',
        'did you mean "text"?',
    ),
    '{"title": "x", "qqqq": "y"}': (
        "/qqqq",
        'the key "qqqq" is not known here',
        "choose from title, text, order, levels",
    ),
    "{}": ("/title", '"title" is missing', 'add "title"'),
    '{"title": "x", "order": "1"}': (
        "/order",
        'a whole number is wanted here, not "1"',
        "write it in digits, without quotation marks or a decimal point",
    ),
    '{"title": "x", "levels": ["a", 2]}': (
        "/levels/1",
        "a text is wanted here, not 2",
        "write it in quotation marks",
    ),
    '{"title": "x", "title": "y"}': (
        "/title",
        '"title" appears twice in one object',
        "keep one of them",
    ),
    '{"title": "x", "text": "' + 601 * "y" + '"}': (
        "/text",
        "the text is too long",
        "write at most 600 characters",
    ),
    '{"title": "x"}' + 99_987 * " ": (
        "",
        "the file has 100,001 characters; at most 100,000 are read",
        "is it the right file?",
    ),
}


@pytest.mark.parametrize("text", WRONG_CHAPTERS, ids=lambda text: text[:30])
def test_what_is_wrong_with_a_chapter_is_told_word_for_word(text: str, tmp_path: Path) -> None:
    path = tmp_path / "chapter.json"
    path.write_text(text)
    with pytest.raises(LevelError) as caught:
        read_chapter(path)
    told = (caught.value.pointer, caught.value.message, caught.value.cure)
    assert told == WRONG_CHAPTERS[text]
    assert caught.value.source == str(path)


def test_a_chapter_of_as_many_characters_as_may_be_is_read(tmp_path: Path) -> None:
    path = tmp_path / "chapter.json"
    path.write_text('{"title": "x"}' + 99_986 * " ")
    assert read_chapter(path) == ChapterFile(title="x")


def test_the_files_of_a_folder_come_in_the_order_of_their_names_and_a_file_by_itself(
    tmp_path: Path,
) -> None:
    write(tmp_path / "b", "y", "x")
    write(tmp_path / "a", "z")
    chapter(tmp_path / "b", title="B")
    (tmp_path / "notes.txt").touch()
    (tmp_path / "b" / "table.csv").touch()
    names = [str(path.relative_to(tmp_path)) for path, _ in level_files(tmp_path)]
    assert names == ["a/z.json", "b/chapter.json", "b/x.json", "b/y.json"]
    assert [*level_files(tmp_path / "notes.txt")] == [(tmp_path / "notes.txt", None)]
    assert [*level_files(tmp_path / "nowhere")] == [(tmp_path / "nowhere", None)]


def test_a_hidden_level_is_told_with_both_files(tmp_path: Path) -> None:
    first, second = write(tmp_path / "first", "a"), write(tmp_path / "second", "a")
    (problem,) = Library.of(first, second).problems
    assert isinstance(problem, LibraryError)
    said = f"{second / 'a.json'} is hidden by {first / 'a.json'}, a level of the same id"
    assert (problem.message, problem.cure) == (said, "give the file another name")


def test_an_unknown_id_and_an_unknown_folder_are_told_word_for_word(tmp_path: Path) -> None:
    library = Library.of(write(tmp_path, "a-hill"))
    for id, cure in (
        ("a-hil", 'did you mean "a-hill"?'),
        ("zzz", "`sandpit levels` lists them all"),
    ):
        with pytest.raises(LibraryError) as caught:
            library.find(id)
        assert (caught.value.message, caught.value.cure) == (f'there is no level "{id}"', cure)
    with pytest.raises(LibraryError) as caught:
        Library.of(tmp_path / "no")
    said = f"there is no folder {tmp_path / 'no'}"
    assert (caught.value.message, caught.value.cure) == (said, "check the spelling")


@pytest.mark.parametrize("name", ["a.json", "b/a", "b\\a"])
def test_what_looks_like_a_path_is_one(name: str, tmp_path: Path) -> None:
    library = Library.of(write(tmp_path, "a"))
    for load in (library.load, load_level):
        with pytest.raises(LibraryError, match="there is no file"):
            load(name)
