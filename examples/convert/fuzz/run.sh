#!/usr/bin/env bash
# A million inputs for each parser (or as many as the first argument says), under the address sanitizer, from the kept
# corpus and the models of the tests on. With `--keep` as second argument, the corpus becomes the smallest set of inputs,
# of those met, that reaches what the models of the tests do not; of them those of less than 500 bytes.
# Needs `cargo install cargo-fuzz` and a C++ compiler; RUSTC_BOOTSTRAP lets a stable compiler take the sanitizer's flags.
set -euo pipefail
cd "$(dirname "$0")/.."
export RUSTC_BOOTSTRAP=1
runs=${1:-1000000}
for target in stored safetensors onnx; do
    grown=fuzz/grown/$target kept=fuzz/corpus/$target
    mkdir -p "$grown" "$kept"
    # No allocation of more than 64 MB, and ten seconds at most, for inputs of at most 2 KB.
    cargo fuzz run "$target" "$grown" "$kept" tests/models -- \
        -runs="$runs" -max_len=2048 -timeout=10 -malloc_limit_mb=64 -seed=8 -print_final_stats=1
    if [ "${2:-}" = --keep ]; then
        new=$(mktemp -d)
        cp tests/models/*.* "$new"
        cargo fuzz run "$target" "$new" "$grown" "$kept" -- -merge=1 -max_len=2048 -use_counters=0
        for model in tests/models/*.*; do rm "$new/$(basename "$model")"; done
        find "$new" -type f -size +499c -delete
        rm -rf "$kept" && mv "$new" "$kept" && chmod 755 "$kept"
    fi
done
