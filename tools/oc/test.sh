# shellcheck shell=bash
# `./oc test [phase [pattern]]`: the phases from the quickest to the most complete, each timed and counted.
. "$OC_ROOT/tools/oc/parts.sh"

# More reporters for a run of node's tests.
OC_REPORT=()
OC_PHASES=(native components tools dist size hosting e2e)

oc_phase_needs() {
  case $1 in
    # Scripts of forms are compared with what Node.js makes of them.
    native) echo rust node ;;
    components) echo rust bindgen browser ;;
    # Generated forms go through the engine and through the reference implementation.
    tools) echo rust node browser ;;
    dist | size) echo rust node bindgen ;;
    hosting) echo rust node bindgen hosting ;;
    e2e) echo rust node bindgen browser ;;
  esac
}

# How long a phase may take before it counts as hung, in seconds.
oc_phase_limit() {
  case $1 in
    native | components | dist | e2e) echo 1800 ;;
    *) echo 300 ;;
  esac
}

# Limits of time mean optimised code, as it is delivered.
oc_phase_native() {
  local status=0
  "$OC_CARGO" test --workspace --no-fail-fast ${CI:+--locked} ${1:+-- "$1"} || status=$?
  "$OC_CARGO" test --release ${CI:+--locked} -p oc-script -p oc-form-engine --test limits ${1:+-- "$1"} || status=$?
  return "$status"
}

# The integration tests that run in a browser, as `crate file` pairs: those that call wasm_bindgen_test_configure.
oc_browser_tests() {
  local file
  { grep -rls wasm_bindgen_test_configure "$OC_ROOT"/{shared,widgets}/*/tests --include='*.rs' || true; } | sort | while IFS= read -r file; do
    printf '%s %s\n' "$(awk -F'"' '/^name *=/ { print $2; exit }' "${file%/tests/*}/Cargo.toml")" "$(basename "$file" .rs)"
  done
}

oc_phase_components() {
  local chosen=() crate file
  while read -r crate file; do chosen+=(-p "$crate" --test "$file"); done < <(oc_browser_tests)
  ((${#chosen[@]})) || {
    echo "no crate has tests that run in a browser"
    return 0
  }
  oc_export_wasm
  CARGO_TARGET_DIR=$OC_CACHE/target/wasm-test CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$OC_ROOT/tools/oc/browser-runner.sh \
    "$OC_CARGO" test ${CI:+--locked} --no-fail-fast --target wasm32-unknown-unknown "${chosen[@]}" ${1:+-- "$1"}
}

# oc_node_tests CONCURRENCY PATTERN DIRECTORY… → a pattern chooses files by name, or tests by name when no file has it.
oc_node_tests() {
  local concurrency=$1 pattern=$2 files=() chosen=() file filter=()
  shift 2
  while IFS= read -r file; do files+=("$file"); done < <(find "$@" -name '*.test.mjs' -not -path '*/node_modules/*' | sort)
  for file in "${files[@]}"; do
    if [[ -n $pattern && $(basename "$file") == *"$pattern"* ]]; then chosen+=("$file"); fi
  done
  if ((${#chosen[@]})); then files=("${chosen[@]}"); elif [[ -n $pattern ]]; then filter=(--test-name-pattern "$pattern"); fi
  ((${#files[@]})) || {
    echo "no test files in $*"
    return 1
  }
  node --test --test-reporter=spec --test-reporter-destination=stdout "${OC_REPORT[@]}" \
    --test-concurrency="$concurrency" "${filter[@]}" "${files[@]}"
}

oc_phase_tools() {
  local dirs=() dir
  for dir in tests/*/; do
    case $dir in tests/e2e/ | tests/hosting/ | tests/bench/ | tests/fixtures/) ;; *) dirs+=("${dir%/}") ;; esac
  done
  oc_node_tests 2 "${1:-}" "${dirs[@]}"
}

oc_phase_dist() { oc_build_dist; }
oc_phase_size() { "$OC_CARGO" run --quiet ${CI:+--locked} -p oc-build -- size --out "$OC_DIST"; }

oc_phase_hosting() { oc_node_tests 2 "${1:-}" tests/hosting; }

# A browser on a busy machine misses a moment now and then. A file with a failure is run once more, alone: what fails
# twice has failed, and what failed once is named in the log.
oc_phase_e2e() {
  local list=$OC_ARTIFACTS/failed-files spoilt=$OC_ARTIFACTS/spoilt-files rc=0 again=()
  oc_build_sandbox && oc_build_site || return 1
  mkdir -p "$OC_ARTIFACTS"
  : >"$list"
  # Files that could not even be loaded are told by the runner, files with a failed scenario by the scenario.
  OC_REPORT=(--test-reporter="$OC_ROOT/tests/e2e/lib/failed-files.mjs" --test-reporter-destination="$spoilt")
  OC_FAILED_FILES=$list oc_node_tests 2 "${1:-}" tests/e2e >"$OC_ARTIFACTS/e2e-first.log" 2>&1 || rc=$?
  mapfile -t again < <(sort -u "$list" "$spoilt")
  if ((rc == 0 || ${#again[@]} == 0)); then
    cat "$OC_ARTIFACTS/e2e-first.log"
    return "$rc"
  fi
  sed -E 's/^ℹ (fail|cancelled) /first run: \1 /' "$OC_ARTIFACTS/e2e-first.log"
  printf 'once more, alone: %s\n' "${again[@]}"
  # Only failures count here: what passed was counted above.
  node --test --test-reporter=spec --test-concurrency=1 "${again[@]}" 2>&1 | sed -E 's/^ℹ pass /second run: pass /'
}

# oc_count passed|failed LOG → the total of what cargo's and node's reports say, wherever it says it.
oc_count() {
  awk -v want="$1" '
    /^test result: / { for (i = 1; i < NF; i++) if ($(i + 1) ~ "^" want) total += $i }
    want == "passed" && $1 == "ℹ" && $2 == "pass" { total += $3 }
    want == "failed" && $1 == "ℹ" && ($2 == "fail" || $2 == "cancelled") { total += $3 }
    END { print total + 0 }' "$2"
}

# Runs one phase as a process group that can be ended, shows its output while it runs, and counts.
oc_run_phase() {
  local phase=$1 pattern=${2:-} log started rc=0 passed failed viewer seconds
  log=$(oc_log_file "test-$phase")
  : >"$log"
  oc_say "$phase"
  started=$SECONDS
  oc_background timeout --kill-after=20 "$(oc_phase_limit "$phase")" "$OC_ROOT/oc" phase "$phase" "$pattern" >"$log" 2>&1 </dev/null
  local runner=$OC_CHILD
  oc_background tail -n +1 -f --pid="$runner" "$log"
  viewer=$OC_CHILD
  wait "$runner" || rc=$?
  wait "$viewer" || true
  OC_CHILDREN=()
  seconds=$((SECONDS - started))
  passed=$(oc_count passed "$log")
  failed=$(oc_count failed "$log")
  case $phase in dist | size) if ((rc == 0)); then passed=1; fi ;; esac
  if ((rc != 0 && failed == 0)); then
    failed=1
    if ((rc == 124 || rc == 137)); then echo "$phase: stopped after $seconds s, it was hanging"; else echo "$phase: ended with status $rc"; fi
  fi
  OC_SUMMARY+=("$(printf '%-11s %5d passed %5d failed %6d s' "$phase" "$passed" "$failed" "$seconds")")
  OC_PASSED=$((OC_PASSED + passed))
  OC_FAILED=$((OC_FAILED + failed))
}

oc_test() {
  local phases=("${OC_PHASES[@]}") phase pattern=${2:-} needs=()
  OC_SUMMARY=() OC_PASSED=0 OC_FAILED=0
  if (($#)); then
    [[ " ${OC_PHASES[*]} " == *" $1 "* ]] || oc_fail "there is no phase \"$1\"; there are: ${OC_PHASES[*]}"
    phases=("$1")
    # These look at the built files: alone, they need them built first.
    case $1 in size | hosting | e2e) phases=(dist "$1") ;; esac
  fi
  for phase in "${phases[@]}"; do
    # shellcheck disable=SC2207
    needs+=($(oc_phase_needs "$phase"))
  done
  # shellcheck disable=SC2046
  oc_setup $(printf '%s\n' "${needs[@]}" | awk '!seen[$0]++')
  oc_end_children_on_exit
  for phase in "${phases[@]}"; do oc_run_phase "$phase" "$pattern"; done
  printf '\n'
  oc_say "logs and screenshots are in $OC_ARTIFACTS"
  printf '%s\n' "${OC_SUMMARY[@]}"
  printf '%d passed, %d failed\n' "$OC_PASSED" "$OC_FAILED"
  ((OC_FAILED == 0))
}
