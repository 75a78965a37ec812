# `make` lists the targets. Everything runs inside .venv, made from the hashed lock.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help install run test check browser bench bench-schedule bench-screening bench-readiness bench-nightly bench-pages fuzz-screening jobs db lock format clean reliability

help: ## daftar sasaran ini
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk 'BEGIN {FS = ":.*## "} {printf "  %-16s %s\n", $$1, $$2}'

install: $(VENV)/.run ## buat .venv dari kunci versi yang ber-hash
run: $(VENV)/.run ## basis data, data contoh, lalu sajikan di http://127.0.0.1:8000
	$(BIN)/harkat db upgrade
	$(BIN)/harkat reference
	$(BIN)/harkat sample --once
	$(BIN)/harkat serve --with-jobs

test: $(VENV)/.test ## semua tes, di SQLite dan di PostgreSQL sungguhan
	$(BIN)/pytest -n auto --dist loadfile

check: $(VENV)/.test ## yang harus hijau sebelum menyimpan: gaya, tipe, arah impor, tes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --dist loadfile

browser: $(VENV)/.test ## hanya tes peramban (perlu Chromium)
	$(BIN)/pytest -m browser

reliability: $(VENV)/.test ## tes tahan banting dalam jumlah penuh (lama)
	HARKAT_RELIABILITY=full $(BIN)/pytest -rP tests/reliability tests/property/harkat/repayments/test_loan_machine.py

bench: bench-schedule bench-screening bench-readiness bench-nightly bench-pages ## semua pengukuran, tiap bagian menulis benchmarks/results/
bench-schedule: $(VENV)/.bench ## ukur mesin jadwal angsuran
	$(BIN)/python -m benchmarks.schedule
bench-screening: $(VENV)/.bench ## ukur pemeriksaan utang
	$(BIN)/python -m benchmarks.screening
bench-readiness: $(VENV)/.bench ## ukur skor kesiapan, pencarian langkah, dan tugas malamnya
	$(BIN)/python -m benchmarks.readiness
bench-nightly: $(VENV)/.bench ## ukur tugas malam atas 10 ribu sampai sejuta pinjaman, di SQLite dan PostgreSQL
	$(BIN)/python -m benchmarks.nightly
bench-pages: $(VENV)/.bench ## ukur halaman laporan dan daftar pada kota yang makin besar (lama)
	$(BIN)/python -m benchmarks.pages

fuzz-screening: $(VENV)/.bench ## satu menit masukan acak ke pembaca berkas pemeriksaan (atheris)
	$(BIN)/python -m benchmarks.fuzz_screening

jobs: $(VENV)/.run ## jalankan proses tugas terjadwal saja
	$(BIN)/harkat jobs run
db: $(VENV)/.run ## bawa basis data ke bentuk terbaru
	$(BIN)/harkat db upgrade

lock: ## hitung ulang kunci versi (perlu uv)
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group dev --group bench -c requirements-dev.lock -o requirements-bench.lock

format: $(VENV)/.test ## rapikan kode
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## buang .venv dan berkas sementara; data di instance/ tetap
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis

# One stamp a lock: the environment is filled again only when its lock has changed.
define fill
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@if command -v uv >/dev/null 2>&1; then uv pip install -q --python $(BIN)/python --require-hashes -r $<; \
	else $(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<; fi
	@if command -v uv >/dev/null 2>&1; then uv pip install -q --python $(BIN)/python --no-deps -e .; \
	else $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .; fi
	@touch $@
endef

$(VENV)/.run: requirements.lock pyproject.toml
	$(fill)
$(VENV)/.test: requirements-dev.lock pyproject.toml
	$(fill)
	@touch $(VENV)/.run
$(VENV)/.bench: requirements-bench.lock pyproject.toml
	$(fill)
	@touch $(VENV)/.run $(VENV)/.test
