#!/bin/bash
# Copies the firmware template out of the repository, builds it for every board as its user does, by Debian's compiler, runs
# in QEMU what QEMU has, and holds every firmware to the memories of its chip.
#
#   tests/template.sh [BOARD ...]       without boards, all of them
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}/template
. tests/template/layout.sh

fail() { echo "FAILED: $*" >&2 && exit 1; }

git ls-files -z examples/template | tar --null --files-from=- -c | tar -x -C "$copy" --strip-components=2

# cargo in the copy, with this repository's crate: template COMMAND ARGUMENTS...
template() (
  cd "$copy" && RUSTC_BOOTSTRAP=1 timeout 1800 cargo "$1" --quiet --locked --release \
    --config "$root/tests/on_target/debian.toml" --config "patch.crates-io.stackprop.path='$root'" "${@:2}"
)

# Clippy of Debian, whose compiler it must be: `cargo clippy` would take rustup's. No warning is let pass: lint ARGUMENTS...
lint() { RUSTC_WORKSPACE_WRAPPER=/usr/bin/clippy-driver CLIPPY_ARGS=-Dwarnings__CLIPPY_HACKERY__ template check "$@"; }

# The loss falls to a tenth at most, the whole range is learnt, and the health is told: learns LOG
lines=13
learns() {
  awk -v lines=$lines '/^sample [0-9]+: loss / { last = $4; if (!first) first = $4 }
    /^rmse / { rmse = $2 }
    /^health: / { health = 1 }
    END { exit !(first > 0 && last < first / 10 && rmse > 0 && rmse < 0.5 && health && NR == lines) }' "$1" || { cat "$1" && fail "it does not learn"; }
}

[ $# -gt 0 ] || set -- qemu nrf52840 stm32f407 rp2040 rp2350 esp32c3
for board in "$@"; do
  echo "== $board"
  sed -i "s|boards/.*\.toml|boards/$board.toml|" "$copy/.cargo/config.toml"
  triple=$(sed -n 's/^target = "\(.*\)"/\1/p' "$copy/boards/$board.toml") built=$CARGO_TARGET_DIR/$triple/release
  bins=(firmware embassy rtic)
  [ "$board" != esp32c3 ] || bins=(firmware embassy)
  for bin in "${bins[@]}"; do # as the README has it: what a variant needs comes by its feature
    features=${bin/firmware/}
    template build --features "$features" --bin "$bin"
    layout "$board" "$built/$bin" || fail "$board, $bin: other memories than the chip's"
    case $board in qemu | nrf52840 | esp32c3) lint --features "$features" --bin "$bin" ;; esac # all code there is
    # A board's own log, read as its probe would: QEMU has this one chip of them.
    [ "$board" != stm32f407 ] || python3 tests/template/rtt.py "$built/$bin" $lines || fail "$board, $bin: no log"
    [ "$board" = qemu ] || continue
    template run --features "$features" --bin "$bin" >"$copy/$bin.log" || { cat "$copy/$bin.log" && fail "$bin ended with $?"; }
    learns "$copy/$bin.log"
    diff "$copy/firmware.log" "$copy/$bin.log" || fail "$bin learns otherwise than the main loop"
  done
  for other in nrf52840 stm32f407 rp2040 rp2350 esp32c3; do
    [ "$other" = "$board" ] || [ "$board $other" = "qemu stm32f407" ] || ! layout "$other" "$built/firmware" 2>/dev/null ||
      fail "the memories of $board pass for those of $other: nothing is shown"
  done
  echo "${bins[*]}: they build, and lie where the chip has its memories"
done
