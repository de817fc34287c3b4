"""Items are linked to people by role, and a credit by handle links the person as well."""

import pytest
from PIL import Image

from stories import browse, note, record, write


def people(root):
    return browse(root, "SELECT role, handle FROM item_people ORDER BY role, handle")


@pytest.mark.parametrize(
    ("field", "role"),
    [
        ("photographers", "photographer"),
        ("фотографы", "photographer"),
        ("authors", "author"),
        ("авторы", "author"),
        ("переводчик", "translator"),
        ("译者", "translator"),
        ("narrator", "narrator"),
        ("采访人", "interviewer"),
    ],
)
def test_each_role_has_a_field_in_three_languages(run, inbox, archive_root, field, role):
    write(inbox / "a.md", f"---\n{field}: Лена\n---\nFish.\n")
    assert run("ingest", inbox).code == 0
    assert people(archive_root) == [(role, "narrator-01")]


def test_whoever_is_credited_by_handle_is_linked(run, inbox, archive_root):
    write(inbox / "a.md", "---\ncreator: fieldworker-01\n---\nFish.\n")
    Image.new("RGB", (8, 8)).save(inbox / "p.jpg")
    write(inbox / "p.yaml", "creator: fieldworker-01\nauthors: narrator-01\n")
    assert run("ingest", inbox).code == 0
    assert people(archive_root) == [
        ("author", "fieldworker-01"),
        ("author", "narrator-01"),
        ("photographer", "fieldworker-01"),
    ]
    [(key,)] = browse(archive_root, "SELECT key FROM items WHERE kind = 'photograph'")
    assert "creator of " in run("show", key, "--why").out


def test_a_credit_by_name_links_nobody(run, inbox, archive_root):
    write(inbox / "a.md", "---\ncreator: Lena\n---\nFish.\n")
    note(inbox / "b.md")
    assert run("ingest", inbox).code == 0
    assert people(archive_root) == []


def test_a_name_that_is_no_handle_is_recorded_in_no_role(run, inbox, archive_root):
    write(inbox / "a.md", "---\nauthors: [Zinaida Petrova, fieldworker-01]\n---\nFish.\n")
    ran = run("ingest", inbox)
    assert "1 of the authors is no handle" in ran.err
    assert people(archive_root) == [("author", "fieldworker-01")]
    assert not any(
        "Zinaida" in str(row) for row in record(archive_root, "SELECT body FROM revisions")
    )


def test_somebody_in_two_roles_is_named_once_in_the_item(run, inbox, archive_root):
    write(inbox / "a.md", "---\nauthors: Lena\nnarrators: Lena\nlanguage: en\n---\nFish.\n")
    run("ingest", inbox)
    assert browse(archive_root, "SELECT people FROM items") == [('["Lena"]',)]
