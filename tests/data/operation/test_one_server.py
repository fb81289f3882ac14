"""One folder of data has one server: the second refuses in words, and a killed one leaves nothing in the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from data.folders import FolderError, Folders
from data.operation.one_server import claim

ANOTHER = """
import sys
from pathlib import Path
from data.folders import Folders
from data.operation.one_server import claim
claim(Folders(Path(sys.argv[1]), Path(sys.argv[2])))
print("claimed", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def where(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "data", tmp_path / "keys").make()


def test_a_second_server_is_refused_until_the_first_is_gone(where: Folders) -> None:
    command = [sys.executable, "-c", ANOTHER, str(where.data_dir), str(where.key_dir)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None and other.stdout.readline() == "claimed\n"
    try:
        with pytest.raises(FolderError, match="draait al een scan"):
            claim(where)
    finally:
        other.kill()
        other.communicate()
    claim(where)
    claim(where)  # and the same process may ask again


def test_a_folder_in_which_nothing_can_be_written_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    claim(Folders(tmp_path / "data", tmp_path / "keys"))
