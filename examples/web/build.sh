#!/bin/sh
# Makes the page: target/web/index.html of the repository, one file that any browser opens, from a disk too.
#
#   examples/web/build.sh
#
# It takes cargo and `rustup target add wasm32-unknown-unknown`. CARGO_FLAGS go to the build.
set -eu
cd "$(dirname "$0")"
folder=$(cd ../.. && pwd)/target/web
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$folder}"
mkdir -p "$folder"

# shellcheck disable=SC2086 # flags are words
cargo build --quiet --release --target wasm32-unknown-unknown ${CARGO_FLAGS:-}

# What index.html names, and the WebAssembly as text, go into it: a page from a disk may load nothing.
while IFS= read -r line; do
  case $line in
  *'href="style.css"'*) echo '<style>' && cat style.css && echo '</style>' ;;
  *'src="plot.js"'*)
    echo '<script>'
    cat plot.js
    printf 'const wasm = "%s";\n' "$(base64 <"$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/web.wasm" | tr -d '\n')"
    ;;
  *'src="page.js"'*) cat page.js && echo '</script>' ;;
  *) printf '%s\n' "$line" ;;
  esac
done <index.html >"$folder/index.html"
echo "$folder/index.html"
