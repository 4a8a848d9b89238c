#!/bin/bash
# One sample on a Cortex-M4F, in instructions under emulation: stackprop beside AIfES and RLtools. The same nets from the same
# weights, the same 1 000 samples 20 times at the same rate, and the mean squared error before and after, which shows that all
# have learnt the same.
#
#   [AIFES=FOLDER] [RLTOOLS=FOLDER] benches/peers/device/run.sh
#
# The folders are checkouts of github.com/Fraunhofer-IMS/AIfES_for_Arduino and github.com/rl-tools/rl-tools, of which nothing
# is copied here; what is not given is left out. It fails where one that is given cannot be built, or does not halve its error.
# It needs `rustup target add thumbv7em-none-eabihf`, or another compiler by CARGO_FLAGS, which go to cargo; and of Debian 12
# qemu-system-arm gcc-arm-none-eabi libnewlib-arm-none-eabi, for RLtools also libstdc++-arm-none-eabi-newlib.
set -euo pipefail
[ $# = 0 ] || { sed -n '2,11s/^# \?//p' "$0" && exit 2; }
here=$(cd "$(dirname "$0")" && pwd) work=$(mktemp -d)
root=$(cd "$here/../../.." && pwd)
trap 'rm -rf "$work"' EXIT
board=$root/examples/c/firmware
AIFES=${AIFES:+$(cd "$AIFES" && pwd)}
RLTOOLS=${RLTOOLS:+$(cd "$RLTOOLS" && pwd)}
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$here/stackprop/target}
# Beyond these as GCC does by default: it may fuse a product and a sum. No fast-math.
flags=(-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16 -ffunction-sections -fdata-sections "-I$here")

fail() { echo "FAILED: $*" >&2 && exit 1; }

# Each makes $work/peer.a, the functions of peer.h, for $net and -O$level.
stackprop() {
  local profile=release
  [ "$level" = 3 ] || profile=small
  # shellcheck disable=SC2086 # flags are words
  (cd "$here/stackprop" && cargo build --quiet --profile $profile --target thumbv7em-none-eabihf \
    ${deep:+--features deep} ${CARGO_FLAGS:-})
  cp "$CARGO_TARGET_DIR/thumbv7em-none-eabihf/$profile/libpeer_stackprop.a" "$work/peer.a"
}
aifes() {
  mkdir "$work/o"
  (cd "$work/o" && find "$AIFES"/src/{core,basic/base,basic/default} -name '*.c' -exec \
    arm-none-eabi-gcc "${flags[@]}" "-O$level" -w -I"$AIFES/src" -c {} + &&
    arm-none-eabi-gcc "${flags[@]}" "${net[@]}" "-O$level" -I"$AIFES/src" -c "$here/aifes.c")
  arm-none-eabi-ar rcs "$work/peer.a" "$work"/o/*.o
}
rltools() {
  mkdir "$work/o"
  arm-none-eabi-g++ "${flags[@]}" "${net[@]}" "-O$level" -std=c++17 -fno-exceptions -fno-rtti -I"$RLTOOLS/include" \
    -c "$here/rltools.cpp" -o "$work/o/rltools.o"
  arm-none-eabi-ar rcs "$work/peer.a" "$work/o/rltools.o"
}

# A row of the table: measure NAME FUNCTION
measure() {
  rm -rf "$work/o" "$work/peer.a"
  $2
  arm-none-eabi-gcc "${flags[@]}" "${net[@]}" "-O$level" -Wall -Wextra -Werror "$here"/{main,clock}.c "$board/startup.c" \
    "$work/peer.a" -lm --specs=rdimon.specs -T "$board/mps2.ld" \
    -Wl,--gc-sections,--no-warn-execstack,--no-warn-rwx-segments -o "$work/$2.elf"
  local row
  row=$("$root/examples/firmware/cortex-m/run.sh" "$work/$2.elf") || fail "$1, $shape, -O$level: it ended with $?, $row"
  echo "| $shape | $1 | -O$level | $row |"
}

echo "| net | | | train | infer | error before | after |"
echo "|---|---|---|--:|--:|--:|--:|"
for shape in 9-12-3 1-16-16-1; do
  IFS=- read -ra sizes <<<"$shape"
  deep=''
  [ "$shape" = 9-12-3 ] || deep=yes
  net=("-DINPUTS=${sizes[0]}" "-DHIDDEN=${sizes[1]}" "-DOUTPUTS=${sizes[-1]}" "-DLAYERS=$((${#sizes[@]} - 1))")
  for level in s 3; do
    measure stackprop stackprop
    [ -z "$AIFES" ] || measure AIfES aifes
    [ -z "$RLTOOLS" ] || measure RLtools rltools
  done
done

commit() { git -C "$1" --git-dir=.git describe --always --dirty --abbrev=40 --exclude='*' 2>/dev/null || echo "of an unknown commit"; }
echo
echo "stackprop $(commit "$root")"
if [ "$AIFES" ]; then echo "AIfES $(commit "$AIFES")"; else echo "AIfES: left out, AIFES is not set"; fi
if [ "$RLTOOLS" ]; then echo "RLtools $(commit "$RLTOOLS")"; else echo "RLtools: left out, RLTOOLS is not set"; fi
arm-none-eabi-readelf -p .comment "$work/stackprop.elf" | sed -n 's/^ *\[ *[0-9a-f]*\]  //p' | sort -u
qemu-system-arm --version | head -n 1
