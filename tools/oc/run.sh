# shellcheck shell=bash
# `./oc demo` and `./oc dev`: the development core, the widgets and a municipality's site, until Ctrl-C.
. "$OC_ROOT/tools/oc/parts.sh"

OC_PORT=8480

oc_port_option() {
  while (($#)); do
    case $1 in
      --port)
        [[ ${2:-} =~ ^[0-9]+$ ]] && ((10#$2 >= 1024 && 10#$2 <= 65532)) || oc_fail "--port needs a number from 1024 to 65532, not \"${2:-}\""
        OC_PORT=$((10#$2))
        shift 2
        ;;
      *) oc_fail "there is no option \"$1\" here, only --port" ;;
    esac
  done
}

# oc_answers PORT PATH → true when a web server on this machine answers there, whatever it says.
oc_answers() {
  (exec 3<>"/dev/tcp/localhost/$1" && printf 'GET %s HTTP/1.0\r\nHost: localhost:%s\r\n\r\n' "$2" "$1" >&3 && read -r -t 2 _ <&3) 2>/dev/null
}

# oc_start_core → the three servers on OC_PORT and the two ports after it, once they answer.
oc_start_core() {
  local port waited=0
  for port in $OC_PORT $((OC_PORT + 1)) $((OC_PORT + 2)); do
    if oc_answers "$port" /; then oc_fail "something already answers on port $port; ./oc demo --port N takes three others"; fi
  done
  oc_background "$OC_SANDBOX" --core-port "$OC_PORT" --widgets-port $((OC_PORT + 1)) --site-port $((OC_PORT + 2)) \
    --dist "$OC_DIST" --site "$OC_SITE" --allow-origin "http://localhost:$((OC_PORT + 3))"
  until oc_answers $((OC_PORT + 2)) / && oc_answers "$OC_PORT" /lang/api/tenants/info; do
    kill -0 "$OC_CHILD" 2>/dev/null || oc_fail "the development core ended before it answered"
    ((waited += 1))
    ((waited < 150)) || oc_fail "the development core did not answer within 30 s"
    sleep 0.2
  done
}

oc_demo() {
  oc_port_option "$@"
  oc_setup rust node bindgen
  oc_end_children_on_exit
  oc_say "building the widgets (the first time about 5 min on two cores, then seconds)"
  oc_build_dist
  oc_say "building the development core (the first time about 2 min)"
  oc_build_sandbox
  oc_build_site
  oc_start_core
  oc_say "the municipality's site is at http://localhost:$((OC_PORT + 2))/ (Ctrl-C stops everything)"
  wait "$OC_CHILD"
}

# On the ports that Trunk.toml names: trunk adds a proxy given on the command line to those in the file, and then has two.
oc_dev() {
  (($# == 0)) || oc_fail "dev takes no arguments"
  oc_setup rust node bindgen trunk
  oc_end_children_on_exit
  mkdir -p "$OC_DIST"
  oc_build_sandbox
  oc_build_site
  oc_start_core
  oc_export_wasm
  oc_say "the page being developed will be at http://localhost:$((OC_PORT + 3))/ once trunk has compiled it (Ctrl-C stops everything)"
  oc_background env CARGO_TARGET_DIR="$OC_CACHE/target/trunk" trunk serve --offline
  wait "$OC_CHILD"
}
