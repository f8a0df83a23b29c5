# The only entry point: what a person types is what CI runs.
# `make run` and `make test` install what they need themselves (tools/install.sh).

SHELL := /bin/bash
.DELETE_ON_ERROR:
# cargo uses every core itself.
.NOTPARALLEL:

# `make dev` builds the same parts unoptimised, in its own folders.
MODE := release
TARGET := $(abspath $(or $(CARGO_TARGET_DIR),target))
ifeq ($(MODE),release)
WASM_PROFILE := wasm-release
WASM := $(TARGET)/wasm32-unknown-unknown/wasm-release/app.wasm
SERVER_PROFILE := release
BINARY := $(TARGET)/release/make-it-safe
SITE := $(TARGET)/site
else
WASM_PROFILE := dev
WASM := $(TARGET)/wasm32-unknown-unknown/debug/app.wasm
SERVER_PROFILE := dev
BINARY := $(TARGET)/debug/make-it-safe
SITE := $(TARGET)/site-debug
endif

# Where the toolchain we ask for is installed under another name only.
TOOLCHAIN := $(shell tools/toolchain.sh)
ifneq ($(TOOLCHAIN),)
export RUSTUP_TOOLCHAIN := $(TOOLCHAIN)
endif

LISTEN := 127.0.0.1:3000
DATABASE_FILE := data/demo.db

STYLES := $(shell find style -name '*.scss')
STATIC := $(patsubst style/static/%,$(SITE)/%,$(wildcard style/static/*))
SITE_FILES := $(SITE)/app.js $(SITE)/app_bg.wasm $(SITE)/app.css $(SITE)/staff.css $(STATIC)

.PHONY: help run test dev build dist check pictures bench advisories tools-build FORCE

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 14

run: build ## demonstration on http://127.0.0.1:3000 (LISTEN=, DATABASE_FILE=; LAN=1: for phones in this network)
	@tools/run.sh $(BINARY) $(DATABASE_FILE) $(LISTEN) $(if $(filter-out 0,$(LAN)),--trial-lan)

test: build ## every test: unit, store on both engines, HTTP, browser
	@tools/install.sh chromium postgres
	@tools/test.sh $(BINARY)

dev: tools-build ## rebuild and restart on every change, unoptimised
	@node tools/dev.mjs "$(MAKE)" $(LISTEN)

check: ## formatting, lints, documentation, licences, types of the browser tests
	@tools/install.sh wasm npm deny
	cargo metadata --locked --format-version 1 >/dev/null
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	cargo clippy -p app --lib --no-default-features --features hydrate --target wasm32-unknown-unknown -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --workspace --no-deps
	source tools/env.sh && cargo-deny --all-features --locked check bans licenses sources
	source tools/env.sh && tsc --project end2end

advisories: ## known weaknesses in our crates, where the database can be reached
	@tools/install.sh deny
	@tools/advisories.sh

pictures: build ## the README's pictures, from the demonstration
	@tools/install.sh chromium
	@source tools/env.sh && CHROMIUM=$$(chromium_path) node tools/pictures.mjs $(BINARY)

bench: build ## what a server does per second, beside its floors (ONLY=live: the live workshop)
	@tools/install.sh postgres
	@tools/bench.sh $(BINARY) $(ONLY)

build: $(SITE_FILES) ## one file: target/release/make-it-safe
	@rm -f $(filter-out $(SITE_FILES),$(wildcard $(SITE)/*))
	MAKEITSAFE_SITE_DIR=$(SITE) cargo build --profile $(SERVER_PROFILE) -p server --bin make-it-safe

dist: build ## one archive to install from, in dist/
	@tools/dist.sh $(BINARY)

tools-build:
	@tools/install.sh wasm npm

# cargo decides whether there is something to do; the steps after it run only if the module changed.
$(WASM): FORCE | tools-build
	cargo build -p app --lib --no-default-features --features hydrate --target wasm32-unknown-unknown --profile $(WASM_PROFILE)

$(SITE)/app.js: $(WASM) tools/wasm.sh tools/env.sh package-lock.json
	tools/wasm.sh $< $(SITE) $(MODE)

# Made together with app.js, before it.
$(SITE)/app_bg.wasm: $(SITE)/app.js

$(SITE)/app.css $(SITE)/staff.css: $(SITE)/%.css: style/%.scss $(STYLES) package-lock.json | tools-build
	node_modules/.bin/sass --no-source-map --no-error-css --style=compressed $< $@

$(SITE)/%: style/static/%
	@mkdir -p $(SITE)
	cp $< $@
