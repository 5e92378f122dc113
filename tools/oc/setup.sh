# shellcheck shell=bash
# Gets what a subcommand needs and does not find: `oc_setup rust lint node bindgen browser hosting trunk`.
# Idempotent, and quick when there is nothing to do. Sourced after env.sh.

oc_log_file() {
  mkdir -p "$OC_ARTIFACTS/logs"
  printf '%s/logs/%s.log' "$OC_ARTIFACTS" "$1"
}

# oc_quietly NAME COMMAND… → runs it with its output in a log, shown only when it fails.
oc_quietly() {
  local log
  log=$(oc_log_file "setup-$1")
  shift
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 30 "$log" >&2
    return 1
  fi
}

# oc_alone NAME COMMAND… → two terminals may ask for the same thing at once; the second waits and then finds it done.
oc_alone() {
  local lock status=0
  mkdir -p "$OC_CACHE"
  exec {lock}>"$OC_CACHE/.$1.lock"
  flock --nonblock "$lock" || {
    oc_say "waiting for another ./oc that is installing $1"
    flock "$lock"
  }
  "${@:2}" || status=$?
  exec {lock}>&-
  return "$status"
}

oc_root_do() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo -n "$@" 2>/dev/null || { [[ -n $OC_INTERACTIVE ]] && sudo "$@"; }
  else
    return 1
  fi
}

oc_installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

oc_apt_fresh() {
  [[ -n ${OC_APT_FRESH:-} ]] || oc_quietly apt-update oc_root_do apt-get update || return 1
  OC_APT_FRESH=1
}

# oc_apt "what for" PACKAGE… → installs the packages that are missing. OC_ADVICE is what else somebody can do when it cannot.
oc_apt() {
  local purpose=$1 package missing=()
  shift
  for package in "$@"; do oc_installed "$package" || missing+=("$package"); done
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null || oc_fail "$purpose cannot be installed: this machine has no apt-get, please install ${missing[*]} or their equivalents"
  oc_say "installing ${missing[*]} with apt-get (a minute or two)"
  oc_apt_fresh && oc_quietly apt-install oc_root_do env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}" ||
    oc_fail "$purpose cannot be installed: apt-get could not install ${missing[*]} (it needs root or sudo, and a Debian mirror that has them)${OC_ADVICE:+. $OC_ADVICE}"
}

oc_setup_rust() {
  local missing=()
  if [[ -z ${OC_CARGO:-} ]]; then
    command -v apt-get >/dev/null || oc_fail "$(oc_rust_missing)"
    OC_ADVICE=$(oc_rust_missing) oc_apt "the Rust toolchain" rustc-web cargo-web rust-web-src lld-22
    oc_export
    [[ -n ${OC_CARGO:-} ]] || oc_fail "what apt-get installed is too old or incomplete: $(oc_rust_missing)"
  fi
  command -v cc >/dev/null || missing+=(gcc libc6-dev)
  command -v git >/dev/null || missing+=(git)
  # Without them neither cargo nor npm trusts anybody.
  if ! oc_certificates_found; then missing+=(ca-certificates); fi
  if ((${#missing[@]})); then oc_apt "what building needs" "${missing[@]}"; fi
}

oc_certificates_found() {
  [[ -n ${SSL_CERT_FILE:-} || -e /etc/ssl/certs/ca-certificates.crt || -e /etc/pki/tls/certs/ca-bundle.crt || -e /etc/ssl/cert.pem ]]
}

oc_setup_lint() {
  if [[ $OC_RUST_KIND == debian ]]; then
    oc_apt "clippy and rustfmt" rust-web-clippy rustfmt-web
    oc_export
  fi
  "$OC_CARGO" clippy --version >/dev/null 2>&1 && "$OC_CARGO" fmt --version >/dev/null 2>&1 ||
    oc_fail "clippy and rustfmt of this toolchain are missing; with rustup: rustup component add clippy rustfmt"
}

OC_MIN_NODE=20.10

oc_node_usable() {
  command -v npm >/dev/null && oc_at_least "$OC_MIN_NODE" "$(node --version 2>/dev/null | tr -d v)"
}

# A distribution's Node.js may be too old (Debian 12 has 18) while its npm is good enough to get a newer one.
oc_setup_node() {
  if ! oc_node_usable; then
    command -v npm >/dev/null || oc_apt "Node.js" nodejs npm
    if ! oc_node_usable; then
      oc_alone node-runtime oc_install_node "$(oc_node_runtime)"
      oc_export
    fi
    oc_node_usable || oc_fail "Node.js $OC_MIN_NODE or newer with npm is needed (found: $(node --version 2>/dev/null || echo none))"
  fi
  [[ -e $(oc_node_home)/.complete ]] || oc_alone npm oc_npm_install "the development tools" "$(oc_node_home)" tools/node
}

oc_install_node() {
  oc_npm_install "Node.js" "$1" tools/node/runtime
  mkdir -p "$1/bin"
  # By hand: the npm of some distributions makes no link of the name "node".
  ln -sfn "$1"/node_modules/node-linux-*/bin/node "$1/bin/node"
}

# oc_npm_install "what" HOME FOLDER → the packages that FOLDER asks for, in HOME.
oc_npm_install() {
  local what=$1 home=$2 folder=$OC_ROOT/$3
  [[ -e $home/.complete ]] && return 0
  oc_say "installing $what from npm into $home (about half a minute)"
  mkdir -p "$home"
  cp "$folder"/package{,-lock}.json "$OC_ROOT/tools/node/.npmrc" "$home/"
  oc_quietly npm npm ci --prefix "$home" || oc_fail "$what could not be installed from npm (npm ci in $home)"
  touch "$home/.complete"
}

# oc_install CRATE VERSION NAME "how long" → its programs in $OC_CACHE/tools/NAME-VERSION/bin.
oc_install() { [[ -e $OC_CACHE/tools/$3-$2/.complete ]] || oc_alone "$1" oc_compile "$@"; }

oc_compile() {
  local crate=$1 version=$2 dir=$OC_CACHE/tools/$3-$2 duration=$4 build=$OC_CACHE/target/install-$1
  [[ -e $dir/.complete ]] && return 0
  oc_say "compiling $crate $version (about $duration on two cores, once)"
  # The author's own lock comes first; a mirror that does not hold one of the versions it names must not stop the build.
  CARGO_TARGET_DIR=$build oc_quietly "$crate" "$OC_CARGO" install "$crate" --version "=$version" --locked --root "$dir" 2>/dev/null ||
    CARGO_TARGET_DIR=$build oc_quietly "$crate" "$OC_CARGO" install "$crate" --version "=$version" --root "$dir" ||
    oc_fail "$crate $version could not be compiled (cargo install $crate --version $version)"
  rm -rf "$build"
  touch "$dir/.complete"
}

oc_setup_bindgen() { oc_install wasm-bindgen-cli "$OC_BINDGEN_VERSION" wasm-bindgen "2 min"; }
oc_setup_trunk() { oc_install trunk "$OC_TRUNK_VERSION" trunk "7 min"; }

oc_setup_browser() {
  [[ -n $CHROMIUM && -n $CHROMEDRIVER ]] && return 0
  oc_apt "Chromium" chromium chromium-driver
  oc_export
  [[ -n $CHROMIUM && -n $CHROMEDRIVER ]] ||
    oc_fail "Chromium and chromedriver are needed (their paths can be given as CHROMIUM and CHROMEDRIVER)"
}

# Unpacked rather than installed: a package of a web server starts a service on port 80, which nobody asked for.
oc_setup_hosting() {
  oc_hosting_found || oc_alone nginx oc_unpack_hosting
}

oc_hosting_found() { [[ -n $NGINX && -n $NGINX_BROTLI && -n $CADDY ]]; }

oc_unpack_hosting() {
  local dir=$OC_CACHE/tools/hosting package
  oc_export
  oc_hosting_found && return 0
  command -v apt-get >/dev/null || oc_fail "nginx with brotli_static and caddy are needed for the hosting tests; please install them"
  oc_say "unpacking nginx and caddy into $dir (about 20 s)"
  mkdir -p "$dir/packages"
  oc_apt_fresh || true
  (cd "$dir/packages" && oc_quietly hosting apt-get download nginx nginx-common libnginx-mod-http-brotli-static caddy) ||
    oc_fail "nginx and caddy could not be downloaded with apt-get, and the hosting tests need them"
  for package in "$dir"/packages/*.deb; do dpkg -x "$package" "$dir"; done
  rm -rf "$dir/packages"
  oc_export
  "$NGINX" -v >/dev/null 2>&1 || oc_fail "the unpacked nginx does not start here (missing libraries); please install nginx"
}

oc_setup() {
  local need
  for need in "$@"; do "oc_setup_$need"; done
  oc_export
}
