#!/usr/bin/env bash
# shared/script/fuzz/run.sh FOLDER TARGET [SECONDS]: fuzzes with a stable compiler, for example: shared/form-engine/fuzz form 600
# The corpus and what was found are kept in the cache (see ./oc help), findings in `found`.
set -euo pipefail
folder=$(cd "$1" && pwd) target=$2 seconds=${3:-600}
cache=${OC_CACHE:-$HOME/.cache/oc-widgets}
place=$cache/fuzz/$target
host=$("${RUSTC:-rustc}" -vV | awk '$1 == "host:" { print $2 }')
# What `cargo fuzz` passes, without the address sanitizer: there is no unsafe code to be watched.
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
coverage+=" -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
export RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=$cache/target/fuzz
export RUSTFLAGS="--cfg fuzzing $coverage -Ccodegen-units=1 -Cdebug-assertions"
(cd "$folder" && "${OC_CARGO:-cargo}" build --release --target "$host" --bin "$target")
mkdir -p "$place/corpus" "$place/found"
exec nice -n 15 "$CARGO_TARGET_DIR/$host/release/$target" "$place/corpus" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=512 \
  -max_len=3000 -artifact_prefix="$place/found/"
