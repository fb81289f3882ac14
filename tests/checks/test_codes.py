"""A scan that is taken along loses nothing: no two ids share the code that stands for them in a QR code."""

from hashlib import sha256
from itertools import count

from data.content.checks import check_content
from tests.checks.broken import TODAY, sound_content

PATH = "questionnaire/content/incidents.yaml"


def two_ids_with_one_code(item: str) -> tuple[str, str]:
    """Among some thousands of names two have the same three bytes."""
    seen: dict[bytes, str] = {}
    for number in count():
        name = f"answer_{number}"
        other = seen.setdefault(sha256(f"{item}={name}".encode()).digest()[:3], name)
        if other != name:
            return other, name
    raise AssertionError


def test_two_answers_with_one_code_are_told(tmp_path):
    content = sound_content(tmp_path)
    one, other = two_ids_with_one_code("stand_in")
    path = content / PATH
    path.write_text(
        path.read_text().replace("{id: nobody,", f"{{id: {one},").replace("{id: agreed,", f"{{id: {other},")
    )
    measures = content / "scoring/measures/incidents.yaml"
    measures.write_text(measures.read_text().replace("agreed", other))
    (mistake,) = check_content(content, today=TODAY).mistakes
    assert (mistake.code, mistake.file) == ("double_id", PATH)
    assert other in mistake.say() and "QR-code" in mistake.say()
