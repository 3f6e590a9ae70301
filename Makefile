.PHONY: run dev test lint unit unit-postgres unit-redis bench screenshot looks clean

PYTHON_IN_VENV := .venv/bin/python
export PYTHONUNBUFFERED := 1

run: ## serve the site: make run [PYTHON=python3.12]
	@.ci/install
	@exec $(PYTHON_IN_VENV) manage.py serve

dev: ## serve with error pages and reload on change
	@.ci/install dev
	@ATTEST_DEBUG=true $(PYTHON_IN_VENV) manage.py develop

test: ## everything that .ci/run checks
	@.ci/install dev
	@$(MAKE) --no-print-directory lint unit unit-postgres unit-redis

lint:
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	ATTEST_DATA=$$(mktemp -d) $(PYTHON_IN_VENV) manage.py makemigrations --check --dry-run
	ATTEST_DATA=$$(mktemp -d) ATTEST_URL=https://attest.example.org $(PYTHON_IN_VENV) manage.py check --deploy --fail-level WARNING

# On a machine with other work to do a browser may not answer in time: what failed is told, and run once more, alone.
# Failing again it fails.
unit:
	@browser=$$(.ci/browser) && export TEST_BROWSER=$$browser && \
	{ .venv/bin/pytest -n auto --durations=10 || { [ $$? = 1 ] && echo "Once more, alone:" && \
	.venv/bin/pytest --last-failed --last-failed-no-failures none; }; }

# Only what asks the database, and not through a browser: the others would be the same run again.
unit-postgres:
	@.ci/postgres .venv/bin/pytest -n auto -m "database and not browser" || \
	{ code=$$?; [ $$code = 69 ] && [ "$$POSTGRES" != required ] && echo "PostgreSQL: left out" || exit $$code; }

unit-redis:
	@.ci/redis .venv/bin/pytest tests/reader/test_redis.py || \
	{ code=$$?; [ $$code = 69 ] && [ "$$REDIS" != required ] && echo "Redis: left out" || exit $$code; }

bench: bench-marks bench-highlights bench-anchoring bench-export bench-serving bench-extraction bench-figures bench-suggest bench-imports bench-bad_inputs bench-duplicates ## measure; nothing here passes or fails

# make bench-extraction LIMIT=50 takes the first 50 documents of each set
bench-%:
	@.ci/install dev
	@$(PYTHON_IN_VENV) -m tests.bench.$* $(LIMIT)

screenshot: ## make docs/screenshot.png anew
	@.ci/install dev
	TEST_BROWSER=$$(.ci/browser) $(PYTHON_IN_VENV) -m pytest tests/e2e/screenshot.py

looks: ## make the pictures anew that pages are compared with: look at what `git diff` shows of them
	@.ci/install dev
	RENEW_LOOKS=1 TEST_BROWSER=$$(.ci/browser) $(PYTHON_IN_VENV) -m pytest tests/e2e/test_looks.py

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
