# shellcheck shell=bash
# `./oc check`: everything that can be said about the code without running it. All steps run, even after one failed.

OC_CHECKS=()
OC_CHECKS_FAILED=0

oc_check_step() {
  local name=$1 started=$SECONDS verdict=ok
  shift
  oc_say "$name"
  "$@" </dev/null || {
    verdict=FAILED
    OC_CHECKS_FAILED=$((OC_CHECKS_FAILED + 1))
  }
  OC_CHECKS+=("$(printf '%-36s %-6s %5d s' "$name" "$verdict" $((SECONDS - started)))")
}

oc_clippy() { "$OC_CARGO" clippy --quiet --workspace --all-targets ${CI:+--locked} -- -D warnings; }

# Sources only: tests say the same thing several times on purpose.
oc_duplicates() {
  jscpd --min-tokens 80 --threshold 3 --reporters console --no-tips --ignore '**/*.test.mjs,**/tests/**,**/tests.rs' \
    --format rust,javascript,bash,css shared widgets tools static
}

oc_check() {
  (($# == 0)) || oc_fail "check takes no arguments"
  oc_setup rust lint node
  oc_check_step "format (cargo fmt)" "$OC_CARGO" fmt --all --check
  oc_check_step "invariants and file lengths" node tools/oc/rules.mjs
  oc_check_step "duplicates" oc_duplicates
  oc_check_step "lints (clippy)" oc_clippy
  printf '\n'
  printf '%s\n' "${OC_CHECKS[@]}"
  if ((OC_CHECKS_FAILED)); then
    oc_say "$OC_CHECKS_FAILED of ${#OC_CHECKS[@]} checks failed"
    return 1
  fi
  oc_say "all checks passed"
}
