#!/bin/bash
# Builds the firmware for every target, runs it under emulation, and holds it to the host's bits and to the tables in
# tests/on_target. It fails where a target cannot be built or run.
#
#   tests/on_target.sh [--only TARGET] [--update]
#
# TARGET: host m4 m7 sharing m33 m3 m0 rv32imac rv32imafc avr wasm c panics. --update writes the tables anew instead of holding to them.
# Beside rustup it needs of Debian 12: rustc-web rust-web-src lld-22 llvm qemu-system-arm qemu-system-misc gcc-avr avr-libc
# binutils-avr simavr gcc-arm-none-eabi libnewlib-arm-none-eabi chromium
set -euo pipefail
cd "$(dirname "$0")/.."
tables=$PWD/tests/on_target firmware=$PWD/examples/firmware work=$(mktemp -d) only='' update=''
trap 'rm -rf "$work"' EXIT
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$firmware/target}
while [ $# -gt 0 ]; do
  case $1 in
  --only) only=$2 && shift 2 ;;
  --update) update=yes && shift ;;
  *) sed -n '2,9s/^# \?//p' "$0" && exit 2 ;;
  esac
done
. "$tables/checks.sh"
. "$tables/panics.sh"

if at host; then
  job() (cd "$firmware" && cargo run --quiet "${@:2}" -- $1)
  same_bits "host, release" sine job sine --release
  same_bits "host, release, the polynomial" polynomial job polynomial --release
  for lanes in 8 16; do
    same_bits "host, release, $lanes lanes" sine job "sine $lanes" --release
    same_bits "host, release, $lanes lanes, the polynomial" polynomial job "polynomial $lanes" --release
  done
  same_bits "host, debug" sine job sine
  same_bits "host, debug, 8 lanes" sine job "sine 8"
  export RUSTFLAGS=-Ctarget-cpu=native
  for lanes in 1 8 16; do
    same_bits "host, native, $lanes lanes" sine job "sine $lanes" --release --target-dir "$CARGO_TARGET_DIR/native"
  done
  unset RUSTFLAGS
fi

m4=thumbv7em-none-eabihf
# An STM32F405, whose SysTick counts 10.8 ticks an instruction. With 86, the calibration is too long for it:
# counts_at_168_mhz PROFILE
counts_at_168_mhz() {
  local -x MACHINE=netduinoplus2
  ! SHIFT=9 device cortex-m run --profile "$1" --bin counts >"$work/long" 2>&1 || fail "a counter wrapped, and nothing said so"
  grep -q 'SysTick may have wrapped' "$work/long" || fail "it does not say that the counter wrapped: $(cat "$work/long")"
  device cortex-m run --profile "$1" --bin counts
}
if at m4; then
  for profile in release small; do
    built=$CARGO_TARGET_DIR/$m4/$profile
    device cortex-m build --profile $profile --bins
    same_bits "m4, $profile" sine device cortex-m run --profile $profile
    in_bss arm-none-eabi-nm "$built/job"
    unfused arm-none-eabi-objdump '(vmul|vmla).f32' "$built"/{job,counts,stack,nopanic,size_{predict,learn,sgd,adam}}
    echo "everything public, and every size_*: no panic is linked"
    must_not_link this_firmware_can_panic device cortex-m build --profile $profile --bin nopanic --features planted
    counts_at_168_mhz $profile | measure counts m4 $profile
    device cortex-m run --profile $profile --bin counts | measure counts m4 $profile
    device cortex-m run --profile $profile --bin tools --features tools | measure counts m4 $profile
    unfused arm-none-eabi-objdump '(vmul|vmla).f32' "$built/tools"
    device cortex-m run --profile $profile --bin stack | measure stack m4 $profile
    for job in predict learn sgd adam; do
      over_empty "$built/size_$job" "$built/size_empty" | sed "s/^/$job,/" | measure size m4 $profile
    done
  done
  device cortex-m run --profile mixed --bin counts | measure counts m4 mixed
  echo "a timer interrupt learns:"
  device cortex-m run --release --bin interrupt
  device cortex-m run --release --bin kept >"$work/kept" || fail "a net in flash: $(tail -n 1 "$work/kept")"
  grep -q '^started, found save *3$' "$work/kept" || fail "a net in flash: no save was cut, see $(cat "$work/kept")"
  echo "a reset in the middle of a save to flash: training goes on from the save before, with the bits of one without it"
fi
if at m7; then
  MACHINE=mps2-an500 same_bits m7 sine device cortex-m run --release
fi
if at sharing; then
  for way in critical_section rtic embassy; do
    device ../sharing run --release --bin $way
    echo "an interrupt and the main loop share a net: $way"
  done
fi
cortex() { # NAME TRIPLE [PRODUCT]
  at "$1" || return 0
  [ "$1" != m0 ] || without='^(the rest|odd shapes) ' # no room for them
  same_bits "$1" sine device cortex-m run --release --target "$2"
  without=''
  in_bss arm-none-eabi-nm "$CARGO_TARGET_DIR/$2/release/job"
  [ $# = 2 ] || unfused arm-none-eabi-objdump "$3" "$CARGO_TARGET_DIR/$2/release/job"
  device cortex-m run --release --target "$2" --bin counts | measure counts "$1" release
  device cortex-m run --release --target "$2" --bin tools --features tools | measure counts "$1" release
}
cortex m33 thumbv8m.main-none-eabihf '(vmul|vmla).f32'
cortex m3 thumbv7m-none-eabi
cortex m0 thumbv6m-none-eabi

riscv() { # NAME PRODUCT
  at "$1" || return 0
  local triple=risc${1/rv/v}-unknown-none-elf
  same_bits "$1" sine device riscv run --release --target "$triple"
  in_bss llvm-nm "$CARGO_TARGET_DIR/$triple/release/job"
  unfused llvm-objdump "$2" "$CARGO_TARGET_DIR/$triple/release/job"
  device riscv run --release --target "$triple" --bin counts | measure counts "$1" release
  device riscv run --release --target "$triple" --bin tools --features tools | measure counts "$1" release
}
riscv rv32imac mul
riscv rv32imafc fmul.s

if at avr; then
  same_bits avr polynomial device avr run --release
  in_bss avr-nm "$CARGO_TARGET_DIR/avr-none/release/job.elf"
  grep '^stack' "$work/job"
  device avr run --release --bin counts | measure counts avr s
  # Without avr-libc's float routines, by core's own: slower, and the job does not fit beside them.
  export RUSTFLAGS=-Ctarget-cpu=atmega328p
  device avr run --release --bin counts --target-dir "$CARGO_TARGET_DIR/own" | measure counts avr s-own-floats
  unset RUSTFLAGS
fi

in_browser() {
  device ../web build --release --features job --target wasm32-unknown-unknown &&
    python3 examples/web/job.py "$CARGO_TARGET_DIR/wasm32-unknown-unknown/release/web.wasm"
}
if at wasm; then
  same_bits wasm sine in_browser
fi

if at c; then
  built=$CARGO_TARGET_DIR/c
  RUSTC_BOOTSTRAP=1 make --silent -C examples/c/firmware run BUILD="$built" PROVE=1 SEEDS=100 \
    CARGO_FLAGS="--config $tables/debian.toml" || fail "the C firmware: it ended with $?"
  unfused arm-none-eabi-objdump '(vmul|vmla).f32' "$built/main.elf"
fi

if at panics; then
  # Every level, with and without LTO, takes six minutes alone; a full run takes the two that have left most checks.
  levels='1 "z"' ltos=off
  [ "$only" != panics ] || levels='1 2 3 "s" "z"' ltos='off thin fat'
  echo "everything public, on m0 and m4: no panic is linked"
  panics_link m0 thumbv6m-none-eabi "$levels" "$ltos" & # side by side: most of it runs on one core
  panics_link m4 $m4 "$levels" "$ltos"
  wait $! || exit 1
  must_not_link this_firmware_can_panic nopanic m4 $m4 '"z"' off --features planted
fi

hold counts 0.02 0.02
hold size 0.02 0.02
hold stack 0 1 # a budget: no more, and less is welcome
within_limits
[ "$seen" ] || fail "no target is called $only"
echo "on target: all as it should be"
