#!/usr/bin/env bash
# What the development page needs beside the module, into target/dev: trunk runs this before each build.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
out=target/dev
mkdir -p "$out/css" "$out/messages"

# The catalogues are written while oc-i18n is built; cargo says where. Natively: trunk's own settings are for the browser.
env -u CARGO_UNSTABLE_BUILD_STD -u RUSTC_BOOTSTRAP CARGO_TARGET_DIR="$OC_CACHE/target/native" \
  "$OC_CARGO" check --quiet -p oc-i18n --message-format json |
  node -e '
    const { copyFileSync, readFileSync } = require("node:fs");
    const [, out] = process.argv;
    const said = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
    const built = said.find(({ reason, package_id }) => reason === "build-script-executed" && /(^|[\/#])(oc-)?i18n\b/.test(package_id));
    if (!built) throw new Error("cargo did not say where the catalogues of oc-i18n are");
    for (const lang of ["it", "de", "en"]) copyFileSync(`${built.out_dir}/${lang}.json`, `${out}/${lang}.json`);
  ' "$out/messages"

node tools/css/build.mjs --out "$out/css" --node-modules "$OC_NODE_MODULES"
# With the fonts beside it: the site's style sheet names them relative to itself.
cp "$OC_SITE/assets/css/bootstrap-italia.min.css" "$out/css/"
mkdir -p "$out/fonts"
cp "$OC_SITE"/assets/fonts/* "$out/fonts/"
