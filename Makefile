# Xinglin's two commands are `make run` and `make test`. Both put in place what they need first (Scripts/bootstrap).

DEPS = $(or $(XINGLIN_DEPS),$(CURDIR)/.deps)
PREFIX ?= /usr/local
PATIENT ?= Prompts/samples/three-highs-zh.json

default_model = $(DEPS)/models/qwen2.5-coder-1.5b-instruct-q4_k_m.gguf
small_model = $(DEPS)/models/SmolLM2-135M-Instruct.Q4_1.gguf
model = $(or $(XINGLIN_MODEL),$(if $(filter small,$(MODEL)),$(small_model),$(default_model)))

# What MODEL and XINGLIN_MODEL say must reach the bootstrap however make was told.
export MODEL XINGLIN_MODEL

.DEFAULT_GOAL := help
.PHONY: help run test build bench bench-scale fuzz lint format install clean distclean deps

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo "MODEL=small make run                    use the small test model alone (a small download, weak answers)"
	@echo "XINGLIN_MODEL=/path/to/any.gguf make run    use a model of your own"
	@echo "PATIENT=/path/to/bundle.json make run       open another patient"

run: ## fetch and build what is missing, then open the program on a sample patient
	@Scripts/bootstrap run
	swift build -c release --product xinglin
	@exec .build/release/xinglin --model "$(model)" --patient "$(PATIENT)"

test: ## fetch and build what is missing, then run every test
	@Scripts/bootstrap test
	@Scripts/test

build: deps ## build the program for daily use
	swift build -c release --product xinglin

bench: ## measure speed against llama-bench and the limits in the README
	@Scripts/bootstrap bench
	swift build -c release --product xinglin
	@Scripts/bench

bench-scale: ## measure the search in libraries of up to a million passages (20 minutes, 3 GB of disk)
	@Scripts/bootstrap run
	swift build -c release --product xinglin
	@Scripts/bench-scale

fuzz: ## feed the readers of charts and documents damaged files, FUZZ_SECONDS (60) each
	@Scripts/fuzz

lint: ## check style and the house rules
	@Scripts/lint

format: ## bring the Swift files into the house style
	swift format --in-place --recursive Sources Tests Package.swift

install: ## install under PREFIX (default /usr/local), with the models
	@Scripts/bootstrap run
	swift build -c release --product xinglin
	@Scripts/install "$(DESTDIR)$(PREFIX)" "$(DEPS)" "$(model)"

deps: ## fetch and build what the program is built from
	@Scripts/bootstrap build

clean: ## remove what the Swift build made
	rm -rf .build

distclean: clean ## remove everything that the bootstrap fetched and built as well
	rm -rf .deps
	@if [ -n "$(XINGLIN_DEPS)" ]; then echo "$(XINGLIN_DEPS) is your own choice of folder: remove it yourself"; fi
