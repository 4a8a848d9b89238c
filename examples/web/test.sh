#!/bin/bash
# Tests the page in Chromium: that it learns, and draws what it has learnt; and that no panic is linked.
#
#   examples/web/test.sh
#
# Beside rustup it needs of Debian 12: chromium python3, and where rustup has no wasm32-unknown-unknown, rustc-web
# rust-web-src lld-22.
set -euo pipefail
cd "$(dirname "$0")"
limit=70000 # bytes of WebAssembly: four nets, and four optimizers for each
root=$(cd ../.. && pwd)
of_root=${CARGO_TARGET_DIR:-$root/target}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target/web} CARGO_TERM_COLOR=never
fail() { echo "FAILED: $*" >&2 && exit 1; }

cargo clippy --quiet -- -D warnings
cargo clippy --quiet --features job -- -D warnings

flags='' bootstrap=''
if ! rustup target list --installed 2>/dev/null | grep -q wasm32-unknown-unknown; then # as tests/on_target.sh
  flags="--config $root/tests/on_target/debian.toml" bootstrap=1
fi
page=$(RUSTC_BOOTSTRAP=$bootstrap CARGO_FLAGS=$flags ./build.sh)
size=$(stat -c %s "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/web.wasm")
echo "WebAssembly: $size bytes"
[ "$size" -le $limit ] || fail "more than $limit"

panics() { # in the names of functions: panics FEATURES...
  RUSTC_BOOTSTRAP=$bootstrap cargo build --quiet --release --target wasm32-unknown-unknown $flags \
    --config 'profile.release.strip="none"' --target-dir "$CARGO_TARGET_DIR/named" "$@"
  grep -c --text panicking "$CARGO_TARGET_DIR/named/wasm32-unknown-unknown/release/web.wasm"
}
panics --features planted >/dev/null || fail "a planted panic is not found"
! panics >/dev/null || fail "a panic is linked"
echo "no panic is linked"

# The figures of 2016, which the page must show.
cargo build --quiet --release --manifest-path "$root/Cargo.toml" --example sine --target-dir "$of_root"
python3 test.py "$page" "$of_root/release/examples/sine"
