#!/bin/sh
# Makes an Arduino library, ready for the IDE's folder of libraries or for "Add .ZIP Library":
#
#   arduino/make.sh FOLDER [CORE ...]
#
# writes FOLDER/stackprop_sensors with the static library for each CORE, by the names under which Arduino looks for them:
# cortex-m0plus (Zero, MKR, Nano RP2040), cortex-m4/fpv4-sp-d16-hard (Uno R4, STM32) and cortex-m4/fpv4-sp-d16-softfp
# (Nano 33 BLE); all three, if none is given. PROFILE (small, if not set) and CARGO_FLAGS go to build.sh.
set -eu
[ $# -ge 1 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd) library=$1/stackprop_sensors
shift
[ $# -gt 0 ] || set -- cortex-m0plus cortex-m4/fpv4-sp-d16-hard cortex-m4/fpv4-sp-d16-softfp
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CROSS="${CROSS:-arm-none-eabi-}" PROFILE="${PROFILE:-small}"
flags=${CARGO_FLAGS:-}
mkdir -p "$library"
cp -R "$here/library.properties" "$here/examples" "$library"
for core; do
  case $core in
  cortex-m0plus) target=thumbv6m-none-eabi features='' ;;
  cortex-m4/fpv4-sp-d16-hard) target=thumbv7em-none-eabihf features='' ;;
  # The FPU computes, but floats are handed over in integer registers.
  cortex-m4/fpv4-sp-d16-softfp) target=thumbv7em-none-eabi features=,\"-Ctarget-feature=+vfp4d16sp\" ;;
  *) echo "$0: no such core: $core" >&2 && exit 2 ;;
  esac
  cpu=$(echo "${core%%/*}" | sed 's/cortex-m0plus/cortex-m0/') # rustc has no other name for it
  CARGO_FLAGS="$flags --config target.$target.rustflags=[\"-Ctarget-cpu=$cpu\"$features]" \
    "$here/../build.sh" sensors "$work" "$target"
  mkdir -p "$library/src/$core"
  cp "$work/include/sensors.h" "$library/src"
  cp "$work/lib/libsensors.a" "$library/src/$core"
done
