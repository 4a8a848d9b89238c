#!/bin/sh
# Makes a library for C: its header, and one static library that shows the header's functions and nothing else.
#
#   build.sh PACKAGE FOLDER [TARGET]
#
# writes FOLDER/include/PACKAGE.h and FOLDER/lib/libPACKAGE.a for a TARGET of rustc's (this machine, if none is given);
# what has not changed is not touched. It takes cargo, and GNU binutils of the target's: CROSS=arm-none-eabi-, or NM, LD,
# OBJCOPY and AR. PROFILE is one of Cargo.toml's: release (fast), or small. CARGO_FLAGS go to the target's build.
#
# Rust's own library is an archive of megabytes that also brings memcpy and soft-float routines, which a linker may take in
# place of your C library's, and names that two Rust libraries have in common. Here only what the functions need is kept,
# in one object in which all other names are local: so any number of such libraries, in any order, go into one program.
set -eu
[ $# -ge 2 ] || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd) package=$1 target=${3:-}
mkdir -p "$2/include" "$2/lib"
folder=$(cd "$2" && pwd)
: "${PROFILE:=release}" "${CROSS:=}"
: "${NM:=${CROSS}nm}" "${LD:=${CROSS}ld}" "${OBJCOPY:=${CROSS}objcopy}" "${AR:=${CROSS}ar}"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$here/target}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$here"

cargo run --quiet --package "$package" --features header --bin "header-$package" >"$work/header.h"
# shellcheck disable=SC2086 # flags are words
cargo rustc --quiet --package "$package" --lib --crate-type staticlib --profile "$PROFILE" \
  ${target:+--target "$target"} ${CARGO_FLAGS:-}
built=$CARGO_TARGET_DIR/${target:+$target/}$([ "$PROFILE" = dev ] && echo debug || echo "$PROFILE")/lib$package.a

prefixes=$(sed -n 's/^#define \([A-Z0-9_]*\)_LAYOUT .*/\1/p' "$work/header.h" | tr A-Z a-z)
pattern="^($(echo $prefixes | tr ' ' '|'))_"
"$NM" --defined-only --extern-only "$built" 2>"$work/errors" |
  awk -v "of=$pattern" '$2 == "T" && $3 ~ of { print $3 }' | sort -u >"$work/functions"
[ -s "$work/functions" ] || { cat "$work/errors" >&2; echo "$built has no function of $prefixes" >&2; exit 1; }
# shellcheck disable=SC2046
"$LD" -r --gc-sections --force-group-allocation -o "$work/$package.o" $(sed 's/^/-u /' "$work/functions") "$built"
"$OBJCOPY" --keep-global-symbols="$work/functions" --strip-unneeded -R .llvmbc -R .llvmcmd "$work/$package.o"
(cd "$work" && "$AR" rcsD library.a "$package.o")

replace() { cmp -s "$1" "$2" || mv "$1" "$2"; }
replace "$work/header.h" "$folder/include/$package.h"
replace "$work/library.a" "$folder/lib/lib$package.a"
