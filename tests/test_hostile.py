"""Files made to harm: each is kept or refused with a reason, and none does anything else."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

import stories
from fieldarchive.readers.formats import format_of
from fieldarchive.scan import display
from stories import record

GENERATOR = stories.TOOLS / "gen_hostile.py"
MEGABYTES = 500
SECONDS = 60

PROGRAM = """
import sys
from fieldarchive.cli import main
try:
    main()
finally:
    with open("/proc/self/status") as status:
        sys.stderr.write(next(line for line in status if line.startswith("VmHWM:")))
"""

pytestmark = pytest.mark.skipif(
    not GENERATOR.is_file(), reason="the generator of hostile files is not here"
)


def measured(words):
    """Run the program within limits of time and memory: its exit code and what it printed."""
    # A process knows how large its parent was when it began, too, so only it can tell its own peak.
    program = [sys.executable, "-c", PROGRAM, *words]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        out, told = process.communicate(timeout=SECONDS)
    err, _, peak = told.rpartition(b"VmHWM:")
    assert int(peak.split()[0]) < MEGABYTES * 1000, "too much memory"  # in KiB
    return process.returncode, out.decode(), err.decode()


def path_of(case, inputs):
    raw = unquote_to_bytes(case["file"]) if "%" in case["file"] else case["file"].encode()
    return Path(os.fsdecode(os.path.join(os.fsencode(inputs), raw)))


def names_of(path, inputs):
    """How problems call a file: by its name, or by its item's."""
    name = display(os.path.join("input", os.path.relpath(path, inputs)))
    return {name, os.path.splitext(name)[0]}


def test_no_hostile_file_does_harm(archive_root, run, tmp_path):
    hostile = tmp_path / "hostile"
    subprocess.run([sys.executable, GENERATOR, hostile, "7"], check=True, capture_output=True)
    manifest = json.loads((hostile / "MANIFEST.json").read_text("utf-8"))
    inputs = hostile / "input"
    before = stories.stamps(hostile)
    words = ["--archive", str(archive_root), "ingest", "--json", str(inputs)]
    code, out, err = measured(words)
    assert (code, err) == (3, "")
    assert stories.stamps(hostile) == before
    check_nothing_leaked(manifest, tmp_path, archive_root, out + err)
    told = json.loads(out)
    check_cases(manifest, inputs, archive_root, told)
    assert sum(told["files"][name] for name in ("new", "same", "refused")) == told["files"]["found"]
    check_words_are_found(run, manifest["token"])
    again = run("ingest", "--json", inputs)
    assert (again.code, again.json()["files"]["new"]) == (3, 0)
    assert run("verify").code == 0


def check_nothing_leaked(manifest, everywhere, archive_root, printed):
    assert not [path for path in manifest["must_not_exist"] if os.path.lexists(path)]
    strays = everywhere.rglob(f"{manifest['stray_prefix']}*")
    assert list(strays) == []
    assert stories.holds(archive_root, manifest["secret"]) == []
    assert manifest["secret"] not in printed
    assert "Traceback" not in printed


def check_cases(manifest, inputs, archive_root, told):
    kept = set(stories.originals(archive_root))
    problems = {problem["path"] for problem in told["problems"]}
    for case in manifest["cases"]:
        path = path_of(case, inputs)
        is_told = bool(names_of(path, inputs) & problems)
        if case["outcome"] == "not-followed":
            assert is_told, case
            continue
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        assert is_told or sha256 in kept, case
        check_outcome(case, sha256 in kept, is_told, sha256, archive_root, path)


def check_outcome(case, is_kept, is_told, sha256, archive_root, path):
    """Where the manifest is strict. A format without a reader is refused by its ending."""
    is_known = format_of(path) is not None
    if case["outcome"] in {"kept", "kept-no-derivative"} and is_known:
        assert is_kept, case
    if case["outcome"] in {"kept-no-derivative", "refused"}:
        assert is_told, case
        derived = record(
            archive_root,
            "SELECT 1 FROM item_files f WHERE f.sha256 = ? AND (EXISTS (SELECT 1 FROM texts t "
            "WHERE t.item = f.item) OR EXISTS (SELECT 1 FROM thumbnails t "
            "WHERE t.sha256 = f.sha256) OR EXISTS (SELECT 1 FROM segments s "
            "WHERE s.item = f.item))",
            sha256,
        )
        assert derived == [], case


def check_words_are_found(run, token):
    """What is behind a NUL, decomposed, or in another encoding is found like anything else."""
    assert run("find", token, "--json").json()["total"] > 10
    for typed, title in (("ёлка", "nfd"), ("набережной Амура", "koi8r"), ("集市", "gb18030")):
        rows = run("find", typed, "--json", "--limit", "100").json()["items"]
        assert title in {row["title"] for row in rows}, typed
