#!/usr/bin/env bash
# A million inputs for each parser (or as many as the first argument says), under the address sanitizer, from the kept
# corpus and the models of the tests on. `--keep` as second argument replaces the corpus by the smallest set of inputs,
# of those met, that reaches as much. Needs `cargo install cargo-fuzz` and a C++ compiler; RUSTC_BOOTSTRAP lets a stable
# compiler take the flags of the sanitizer.
set -euo pipefail
cd "$(dirname "$0")/.."
export RUSTC_BOOTSTRAP=1
runs=${1:-1000000}
for target in ${3:-stored safetensors onnx}; do
    grown=fuzz/grown/$target kept=fuzz/corpus/$target
    mkdir -p "$grown" "$kept"
    # No allocation of more than 64 MB, and ten seconds at most, for inputs of at most 2 KB.
    cargo fuzz run "$target" "$grown" "$kept" tests/models -- \
        -runs="$runs" -max_len=2048 -timeout=10 -malloc_limit_mb=64 -seed=8 -print_final_stats=1
    if [ "${2:-}" = --keep ]; then
        cp "$kept"/* "$grown" 2>/dev/null || true
        rm -rf "$kept" && mkdir "$kept"
        cargo fuzz run "$target" "$kept" "$grown" tests/models -- -merge=1 -max_len=2048
    fi
done
