# shellcheck shell=bash
# Things that more than one subcommand builds or runs. Sourced after env.sh and setup.sh.

oc_build_dist() { "$OC_CARGO" run --quiet ${CI:+--locked} -p oc-build -- dist --out "$OC_DIST"; }

# The demonstration site: the pages of static/demo with Bootstrap Italia beside them.
oc_build_site() { node "$OC_ROOT/tools/css/site.mjs" --out "$OC_SITE"; }

oc_build_sandbox() { "$OC_CARGO" build --quiet ${CI:+--locked} -p oc-sandbox; }

export OC_SANDBOX=$CARGO_TARGET_DIR/debug/oc-sandbox

OC_CHILDREN=()

# oc_background COMMAND… → starts it; its process id is in OC_CHILD, and it ends with this script.
oc_background() {
  "$@" &
  OC_CHILD=$!
  OC_CHILDREN+=("$OC_CHILD")
}

oc_end_children() {
  local pid
  for pid in "${OC_CHILDREN[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in "${OC_CHILDREN[@]}"; do wait "$pid" 2>/dev/null || true; done
  OC_CHILDREN=()
}

# A signal has to end the script as well as the children, otherwise the next phase would start.
oc_end_children_on_exit() {
  trap oc_end_children EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}
