# make film SENTENCE="I love you"    a film; also LANG_=zh QUALITY=draft MODEL=… THEME=… CHAPTERS=… FOCUS=… OUT=…
# make setup                         all that the rest needs (each of them does it by itself)
# make test                          the tests
# make lint                          ruff and mypy
# make bench                         speed, measured side by side
# make gallery                       makes the README's pictures anew
# make model                         trains the shipped model from nothing (fetches torch)
# make lock                          makes the lock files anew (needs uv)
# make clean                         forgets .venv and caches; films in media/ stay

SHELL := /bin/sh
MAKEFLAGS += --no-builtin-rules
RUN := .venv/bin/python

# What a person types reaches the program through the environment, word for word: quotes, $ and # are just letters.
# An option counts only when it stands on make's command line: MODEL in somebody's environment may mean anything.
SENTENCE ?= I love you
OPTIONS := LANG_ MODEL CHAPTERS QUALITY THEME CAPTIONS FOCUS LAYER HEAD VS JOBS OUT
given := $(foreach name,$(OPTIONS),$(if $(filter command,$(origin $(name))),$(name)))
$(foreach name,SENTENCE $(given),$(eval override $(name) := $$(value $(name))))
export SENTENCE $(given)
option = $(if $(filter $1,$(given)),--$2="$$$1")

.PHONY: help setup film test lint bench gallery model lock clean

film: setup
	@$(RUN) render.py film $(call option,LANG_,lang) $(call option,MODEL,model) $(call option,CHAPTERS,chapters) \
	    $(call option,QUALITY,quality) $(call option,THEME,theme) $(call option,CAPTIONS,captions) \
	    $(call option,FOCUS,focus) $(call option,LAYER,layer) $(call option,HEAD,head) $(call option,VS,vs) \
	    $(call option,JOBS,jobs) $(call option,OUT,out) -- "$$SENTENCE"

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

setup: .venv/.runtime.ready

test: .venv/.test.ready
	@$(RUN) -m pytest -q

lint: .venv/.test.ready
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy

bench: .venv/.test.ready
	@$(RUN) -m benchmarks

gallery: setup
	@$(RUN) scripts/gallery.py

model: .venv/.train.ready
	@$(RUN) -m engine.training

lock:
	@requirements/lock.sh

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/.runtime.ready: requirements/runtime.lock requirements/setup.sh
	@requirements/setup.sh runtime

.venv/.test.ready: requirements/test.lock .venv/.runtime.ready
	@requirements/setup.sh test

.venv/.train.ready: requirements/train.lock .venv/.runtime.ready
	@requirements/setup.sh train
