"""Renames ids of the content consistently, through every file that names them; and what the product then
does, in plain values.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from zlib import crc32

from ruamel.yaml import YAML

from questionnaire.responses import RESERVED_ANSWERS, Answer, Responses
from questionnaire.saved_scans.ids import FILE as LEDGER
from questionnaire.saved_scans.ids import keep_ids
from scoring.loading import load_content

KINDS = (
    "item",
    "option",
    "section",
    "measure",
    "threat",
    "barrier",
    "level",
    "knock_out",
    "municipality",
    "sector",
    "sector_group",
    "first_help",
    "local_help",
)
LISTS = {"municipalities": "municipality", "sectors": "sector"}
_NEW = re.compile(r"x[0-9a-f]{8}")
_YAML = YAML(typ="safe", pure=True)
_YAML.width, _YAML.default_flow_style = 4000, False


class Renaming:
    """Every id of these kinds gets a new name that says nothing and stands elsewhere in the alphabet. `root`
    is changed in place.
    """

    def __init__(self, root: Path, *kinds: str) -> None:
        assert set(kinds) <= set(KINDS), kinds
        self.root, self.kinds, self.old = root, kinds, dict[str, str]()
        content = root / "questionnaire/content"
        head = _read(content / "questionnaire.yaml")
        self.sections = {name: _read(content / f"{name}.yaml") for name in head["sections"]}
        self.items = {item["id"]: item for section in self.sections.values() for item in section["items"]}
        self._rewrite(head)
        # Nobody has saved a scan with these ids yet, so there is nothing to bring to this version either.
        (root / LEDGER).unlink()
        _write(content / "migrations.yaml", [])
        content = load_content(root)
        keep_ids(root, content.questionnaire, content.measures)

    def new(self, kind: str, name: str, owner: str = "") -> str:
        """What `name` is called from now on."""
        if kind not in self.kinds or name in RESERVED_ANSWERS:
            return name
        made = f"x{crc32(f'{kind} {owner} {name}'.encode()):08x}"
        assert self.old.setdefault(made, name) == name
        return made

    def _evidence(self, evidence: dict[str, Any]) -> dict[str, Any]:
        for known in evidence["items"]:
            for proof in known.get("answers", ()):
                proof["option"] = self.option(known["item"], proof["option"])
            for doubt in known.get("doubts", ()):
                doubt["options"] = [self.option(known["item"], option) for option in doubt["options"]]
            known["item"] = self.new("item", known["item"])
        measures = {self.new("measure", name): found for name, found in evidence["measures"].items()}
        return {**evidence, "measures": measures}

    def option(self, item: str, name: str) -> str:
        """The new name of an option; those from a list elsewhere are renamed with that list."""
        raw = self.items[item]
        listed = "options_from" in raw and name not in [option["id"] for option in raw.get("options", ())]
        return (
            self.new(LISTS[raw["options_from"]["list"]], name) if listed else self.new("option", name, item)
        )

    def answers(self, responses: Responses) -> Responses:
        """The same answers, to the renamed questions."""

        def renamed(item: str, answer: Answer) -> Answer:
            if isinstance(answer, tuple):
                return tuple(self.option(item, part) for part in answer)
            return self.option(item, answer) if isinstance(answer, str) else answer

        return Responses({self.new("item", i): renamed(i, a) for i, a in responses.answers.items()})

    def as_before(self, value: Any) -> Any:
        """`value` with the old names, however deep."""
        if isinstance(value, str):
            return _NEW.sub(lambda found: self.old.get(found[0], found[0]), value)
        if isinstance(value, dict):
            return {self.as_before(key): self.as_before(part) for key, part in value.items()}
        return [self.as_before(part) for part in value] if isinstance(value, list | tuple) else value

    # -- the files
    # ---------------------------------------------------------------------------------------------------

    def _rewrite(self, head: dict[str, Any]) -> None:
        content, scoring = self.root / "questionnaire/content", self.root / "scoring"
        for role in (role for name, role in head["roles"].items() if name != "left_out"):
            for key, options in role.items():
                if isinstance(options, list):
                    role[key] = [self.option(role["item"], option) for option in options]
                elif isinstance(options, dict):
                    role[key] = {
                        self.option(role["item"], option): people for option, people in options.items()
                    }
            role["item"] = self.new("item", role["item"])
        head["sections"] = [self.new("section", name) for name in head["sections"]]
        _write(content / "questionnaire.yaml", head)
        for name, section in self.sections.items():
            (content / f"{name}.yaml").unlink()
            changed = {
                **section,
                "id": self.new("section", name),
                "items": [self._item(item) for item in section["items"]],
            }
            _write(content / f"{self.new('section', name)}.yaml", changed)
        for path in scoring.glob("measures/*.yaml"):
            _write(path, [self._measure(measure) for measure in _read(path)])
        threats = _read(scoring / "threats.yaml")
        for threat in threats["threats"]:
            threat |= {"id": self.new("threat", threat["id"]), **self._steered(threat)}
            for barrier in threat["barriers"]:
                barrier |= {
                    "id": self.new("barrier", barrier["id"]),
                    **self._steered(barrier),
                    "measures": [self.new("measure", m) for m in barrier["measures"]],
                }
        _write(scoring / "threats.yaml", threats)
        _write(scoring / "evidence.yaml", self._evidence(_read(scoring / "evidence.yaml")))
        rule = _read(scoring / "rules/scan.yaml")
        for level in rule["levels"]:
            level |= {"id": self.new("level", level["id"]), "needs": self._conditions(level["needs"])}
        for knock_out in rule["knock_outs"]:
            knock_out |= {
                "id": self.new("knock_out", knock_out["id"]),
                "when": self._conditions(knock_out["when"]),
                "level_at_most": self.new("level", knock_out["level_at_most"]),
            }
        for verdict in (v for obligation in rule["obligations"] for v in obligation["verdicts"]):
            verdict |= {"when": self._conditions(verdict["when"])} if "when" in verdict else {}
        _write(scoring / "rules/scan.yaml", rule)
        region = _read(self.root / "data/region.yaml")
        for key, kind in (
            *LISTS.items(),
            ("sector_groups", "sector_group"),
            ("first_help", "first_help"),
            ("local_help", "local_help"),
        ):
            for entry in region[key]:
                entry["id"] = self.new(kind, entry["id"])
                for helps in ("local_help", "help"):
                    entry |= (
                        {helps: [self.new("local_help", h) for h in entry[helps]]} if helps in entry else {}
                    )
                entry |= (
                    {"levels": [self.new("level", named) for named in entry["levels"]]}
                    if "levels" in entry
                    else {}
                )
                entry |= {"group": self.new("sector_group", entry["group"])} if "group" in entry else {}
        region["help_everywhere"] = [self.new("local_help", h) for h in region.get("help_everywhere", ())]
        responsible = region["responsible"]
        responsible["complaints"] = self.new("local_help", responsible["complaints"])
        _write(self.root / "data/region.yaml", region)
        books = _read(self.root / "data/playbooks.yaml")
        for entry in (*books["playbooks"], *books["steps"]):
            for key, kind in (("crimes", "threat"), ("desks", "local_help")):
                entry |= {key: [self.new(kind, named) for named in entry[key]]} if key in entry else {}
        _write(self.root / "data/playbooks.yaml", books)

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        made = {**item, "id": self.new("item", item["id"])}
        for key in ("skip_if", "weight", "maximum", "minimum", "dont_know_danger", "variants"):
            made |= {key: self._conditions(item[key])} if key in item else {}
        for option in (options := [dict(o) for o in item.get("options", ())]):
            option["id"] = self.new("option", option["id"], item["id"])
            if "first_help" in option:
                option["first_help"] = [self.new("measure", named) for named in option["first_help"]]
        for part in (*options, *(bands := [dict(b) for b in item.get("bands", ())])):
            part |= {
                key: self._conditions(part[key])
                for key in ("points", "danger", "acute", "shown_if")
                if key in part
            }
            part |= (
                {"measures": [self.new("measure", m) for m in part["measures"]]} if "measures" in part else {}
            )
        made |= {"options": options} if options else {}
        made |= {"bands": bands} if bands else {}
        if "dont_know_measures" in item:
            made["dont_know_measures"] = [self.new("measure", m) for m in item["dont_know_measures"]]
        return made

    def _measure(self, measure: dict[str, Any]) -> dict[str, Any]:
        stops = [{**stop, "threat": self.new("threat", stop["threat"])} for stop in measure.get("stops", ())]
        made = {
            **measure,
            "id": self.new("measure", measure["id"]),
            **({"stops": stops} if "stops" in measure else {}),
            **self._steered(measure),
        }
        if "answers_after" in measure:
            made["answers_after"] = {
                self.new("item", item): self._answer(item, after)
                for item, after in measure["answers_after"].items()
            }
        if "covers" in measure:
            made["covers"] = [self.new("measure", m) for m in measure["covers"]]
        return made

    def _steered(self, part: dict[str, Any]) -> dict[str, Any]:
        """What depends on answers in a measure, a threat or a barrier."""
        keys = ("variants", "how", "how_supplier", "advised_if", "proves", "stands_when", "relevant_if")
        return {key: self._conditions(part[key]) for key in keys if key in part}

    def _answer(self, item: str, after: Any) -> Any:
        return (
            [self.option(item, part) for part in after]
            if isinstance(after, list)
            else self.option(item, after)
            if isinstance(after, str)
            else after
        )

    def _conditions(self, value: Any) -> Any:
        """Every condition within `value`, with the ids that it names."""
        if isinstance(value, list):
            return [self._conditions(part) for part in value]
        if not isinstance(value, dict):
            return value
        assert not value.keys() & {"count_answered", "of", "only", "exceptions"}, (
            "a shape that this tool does not rename yet"
        )
        made = {key: self._conditions(part) for key, part in value.items()}
        if isinstance(value.get("item"), str):
            made["item"] = self.new("item", value["item"])
            made |= (
                {"answered": [self.option(value["item"], o) for o in value["answered"]]}
                if "answered" in value
                else {}
            )
        for key in ("score_of", "percent_of"):
            if key in value and value[key] != "total":
                made[key] = self.new("section" if value[key] in self.sections else "item", value[key])
        return made


def _read(path: Path) -> Any:
    return _YAML.load(path.read_text(encoding="utf-8"))


def _write(path: Path, data: Any) -> None:
    with path.open("w", encoding="utf-8") as file:
        _YAML.dump(data, file)
