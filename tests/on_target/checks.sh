# What tests/on_target.sh checks with. Sourced by it; $tables, $firmware, $work, $only and $update are its.
seen=''

fail() { echo "FAILED: $*" >&2 && exit 1; }

# Whether a target is wanted, and says that it is next.
at() {
  [ -z "$only" ] || [ "$only" = "$1" ] || return 1
  seen=yes
  echo "== $1"
}

# cargo on a device's crate, with Debian's compiler, which builds its own core: device CRATE COMMAND ARGUMENTS...
device() (cd "$firmware/$1" && RUSTC_BOOTSTRAP=1 cargo "$2" --quiet --config "$tables/debian.toml" "${@:3}")

# Every line of a job is the host's: same_bits WHAT TABLE COMMAND...
same_bits() {
  local table=$tables/$2.txt
  "${@:3}" >"$work/job" || fail "$1: it ended with $?, $(tail -n 1 "$work/job")"
  grep -v '^stack' "$work/job" >"$work/lines"
  case $update$1 in "yeshost, release"*) cp "$work/lines" "$table" ;; esac
  diff <(grep -vE "${without:-^$}" "$table") "$work/lines" || fail "$1: other lines than those of $table"
  echo "$1: the same bits"
}

# No multiply-add is fused, and there are products to be fused: unfused OBJDUMP PRODUCT ELF...
unfused() {
  local elf
  for elf in "${@:3}"; do
    "$1" -d "$elf" >"$work/listing"
    grep -qE "\s$2\s" "$work/listing" || fail "$elf has no $2: nothing is shown"
    ! grep -E '\s(vfn?m[as]|fn?m(add|sub)\.)' "$work/listing" || fail "$elf has a fused multiply-add"
  done
  echo "no fused multiply-add"
}

# The net and its trainer cost no flash: in_bss NM ELF
in_bss() {
  "$1" "$2" | grep -E ' [a-zA-Z] .*(NET|TRAINER)' >"$work/symbols" || fail "$2 has neither net nor trainer"
  ! grep -v ' [bB] ' "$work/symbols" || fail "$2 has them elsewhere than in .bss"
  echo "net and trainer lie in .bss"
}

# The command fails, for the want of a symbol: must_not_link SYMBOL COMMAND...
must_not_link() {
  ! "${@:2}" 2>"$work/error" || fail "it links, though $1"
  grep -q "undefined symbol: $1" "$work/error" || { cat "$work/error" && fail "it fails to link for another reason"; }
  echo "a planted panic does not link"
}

# Bytes of code, flash and RAM of one firmware over another: over_empty ELF EMPTY
over_empty() {
  arm-none-eabi-size -A "$2" "$1" | awk '
    $1 == "section" { firmware++ }
    $1 ~ /^\.(vector_table|text|rodata|data)$/ { flash[firmware] += $2 }
    $1 ~ /^\.(data|bss)$/ { ram[firmware] += $2 }
    $1 == ".text" { code[firmware] += $2 }
    END { printf "code,%d\n", code[2] - code[1]; printf "flash,%d\n", flash[2] - flash[1]; printf "ram,%d\n", ram[2] - ram[1] }'
}

# Takes lines of a table, each after its target and profile: measure TABLE TARGET PROFILE
measure() { tr -d ' ' | sed "s/^/$2,$3,/" | tee -a "$work/$1.csv"; }

# Holds what was measured to a table, or writes the table: hold TABLE OVER UNDER (as shares of the number)
hold() {
  local table=$tables/$1.csv measured=$work/$1.csv
  [ -e "$measured" ] || return 0
  if [ "$update" ]; then
    touch "$table"
    awk -F, '{ key = $0; sub(/,[^,]*$/, "", key); line[key] = $0 } END { for (key in line) print line[key] }' \
      "$table" "$measured" | sort -o "$table"
    return
  fi
  awk -F, -v over="$2" -v under="$3" -v all="${only:-all}" '
    { key = $0; sub(/,[^,]*$/, "", key) }
    NR == FNR { table[key] = $NF; next }
    { seen[key] = 1 }
    !(key in table) { print key ": " $NF " is not in the table"; bad = 1; next }
    $NF > table[key] * (1 + over) || $NF < table[key] * (1 - under) { print key ": " $NF " instead of " table[key]; bad = 1 }
    END {
      if (all == "all") for (key in table) if (!(key in seen)) { print key ": not measured"; bad = 1 }
      exit bad
    }' "$table" "$measured" || fail "$table: see above"
}

# Holds what was measured to what was promised, whatever the tables say: within_limits
within_limits() {
  awk -F, '
    { key = $0; sub(/,[^,]*$/, "", key) }
    NR == FNR { limit[key] = $NF; next }
    { name = FILENAME; sub(/.*\//, "", name); sub(/\.csv$/, "", name); key = name "," key }
    key in limit && $NF > limit[key] { print key ": " $NF ", promised " limit[key]; bad = 1 }
    END { exit bad }' "$tables/limits.csv" $(find "$work" -name '*.csv') || fail "over $tables/limits.csv: see above"
}
