#!/usr/bin/env bash
# Cargo's runner for tests that need a browser. wasm-bindgen-test-runner reads webdriver.json from its working directory,
# which cargo sets to the crate's: a temporary directory with the settings keeps them out of every crate.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
binary=$(if [[ $1 == /* ]]; then echo "$1"; else echo "$PWD/$1"; fi)
cat >"$dir/webdriver.json" <<JSON
{"goog:chromeOptions":{"binary":"$CHROMIUM","args":["--headless","--no-sandbox","--disable-gpu","--disable-quic","--disable-background-networking","--disable-component-update","--disable-sync"]}}
JSON
cd "$dir"
CHROMEDRIVER=$CHROMEDRIVER WASM_BINDGEN_TEST_TIMEOUT=${WASM_BINDGEN_TEST_TIMEOUT:-60} wasm-bindgen-test-runner "$binary" "${@:2}"
