#!/usr/bin/env bash
# Cargo's runner for tests that need a browser. wasm-bindgen-test-runner reads webdriver.json from its working directory,
# which cargo sets to the crate's: a temporary directory with the settings keeps them out of every crate.
set -euo pipefail
dir=$(mktemp -d)

# The driver of a page that hangs is ended without having ended its browser, which would keep a processor busy for good.
leave() {
  local process
  for process in $(grep -lsF -- "--user-data-dir=$dir" /proc/[0-9]*/cmdline); do
    process=${process#/proc/}
    kill "${process%/cmdline}" 2>/dev/null || true
  done
  rm -rf "$dir" 2>/dev/null || { sleep 1 && rm -rf "$dir"; }
}
trap leave EXIT
trap 'exit 143' TERM INT HUP

binary=$(if [[ $1 == /* ]]; then echo "$1"; else echo "$PWD/$1"; fi)
cat >"$dir/webdriver.json" <<JSON
{"goog:chromeOptions":{"binary":"$CHROMIUM","args":["--headless","--no-sandbox","--disable-gpu","--disable-quic","--disable-background-networking","--disable-component-update","--disable-sync","--user-data-dir=$dir/profile"]}}
JSON
cd "$dir"
CHROMEDRIVER=$CHROMEDRIVER WASM_BINDGEN_TEST_TIMEOUT=${WASM_BINDGEN_TEST_TIMEOUT:-60} wasm-bindgen-test-runner "$binary" "${@:2}"
