# Alle opdrachten op een rij. `make run` en `make test` zetten op een nieuwe computer zelf alles klaar.
SHELL := /bin/bash
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8501
# One process: Streamlit keeps its sessions in memory. No log of who asked for what when.
SERVE = $(BIN)/python -m uvicorn app:app --host $(HOST) --port $(PORT) --no-access-log --no-server-header \
	--ws-per-message-deflate false --ws-max-size 262144 --http web.gate.patient:PatientHttp --backlog 4096 --timeout-graceful-shutdown 5
# Says so before an address is promised that something else already has.
FREE = ! { : </dev/tcp/127.0.0.1/$(PORT); } 2>/dev/null \
	|| { echo "Poort $(PORT) is al in gebruik. Draait de scan al? Kies anders een andere poort: make $@ PORT=8601" >&2; exit 2; }
# Another order each time; SEED gives that of an earlier run again, ARGS is for pytest: make test ARGS="-k pdf"
TESTS = $(BIN)/python -m tests $(if $(SEED),--seed $(SEED)) $(ARGS)
LOCK = $(BIN)/pip-compile --quiet --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --generate-hashes

# Another region or another questionnaire is another folder: make run CONTENT=examples/brandveilige_winkel
export CONTENT
# Each content has its own made-up data: var-demo, or var-demo-brandveilige_winkel.
OWN = $(if $(CONTENT),-$(notdir $(abspath $(CONTENT))))

.PHONY: help run demo preview event-laptop check test quick lint licenses audit sbom images translations bench streamlit-versions lock clean

help:            ## deze lijst
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+: *##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 16

run: .venv/.setup-run      ## de scan, op http://localhost:8501
	@$(FREE)
	@echo "De scan staat op http://localhost:$(PORT) (stoppen: Ctrl+C)"
	@exec $(SERVE) --log-level warning

demo: export DATA_DIR := var-demo$(OWN)
demo: export KEY_DIR := keys-demo$(OWN)
demo: export DEMO := 1
demo: .venv/.setup-run     ## de scan met 400 verzonnen bedrijven en twee bijeenkomsten
	@$(FREE)
	@test -e $(DATA_DIR)/.filled || { rm -rf $(DATA_DIR) $(KEY_DIR) && $(BIN)/python -m data simulate && touch $(DATA_DIR)/.filled; }
	@echo "De scan met voorbeeldgegevens staat op http://localhost:$(PORT) (stoppen: Ctrl+C)"
	@exec $(SERVE) --log-level warning

preview: .venv/.setup-run  ## vragen en adviezen bekijken terwijl u eraan schrijft
	@echo "De voorvertoning staat op http://localhost:8502 (stoppen: Ctrl+C)"
	@exec $(BIN)/python -m uvicorn screens.preview.app:app --host 127.0.0.1 --port 8502 --no-access-log --log-level warning

# What the desk and the wall show must be an address that phones can reach, also when the laptop itself says localhost.
event-laptop: export PUBLIC_URL = $(shell $(BIN)/python -c "from web.event_laptop import local_address; print('http://%s:$(PORT)' % local_address())")
event-laptop: export EVENT_LAPTOP = 1
event-laptop: .venv/.setup-run  ## een bijeenkomst op eigen wifi, zonder internet: toont adres en QR-code
	@$(FREE)
	@$(BIN)/python -m web.event_laptop $(PORT)
	@exec $(SERVE) --log-level warning --host 0.0.0.0

check: .venv/.setup-run    ## vragen, regels en adviezen nakijken
	@$(BIN)/python check.py

translations: .venv/.setup-run  ## nieuwe teksten in de vertalingen zetten
	@$(BIN)/python -m questionnaire.catalogues.update

test: .venv/.setup-test    ## alle tests, ook in een echte browser
	@$(TESTS)

quick: .venv/.setup-quick  ## de tests zonder browser en zonder wat lang duurt
	@$(TESTS) --quick

lint: .venv/.setup-quick   ## stijl, types en ongebruikte code
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet . && $(BIN)/vulture && $(BIN)/mypy app.py web screens questionnaire evidence scoring data pdf

licenses: .venv/.setup-test  ## de licentie van elk pakket dat de scan gebruikt (ARGS=--dev: en van de tests)
	@$(BIN)/python .ci/licenses.py $(ARGS)

# These two ask a package index, and a list of weak spots, on the internet; in an environment apart from the scan's own.
audit: .venv/.audit        ## bekende zwakke plekken in de pakketten van de scan (met internet)
	@.venv/.audit/bin/python .ci/audit.py

sbom: .venv/.audit         ## lijst van alle pakketten als CycloneDX, in sbom.json
	@.venv/.audit/bin/python -m cyclonedx_py requirements --output-reproducible --of JSON -o sbom.json requirements.txt && echo "De lijst staat in sbom.json"

.venv/.audit: .venv/.setup-run
	@$(BIN)/python -m venv $@ && $@/bin/pip install --quiet --disable-pip-version-check pip-audit cyclonedx-bom

images: .venv/.setup-test  ## de plaatjes van de README opnieuw maken
	@$(BIN)/python -m tests.browser.images.readme

# What needs a package index is a command of its own.
bench: .venv/.setup-test   ## metingen, naast die van alternatieven
	@for file in $(filter-out benchmarks/streamlit_versions.py,$(wildcard benchmarks/*.py)); do echo "== $$file"; $(BIN)/python $$file || exit 1; done

streamlit-versions: .venv/.setup-test  ## op welke versies van Streamlit de scan draait (met internet)
	@$(BIN)/python benchmarks/streamlit_versions.py

lock: .venv/.setup-test    ## requirements*.txt opnieuw vastzetten
	@$(BIN)/pip install --quiet pip-tools
	@$(LOCK) --output-file=requirements.txt requirements.in
	@$(LOCK) --output-file=requirements-dev.txt requirements-dev.in

clean:           ## weg met wat opnieuw gemaakt kan worden
	rm -rf .venv var/assets var-demo* keys-demo*

.venv/.setup-run: requirements.txt .ci/setup
	@.ci/setup run

.venv/.setup-quick: requirements.txt requirements-dev.txt .ci/setup
	@.ci/setup quick

.venv/.setup-test: requirements.txt requirements-dev.txt .ci/setup
	@.ci/setup test
