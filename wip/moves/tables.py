"""What goes where, and what is called what. Paths as they are on main today."""

# ---------------------------------------------------------------- files
FILES = {}


def _to(folder, names, source):
    for name in names.split():
        old, _, new = name.partition("=")
        FILES[f"{source}/{old}.py"] = f"{folder}/{new or old}.py"


_to("questionnaire/saved_scans", "carried=scan_link saved_scan migrations ids news vocabulary", "questionnaire")
_to("questionnaire/language", "translation dates po_lines placeholders visible", "questionnaire")
_to("questionnaire/authoring", "sources yaml_hints known_keys wording mistakes reporting command_line", "questionnaire")
_to("questionnaire/catalogues", "catalogues=update extraction translation_checks plural_rules catalogue_checks", "questionnaire")
_to("questionnaire/checks", "worth=points possible=satisfiable loose_ends=files", "questionnaire/checks")
_to("scoring/calculation", "figures=arithmetic parts points levels score gains", "scoring")
_to("scoring/authoring", "cases moves=level_changes reference", "scoring")
_to("scoring/calculation", "steering", "scoring")
_to("scoring/editions", "editions=current edition_files=files edition_store=store withdrawals today", "scoring")
_to("scoring/advising", "after effort leads ranges to_ask", "scoring")
_to("scoring/checks", "proofs", "scoring")
_to("scoring/checks", "idle=no_effect no_effect=absent_targets reach=score_range within=model_walk", "scoring/checks")
_to("data", "places=folders together=group_commit", "data")
_to("data/content", "promises documents", "data")
_to("scoring/advising", "in_words outcome plan", "scoring")
_to("questionnaire/authoring", "refusals", "questionnaire")
_to("questionnaire/saved_scans", "content_parts", "questionnaire") if False else None
FILES["screens/serving/hosts.py"] = "screens/session/hosts.py"
_to("data/aggregates", "tallies noise blocks keys sealing pending folding published archive participation stopped=unfinished", "data")
_to("data/organisers", "accounts registry events limits=rate_limits", "data")
_to("data/figures", "denominators figures=cell_reading ranking released room dropoff=drop_off", "data")
_to("data/release", "release=contents export_tables=tables export_page=page export=folder exchange signing", "data")
_to("data/content", "checks coverage schemas editions region_roles side_by_side", "data")
_to("screens/session", "addresses scan saved_scans editions joining counting language other_tabs", "screens")
_to("screens/session", "tokens=cookie cookies texts=request_language settings", "screens/serving")
_to("screens/parts", "answer_fields paper_fields drawings plan actions compared peers kiosk help_nearby tone offered=download_button take_along=download_list", "screens")
FILES["screens/shell/__init__.py"] = "screens/parts/shell.py"
FILES["screens/words.py"] = "scoring/in_words.py"
FILES["screens/design.py"] = "screens/dashboard/colours.py"
_to("screens/dashboard", "places=areas", "screens/dashboard")
FILES["screens/downloads.py"] = "screens/downloads/requests.py"
_to("screens/downloads", "benchmark calendar checklist links papers=documents planned=planned_actions supplier_mail text_result __init__", "screens/takeaway")
_to("screens/streamlit_patches", "streamlit_internals=internals streamlit_messages=messages streamlit_files=front_end_files turns=run_limit icons=icon_font pieces fitted", "screens/serving")
FILES["screens/shell/words.py"] = "screens/streamlit_patches/front_end_words.py"
_to("web/pages", "own_pages=static static_page=frame first_page error_pages", "screens/serving")
_to("web/routes", "routes=scan open_data forms", "screens/serving")
_to("web", "front=middleware headers=security_headers assets hosts printing=download_worker "
    "start=startup laptop=event_laptop quiet=access_log sockets=websocket __init__=application", "screens/serving")
FILES["screens/assets/take_along.css"] = "screens/assets/downloads.css"
FILES["screens/serving/page.html"] = "web/pages/page.html"
FILES["screens/help.py"] = "web/pages/first_help.py"
FILES["screens/events/routes.py"] = "web/routes/events.py"
FILES["screens/events/sign_in_pages.py"] = "web/pages/sign_in.py"
FILES["screens/events/wall_page.py"] = "web/pages/wall.py"
FILES["screens/dashboard/routes.py"] = "web/routes/figures.py"

_to("tests/scoring", " ".join(f"test_scoring_{n}=test_{n}" for n in "combining explain groups_and_factors items levels priorities published real_content refused".split())
    + " test_compare test_cases test_reference test_editions", "tests")
_to("tests/questionnaire", "test_walk test_migrations test_saved_scans=test_scan_link", "tests")
_to("tests/pdf", "test_paper", "tests")
_to("tests/screens", "test_paper_entry test_preview test_benchmark=test_peers test_takeaway=test_downloads", "tests")
_to("tests/web", "test_hosts test_front=test_middleware test_laptop=test_event_laptop test_printing=test_download_worker test_sockets=test_websocket", "tests/screens")
_to("tests/screens/streamlit_patches", "test_pieces test_streamlit_internals=test_internals test_streamlit_messages=test_messages test_turns=test_run_limit", "tests/screens")
_to("tests/data/aggregates", "attacker statistics test_attacks_on_the_files test_attacks_on_what_is_published test_attacks_over_time test_noise test_tallies test_folding test_crashes questionnaires", "tests/data")
_to("tests/data/organisers", "test_accounts_and_events", "tests/data")
_to("tests/data/figures", "test_dropoff=test_drop_off test_publishing", "tests/data")
_to("tests/data/release", "test_exchange", "tests/data")
_to("tests/screens/session", "test_addresses test_opening test_editions test_joining test_other_tabs test_languages", "tests/screens")
_to("tests/questionnaire", "test_catalogues test_translations", "tests/checks")
_to("tests/questionnaire", "test_numbers test_number_input test_refusals", "tests")
_to("tests/whole", "content_roots product renaming three_editions test_live_content test_one_outcome test_plan_dates test_renames test_roles test_scans_of_three_editions test_panel panel test_promises test_advice_across_the_table test_command_line test_cases test_compare test_plain_for_all test_editions test_reference test_version_two", "tests")
_to("tests/data", "test_together=test_group_commit", "tests/data")

# ---------------------------------------------------------------- a file that is not in the table: by its old folder
# None: the folder stays, so does the file (told in a list).
FILES["screens/serving/hosts.py"] = "screens/session/hosts.py"
DEFAULTS = {
    "screens/serving": "web",
    "screens/shell": "screens/parts",
    "screens/takeaway": "screens/downloads",
}
# Flat folders of today: a new file here stays, and is told, because only a person knows its room.
WATCHED = ("screens", "data", "scoring", "questionnaire", "tests/data", "tests/screens")
# What a new file is most likely to be, by a word in its name (first hit wins); only for the flat folders.
# Where another file decides: (old, new, file that must be there, new otherwise).
IF_THERE = (("screens/words.py", "screens/parts/words.py", "scoring/in_words.py"),)
# Where the text decides: (old, new, regex that its text must not hold).
UNLESS = (("questionnaire/numbers.py", "questionnaire/language/numbers.py", r"questionnaire\.models"),)
GUESSES = (
    ("data", r"^(limit|rate)\w*$|_limits?$", "data/organisers"),
    ("screens/serving", r"streamlit|run_limit|runs$", "screens/streamlit_patches"),
    ("scoring", r"^(engine|calculat\w*|compiled|vector\w*|amounts?)$", "scoring/calculation"),
)

# ---------------------------------------------------------------- definitions that leave their file (before the moves)
# (old file, new file, docstring, names)
SPLITS = (
    ("scoring/loading.py", "scoring/reading.py",
     "Reads a rule with its questionnaire, measures and types of crime from YAML: what was read, where it stands, and the mistakes of form.",
     ("SCAN_RULE", "SCAN_FILES", "Read", "read_rule", "_missing", "_read_measures", "_read_threats")),
    ("scoring/models.py", "scoring/results.py", "The scores that the calculation returns: of an item, of a theme or group, and of the whole.",
     ("ItemScore", "ThemeScore", "Score", "_no")),
    ("screens/serving/static_page.py", "screens/parts/demo_notice.py", "On a demo: the line that says so, for screens and plain pages.", ("demo_notice",)),
    ("screens/serving/first_page.py", "screens/stylesheets.py", "The style sheets of every page, in their order.", ("STYLES",)),
)
SPLIT_COMMENT = {"screens/stylesheets.py": ("# In this order: what comes later refines what stands above it.\n",)}

# ---------------------------------------------------------------- names: old module.Name -> new name
SYMBOLS = {
    "data.places.Places": "Folders",
    "data.places.PlaceError": "FolderError",
    "data.places.places": "folders",
    "data.places._places": "_folders",
    "data.folding.Setting": "Site",
    "data.folding.setting": "this_site",
    "data.together.Together": "GroupCommit",
    "data.figures.Figure": "Estimate",
    "data.denominators.Asked": "AskedEstimate",
    "data.coverage.Places": "ItemPositions",
    "scoring.figures.Figure": "RuleValue",
    "questionnaire.sources.Place": "KeyPath",
    "scoring.moves.Move": "LevelChange",
    "scoring.moves.moves": "level_changes",
    "screens.dashboard.tables.Asked": "ChartRequest",
    "screens.dashboard.places.Place": "Area",
    "screens.dashboard.places.all_places": "all_areas",
    "screens.dashboard.places.places_of": "areas_of",
    "screens.serving.sockets.Gathered": "BatchingWebSocketProtocol",
    "screens.serving.sockets.GatheringTransport": "BatchingTransport",
    "screens.serving.turns.Turns": "RunLimit",
    "screens.serving.turns.turns": "run_limit",
    "screens.serving.quiet.hush_logs": "silence_access_log",
    "screens.serving.quiet._NoVisitors": "_WithoutVisitors",
    "screens.serving.printing.PrintingRoom": "DownloadWorker",
    "screens.serving.front.Front": "FrontMiddleware",
    "screens.serving.front.Door": "ConnectionPacer",
    "screens.serving.streamlit_internals.take_turns": "limit_runs",
    "screens.serving.streamlit_messages.gather_events": "batch_events",
    "screens.takeaway.papers.Paper": "Download",
    "screens.takeaway.papers.Wishes": "DownloadOptions",
    "screens.takeaway.papers.PAPERS": "RENDERERS",
    "screens.downloads.Visit": "DownloadRequest",
    "scoring.checks.idle.check_idle": "check_no_effect",
    "scoring.checks.within.conditions_within": "conditions_of_model",
    "scoring.checks.within.parts_within": "parts_of_model",
    "questionnaire.checks.worth.check_worth": "check_points",
    "questionnaire.checks.loose_ends.check_loose_ends": "check_file",
    "questionnaire.checks.loose_ends.check_names": "check_file_names",
    "data.stopped.StoppedWalks": "UnfinishedWalks",
    "screens.offered.offer": "download_button",
    "screens.take_along.take_along": "download_list",
    "screens.shell.here": "mark_step",
    "screens.shell.mark": "step_mark",
}

# ---------------------------------------------------------------- names of members and locals: within these files only
# (regex on today's path, old, new, kinds) kinds: n = plain names, arguments, parameters; a = attributes, methods, fields
_SITE = r"^(data/(?!coverage|checks|side_by_side|editions|region_roles)\w+\.py|tests/data/.*|benchmarks/.*|screens/events/rehearsal\.py|tests/test_benchmark\.py|tests/screens/test_dashboard\.py|tests/browser/test_(event_rights|events|kiosk)\.py)$"
_AREA = r"^(screens/dashboard/\w+\.py|screens/figures\.py)$"
MEMBERS = (
    (r"^screens/serving/(start|routes|__init__)\.py$", "printing", "worker", "nka"),
    (r"^scoring/checks/idle\.py$", "idle", "without_effect", "n"),
    (r"^data/(exchange|commands)\.py$", "site", "sender", "n"),
    (_SITE, "here", "site", "nk"),
    (_SITE, "places", "folders", "nka"),
    (_AREA, "place", "area", "nka"),
    (_AREA, "places", "areas", "nka"),
    (r"^tests/screens/test_dashboard\.py$", "place", "area", "a"),
    (r"^(screens/(counting|navigation|scan)\.py|screens/serving/(turns|streamlit_internals)\.py|tests/screens/test_(turns|streamlit_\w+)\.py)$", "taken", "acquired", "a"),
    (r"^(screens/(counting|navigation|scan)\.py|screens/serving/(turns|streamlit_internals)\.py|tests/screens/test_(turns|streamlit_\w+)\.py)$", "left", "released", "a"),
    (r"^(screens/takeaway/papers|screens/downloads|screens/offered)\.py$|^tests/(test_takeaway|screens/test_printing)\.py$", "wishes", "options", "nk"),
    (r"^screens/serving/printing\.py$|^screens/downloads\.py$", "visit", "request", "nk"),
)

# ---------------------------------------------------------------- small text patches, before anything else: (file, old, new)
PATCHES = (
    ("screens/serving/first_page.py", '"organiser", "take_along")', '"organiser", "downloads")'),
    ("screens/serving/front.py", "        cookie = tokens.set_cookie(known", "        kept = tokens.set_cookie(known"),
    ("screens/serving/front.py", '        response.headers["set-cookie"] = cookie\n', '        response.headers["set-cookie"] = kept\n'),
    ("screens/dashboard/tables.py", """        place = str(found.first) if not found.tied else say""", """        rank = str(found.first) if not found.tied else say"""),
    ("screens/dashboard/tables.py", "found.figure, asked, rank=place,", "found.figure, asked, rank=rank,"),
    ("screens/serving/turns.py", '"""Turns: only a few runs', '"""Run limit: only a few runs'),
    ("scoring/loading.py", '    from scoring.checks.refusals import refusals  # the checks look at what was read, so they import this module\n\n', ""),
    ("scoring/loading.py", "from scoring.content import Content\n", "from scoring.checks.refusals import refusals\nfrom scoring.content import Content\n"),
    ("scoring/loading.py", '"""Loads rules, measures and types of crime, and puts them together with their questionnaire."""',
     '"""The content of a scan, read and checked: what people answer and score with."""'),
    ("scoring/models.py", '"""Measures and types of crime as authors write them, and the scores that the engine returns."""', '"""Measures and types of crime as authors write them."""'),
    ("screens/downloads.py", "Download = Paper\n\n\n", "\n"),
    ("babel.cfg", "[code: screens/**.py]\n", "[code: web/**.py]\n[code: screens/**.py]\n"),
    ("Makefile", "mypy app.py screens questionnaire", "mypy app.py web screens questionnaire"),
    ("screens/__init__.py", '"""WHAT PEOPLE SEE: one file per screen, the frame around them, and how they are served."""', '"""WHAT PEOPLE SEE: one file per screen, and the frame around them."""'),
    ("screens/events/__init__.py", '"""Events: signing in, the organiser\'s handouts, and the wall. The organiser\'s desk itself is screens/organiser.py."""',
     '"""Events: rights, the organiser\'s handouts, and the wall. The organiser\'s desk itself is screens/organiser.py."""'),
    ("README.md", "`app` → `screens` → `pdf`", "`app` → `web` → `screens` → `pdf`"),
    ("README.md", "| een scherm veranderen | `screens/` |\n", "| een scherm veranderen | `screens/` |\n| veranderen hoe de scan wordt aangeboden (adressen, headers, bestanden) | `web/` |\n"),
)

# Bare file names in prose, in these files only (old paths).
BARE = {
    r"^docs/decisions/serving\.md$|^screens/serving/": {
        "front.py": "middleware.py", "streamlit_internals.py": "streamlit_patches/internals.py", "streamlit_messages.py": "streamlit_patches/messages.py", "streamlit_files.py": "streamlit_patches/front_end_files.py",
        "printing.py": "download_worker.py", "sockets.py": "websocket.py", "turns.py": "run_limit.py", "`Door`": "`ConnectionPacer`",
        "three files named\n`streamlit_*.py` alone": "folder\n`screens/streamlit_patches/` alone",
    },
}
# Folders named in prose.
FOLDERS = {"screens/serving": "web", "screens/shell": "screens/parts/shell.py", "screens/takeaway": "screens/downloads"}
PROSE = {  # exact, everywhere but in code
    "printing room": "download worker",
    "tests/data/test_attacks_*.py": "tests/data/aggregates/test_attacks_*.py",
    "`app.py`, `screens/serving/`, `screens/shell/`": "`app.py`, `web/`, `screens/streamlit_patches/`, `screens/parts/shell.py`",
}

INITS = {
    "web": "HOW IT IS SERVED: middleware, routes, headers, files and the pages that need no app. Start reading in `middleware.py`.",
    "screens/parts": "What screens are built from: fields, drawings, lists. Each draws a piece of one screen.",
    "screens/session": "This respondent: the answers of the session, the saved draft, language, cookie and event.",
    "screens/streamlit_patches": "Everything that reaches into Streamlit's private parts: the one folder that an upgrade opens.",
    "screens/downloads": "What a respondent downloads, as bytes: advice, checklist, calendar, supplier's sheet, QR codes, the saved scan. No Streamlit here.",
    "web/pages": "Pages that need no app, and the first page of those that do.",
    "web/routes": "The routes beside Streamlit's own: of the scan, of events, of figures.",
    "questionnaire/language": "How texts, days and numbers read in each language, and the catalogues they come from.",
    "questionnaire/saved_scans": "A scan as it is saved and taken along, and how it is opened when the questions have changed.",
    "scoring/editions": "Content that changes while people are answering: which edition a walk belongs to.",
    "scoring/advising": "What goes into the advice: which measures the answers lead to, what they bring and ask.",
    "questionnaire/authoring": "For who writes content: reading YAML with its lines, and mistakes in plain words.",
    "questionnaire/catalogues": "For who translates: finding texts, keeping the .po files up to date, checking them.",
    "scoring/calculation": "From answers to figures: arithmetic, points, parts, levels, the score, and what a measure adds to it.",
    "scoring/authoring": "For who writes rules: cases, example businesses before and after, and the reference of all keys.",
    "data/aggregates": "From one response to sums in which nobody can be found: tallies, noise, blocks, sealing, the published file.",
    "data/organisers": "Who organises: accounts, events, and the rate limits of signing in and joining.",
    "data/figures": "From published sums to figures that may be shown: shares with their margin, rankings, the room of an event, drop-off.",
    "data/release": "What goes out: the public release as a folder, and signed blocks between servers.",
    "data/content": "All content together: checks, coverage by the noise, schemas, and the editions that this server keeps.",
}

# Names that mean something else inside one function: (file, a text in it that tells it is as expected, old, new). The whole file is renamed
# where the marker stands, word by word, before the tables above are applied.
LOCAL = (
    ("tests/browser/test_event_rights.py", "def test_a_new_password_ends_the_sessions_elsewhere", "here", "first"),
)
