# shellcheck shell=bash
# The environment every subcommand of ./oc runs in. Sourced, after OC_ROOT is set; installs nothing (see setup.sh).

OC_MIN_RUST=1.96
OC_INTERACTIVE=$([[ -t 0 && -t 2 ]] && echo yes || true)
OC_CACHE=${OC_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/oc-widgets}
OC_ARTIFACTS=${OC_ARTIFACTS:-$OC_CACHE/artifacts}
OC_DIST=${OC_DIST:-$OC_ROOT/dist}
OC_SITE=${OC_SITE:-$OC_ROOT/target/site}
# Folders are given from where ./oc was called.
for OC_NAME in OC_CACHE OC_ARTIFACTS OC_DIST OC_SITE; do
  [[ ${!OC_NAME} == /* ]] || printf -v "$OC_NAME" '%s/%s' "${OLDPWD:-$PWD}" "${!OC_NAME}"
done
export OC_ROOT OC_CACHE OC_ARTIFACTS OC_DIST OC_SITE

oc_say() { printf '== %s\n' "$*"; }
oc_fail() {
  printf 'oc: %s\n' "$*" >&2
  exit 1
}

# oc_at_least 1.96 1.97.1 → true when the second version is not older than the first.
oc_at_least() { [[ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" == "$1" ]]; }

oc_rustc_version() { "$1" --version 2>/dev/null | awk '{ print $2 }'; }

# oc_rust_complete RUSTC → true when that compiler is recent enough and brings the source of its standard library,
# which is rebuilt for the browser with the size flags.
oc_rust_complete() {
  local version sysroot
  version=$(oc_rustc_version "$1")
  [[ -n "$version" ]] && oc_at_least "$OC_MIN_RUST" "$version" || return 1
  sysroot=$("$1" --print sysroot) || return 1
  [[ -d "$sysroot/lib/rustlib/src/rust/library/std" ]]
}

oc_debian_linker() { compgen -c wasm-ld- | grep -E '^wasm-ld-[0-9]+$' | sort -t- -k3 -n | tail -n 1; }

oc_use_debian_rust() {
  local bin=$OC_CACHE/tools/debian-rust linker tool
  [[ -x /usr/bin/cargo && -x /usr/bin/rustc && -x /usr/bin/rustdoc ]] && oc_rust_complete /usr/bin/rustc || return 1
  linker=$(oc_debian_linker)
  [[ -n "$linker" ]] || return 1
  # `cargo clippy` and trunk look their helpers up in PATH, where those of a rustup without the wasm target may come
  # first: a directory with nothing but this toolchain keeps the versions together.
  mkdir -p "$bin"
  for tool in cargo rustc rustdoc rustfmt cargo-fmt cargo-clippy clippy-driver; do
    if [[ -x /usr/bin/$tool ]]; then ln -sfn "/usr/bin/$tool" "$bin/$tool"; else rm -f "$bin/$tool"; fi
  done
  OC_RUST_KIND=debian OC_RUST_BIN=$bin OC_CARGO=/usr/bin/cargo RUSTC=/usr/bin/rustc RUSTDOC=/usr/bin/rustdoc
  OC_WASM_LINKER=$linker
}

oc_use_rustup() {
  local toolchain bin sysroot host
  command -v rustup >/dev/null || return 1
  while read -r toolchain; do
    bin=$(dirname "$(rustup which --toolchain "$toolchain" rustc 2>/dev/null)")
    [[ -x $bin/cargo && -x $bin/rustdoc ]] && oc_rust_complete "$bin/rustc" || continue
    sysroot=$("$bin/rustc" --print sysroot)
    host=$("$bin/rustc" -vV | awk '$1 == "host:" { print $2 }')
    [[ -x $sysroot/lib/rustlib/$host/bin/rust-lld && -d $sysroot/lib/rustlib/wasm32-unknown-unknown ]] || continue
    OC_RUST_KIND=rustup OC_RUST_BIN=$bin OC_CARGO=$bin/cargo RUSTC=$bin/rustc RUSTDOC=$bin/rustdoc
    OC_WASM_LINKER=$sysroot/lib/rustlib/$host/bin/rust-lld
    return 0
  done < <({
    rustup show active-toolchain
    rustup toolchain list | sort -rV
  } 2>/dev/null | awk 'NF && !seen[$1]++ { print $1 }')
  return 1
}

# What to tell someone whose machine has no usable compiler and cannot install Debian's.
oc_rust_missing() {
  local found
  found=$(oc_rustc_version rustc || true)
  printf 'rustc %s or newer with the source of its standard library and the target wasm32-unknown-unknown is needed (found: %s); ' \
    "$OC_MIN_RUST" "${found:-none}"
  printf 'with rustup it comes by: rustup toolchain install stable --component rust-src,clippy,rustfmt --target wasm32-unknown-unknown'
}

oc_locked_version() { awk -v crate="\"$1\"" '$1 == "name" && $3 == crate { getline; gsub(/"/, "", $3); print $3; exit }' "$OC_ROOT/Cargo.lock"; }

# oc_npm_home NAME FOLDER → where the packages that FOLDER asks for are installed.
oc_npm_home() {
  local key
  key=$(cat "$OC_ROOT/$2"/package{,-lock}.json "$OC_ROOT/tools/node/.npmrc" | sha256sum | cut -c1-12)
  printf '%s/%s-%s' "$OC_CACHE" "$1" "$key"
}

oc_node_home() { oc_npm_home node tools/node; }

# Node.js itself, on machines whose own is too old.
oc_node_runtime() { oc_npm_home node-runtime tools/node/runtime; }

oc_first_command() {
  local name
  for name in "$@"; do
    if [[ -n $name ]] && command -v "$name"; then return 0; fi
  done
  return 1
}

# Exports what is already there; called again by setup.sh after it installed something.
oc_export() {
  unset OC_RUST_KIND OC_RUST_BIN OC_CARGO OC_WASM_LINKER
  OC_PLAIN_PATH=${OC_PLAIN_PATH:-$PATH}
  local path=$OC_PLAIN_PATH
  PATH=$OC_PLAIN_PATH
  if oc_use_debian_rust || oc_use_rustup; then
    export OC_RUST_KIND OC_CARGO RUSTC RUSTDOC OC_WASM_LINKER
    path=$OC_RUST_BIN:$path
  fi
  if [[ -x $(oc_node_runtime)/bin/node ]]; then path=$(oc_node_runtime)/bin:$path; fi
  OC_BINDGEN_VERSION=$(oc_locked_version wasm-bindgen)
  OC_NODE_MODULES=$(oc_node_home)/node_modules
  OC_TRUNK_VERSION=0.21.14
  path=$OC_CACHE/tools/wasm-bindgen-$OC_BINDGEN_VERSION/bin:$OC_CACHE/tools/trunk-$OC_TRUNK_VERSION/bin:$OC_NODE_MODULES/.bin:$path
  # Cargo puts its own bin directory before everything else unless PATH already names it.
  PATH=$path:${CARGO_HOME:-$HOME/.cargo}/bin
  CARGO_TARGET_DIR=$OC_CACHE/target/native
  CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS=fallback
  CHROMIUM=$(oc_first_command "${CHROMIUM:-}" chromium chromium-browser google-chrome || true)
  CHROMEDRIVER=$(oc_first_command "${CHROMEDRIVER:-}" chromedriver || true)
  NGINX=$(oc_first_command "${NGINX:-}" "$OC_CACHE/tools/hosting/usr/sbin/nginx" nginx /usr/sbin/nginx || true)
  CADDY=$(oc_first_command "${CADDY:-}" "$OC_CACHE/tools/hosting/usr/bin/caddy" caddy || true)
  NGINX_BROTLI=$(find "$OC_CACHE/tools/hosting/usr/lib/nginx/modules" /usr/lib/nginx/modules \
    -name ngx_http_brotli_static_module.so 2>/dev/null | head -n 1 || true)
  export PATH OC_PLAIN_PATH OC_BINDGEN_VERSION OC_TRUNK_VERSION OC_NODE_MODULES CARGO_TARGET_DIR \
    CARGO_RESOLVER_INCOMPATIBLE_RUST_VERSIONS CHROMIUM CHROMEDRIVER NGINX CADDY NGINX_BROTLI
}

# What cargo needs on top to compile for the browser outside tools/build: component tests and trunk.
oc_export_wasm() {
  export RUSTC_BOOTSTRAP=1
  export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$OC_WASM_LINKER
  export CARGO_UNSTABLE_BUILD_STD=std,panic_abort
}
