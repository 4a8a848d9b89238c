# Whether the firmware that calls everything links where a panic cannot, however it is compiled. Sourced by
# tests/on_target.sh.

# In sixteen codegen units, cargo's own number, which leaves more checks than one. `core` is compiled once, at its usual
# level, as rustup ships it: panics_link NAME TRIPLE LEVELS LTOS
panics_link() {
  local level lto
  for level in $3; do
    for lto in $4; do
      nopanic "$1" "$2" "$level" "$lto" 2>"$work/panic-$1" || {
        cat "$work/panic-$1"
        fail "$1, opt-level $level, lto $lto: a panic can be reached, or it does not compile"
      }
    done
    echo "$1, opt-level $level, LTO $4: none"
  done
}

# The last flag is for the linking crate, so that what it is made of is compiled once a level: nopanic NAME TRIPLE LEVEL LTO
nopanic() {
  LINK_ONLY=1 RUSTFLAGS=-Cembed-bitcode=yes device cortex-m rustc --bin nopanic --release --target "$2" \
    --target-dir "$CARGO_TARGET_DIR/panics-$1" --config "profile.release.opt-level=$3" \
    --config 'profile.release.lto="off"' --config profile.release.codegen-units=16 \
    --config profile.release.package.core.opt-level=3 --config profile.release.package.compiler_builtins.opt-level=3 \
    "${@:5}" -- "-Clto=$4"
}
