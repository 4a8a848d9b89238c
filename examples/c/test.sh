#!/bin/bash
# Tests what C gets: on this machine, under ASan and UBSan, by CMake from a clean folder, as an Arduino library, and two
# libraries in one program. On a device besides: tests/on_target.sh --only c.
#
#   examples/c/test.sh [--miri]
#
# --miri runs the Rust tests under Miri instead (nightly, and minutes): on a 32-bit and on a big-endian machine.
# Beside rustup it needs of Debian 12: cmake make gcc g++ gcc-arm-none-eabi libnewlib-arm-none-eabi qemu-system-arm
# rustc-web rust-web-src lld-22
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target} CARGO_TERM_COLOR=never
export RUSTC_BOOTSTRAP=1 # for the sanitizer, and in all steps, since cargo builds anew where it changes
step() { printf '\n== %s (%s s)\n' "$*" $SECONDS; }
fail() { echo "FAILED: $*" >&2 && exit 1; }

if [ "${1:-}" = --miri ]; then
  for machine in armv7-unknown-linux-gnueabihf s390x-unknown-linux-gnu; do
    MIRIFLAGS=-Zmiri-strict-provenance cargo +nightly miri test --quiet --tests --target $machine
  done
  exit
fi

strict="-std=c99 -Wall -Wextra -Werror -pedantic -ffp-contract=off"
host=$work/host include="-I$work/host/include"
# program NAME FILE FLAGS...: compiles a C program, and runs it
program() { gcc $strict $include "$2" "${@:3}" -lm -o "$work/$1" && "$work/$1" >"$work/$1.txt" || fail "$1: $(tail -n 3 "$work/$1.txt")"; }

step "Rust: format, clippy, the same bits as stackprop"
cargo fmt --all --check
cargo clippy --quiet --workspace --all-targets --all-features -- -D warnings
cargo test --quiet

step "a plain cargo build links with a C program"
cargo build --quiet --workspace
plain=$CARGO_TARGET_DIR/debug
program plain main.c -Isensors "$plain/libsensors.a"

step "the libraries, and the header in the repository"
for package in sensors left right; do ./build.sh $package "$host"; done
diff sensors/sensors.h "$host/include/sensors.h" || fail "sensors/sensors.h is stale: take build.sh's"
for package in sensors left right; do
  ! nm --defined-only --extern-only "$host/lib/lib$package.a" | grep -vE '^$|:$| T (gesture|curve|left|right)_' ||
    fail "lib$package.a shows more than its functions"
done

step "C programs, from 100 seeds"
for level in -O0 -O2; do
  program main main.c $level -DSEEDS=100 "$host/lib/libsensors.a"
  program refused tests/refused.c $level "$host/lib/libsensors.a"
done
tail -n 2 "$work/main.txt" && tail -n 1 "$work/refused.txt"

step "two libraries with nets of one size, in both orders, and as cargo builds them"
program two tests/two.c "$host/lib/libleft.a" "$host/lib/libright.a"
program two tests/two.c "$host/lib/libright.a" "$host/lib/libleft.a"
program two tests/two.c "$plain/libleft.a" "$plain/libright.a"
program two tests/two.c "$plain/libright.a" "$plain/libleft.a"
cat "$work/two.txt"

step "two copies of this folder, with a package of the same name"
mkdir "$work/copy"
cp -R Cargo.toml Cargo.lock build.sh src sensors tests "$work/copy"
sed -i "s|path = \"../..\"|path = \"$PWD/../..\"|" "$work/copy/Cargo.toml"
sed 's/RIGHT/LEFT/; s/right/left/g; s/LEFT_SIZES/RIGHT_SIZES/' tests/right/src/header.rs >"$work/copy/tests/left/src/header.rs"
cp tests/right/src/lib.rs "$work/copy/tests/left/src" # its prefix is "right"
# In a folder of its own: cargo takes what it built from one for that of the other.
CARGO_TARGET_DIR=$work/copy/target PROFILE=dev "$work/copy/build.sh" left "$work/other"
PROFILE=dev ./build.sh left "$work/this"
mv "$work/other/include/left.h" "$work/other/include/right.h"
program two tests/two.c "-I$work/other/include" "$work/this/lib/libleft.a" "$work/other/lib/libleft.a"
program two tests/two.c "-I$work/other/include" "$work/other/lib/libleft.a" "$work/this/lib/libleft.a"

step "an array that is too short is seen by gcc"
cat >"$work/short.c" <<'END'
#include "sensors.h"
int main(void) { float x[11] = {0}, y[3]; gesture_net net = {{0}}; return gesture_predict(&net, x, y); }
END
! gcc -Wall -Werror $include "$work/short.c" -c -o "$work/short.o" 2>"$work/short.txt" || fail "it compiles"
grep -q "reading 48 bytes from a region of size 44" "$work/short.txt" || fail "$(cat "$work/short.txt")"

step "ASan and UBSan, in C and in Rust"
machine=$(rustc -vV | sed -n 's/^host: //p')
PROFILE=dev CARGO_FLAGS="--config target.$machine.rustflags=[\"-Zsanitizer=address\"]" \
  ./build.sh sensors "$work/asan" "$machine"
sanitize="-g -fsanitize=address,undefined -fno-sanitize-recover=all"
program main main.c $sanitize "$work/asan/lib/libsensors.a"
program refused tests/refused.c $sanitize "$work/asan/lib/libsensors.a"
! gcc -w $sanitize $include "$work/short.c" "$work/asan/lib/libsensors.a" -lm -o "$work/short" || ! "$work/short" 2>"$work/short.txt" ||
  fail "a short array is not seen"
grep -q "stack-buffer-overflow" "$work/short.txt" || fail "$(cat "$work/short.txt")" # so they do look into the library

step "CMake, from a clean folder: installed, and as a subdirectory"
quietly() { "$@" >"$work/log" 2>&1 || fail "$*: $(cat "$work/log")"; }
quietly cmake -S . -B "$work/build" -DCMAKE_INSTALL_PREFIX="$work/installed"
quietly cmake --build "$work/build"
quietly cmake --install "$work/build"
quietly cmake -S tests/cmake/installed -B "$work/one" -DCMAKE_PREFIX_PATH="$work/installed"
quietly cmake -S tests/cmake/subdirectory -B "$work/other"
for project in one other; do
  quietly cmake --build "$work/$project"
  "$work/$project/app" | tail -n 1
done

step "CMake, for a Cortex-M4F"
flags=''
if ! rustup target list --installed | grep -q thumbv7em-none-eabihf; then # as tests/on_target.sh
  flags="--config $PWD/../../tests/on_target/debian.toml"
fi
quietly cmake -S tests/cmake/subdirectory -B "$work/device" "-DSTACKPROP_CARGO_FLAGS=$flags" \
  -DCMAKE_TOOLCHAIN_FILE="$PWD/tests/cmake/arm-none-eabi.cmake"
quietly cmake --build "$work/device"
! arm-none-eabi-nm -u "$work/device/stackprop/sensors/lib/libsensors.a" | grep -v ':$' | grep . ||
  fail "on a device the library wants something of others"
arm-none-eabi-size "$work/device/app"

step "an Arduino library: the sketch, compiled and run"
CARGO_FLAGS=$flags arduino/make.sh "$work/arduino" cortex-m4/fpv4-sp-d16-hard
library=$work/arduino/stackprop_sensors
m4="-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16 -O2 -Wall -Wextra -Werror -ffunction-sections -Itests/arduino"
emulate() { timeout 60 qemu-system-arm -machine mps2-an386 -nographic -monitor none -serial none -semihosting-config enable=on,target=native -kernel "$1"; }
link="--specs=rdimon.specs -T firmware/mps2.ld -Wl,--gc-sections,--no-warn-execstack,--no-warn-rwx-segments"
arm-none-eabi-gcc $m4 -c firmware/startup.c -o "$work/startup.o"
arm-none-eabi-g++ $m4 -fno-exceptions -I"$library/src" -include Arduino.h -x c++ -c \
  "$library/examples/Gestures/Gestures.ino" -o "$work/sketch.o"
arm-none-eabi-g++ $m4 -fno-exceptions -c tests/arduino/main.cpp -o "$work/main.o"
arm-none-eabi-gcc $m4 "$work"/{startup,sketch,main}.o -L"$library/src/cortex-m4/fpv4-sp-d16-hard" -lsensors $link \
  -o "$work/sketch.elf"
emulate "$work/sketch.elf" >"$work/sketch.txt" || fail "the sketch: $(tail -n 3 "$work/sketch.txt")"
head -n 5 "$work/sketch.txt"

step "all is well"
