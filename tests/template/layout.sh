# Whether a firmware lies in the memories of its chip, as its data sheet has them. Sourced by tests/template.sh.

# Where flash and RAM begin and end, and where the vector table is: memories BOARD
memories() {
  case $1 in
  qemu | stm32f407) echo 0x08000000 0x08100000 0x20000000 0x20020000 0x08000000 ;;
  nrf52840) echo 0x00000000 0x00100000 0x20000000 0x20040000 0x00000000 ;;
  rp2040) echo 0x10000000 0x10200000 0x20000000 0x20040000 0x10000100 ;; # SRAM4 and 5 are not of the striped banks
  rp2350) echo 0x10000000 0x10400000 0x20000000 0x20080000 0x10000000 ;;
  esp32c3) echo 0x42000020 0x42800000 0x3fc80000 0x3fce0000 none ;; # code by the cache of instructions
  esac
}

layout() { # BOARD ELF
  local flash flash_end ram ram_end vectors board=$1 elf=$2
  read -r flash flash_end ram ram_end vectors <<<"$(memories "$board")"
  within .text "$flash" "$flash_end" && within .data "$ram" "$ram_end" && within .bss "$ram" "$ram_end" || return 1
  case $board in
  esp32c3)
    within .rodata 0x3c000020 0x3c800000 && within .stack "$ram" "$ram_end" && within .trap 0x40380000 0x403e0000 &&
      starts_at .flash.appdesc 0x3c000020 && holds .flash.appdesc "abcd5432"
    return
    ;;
  rp2040) starts_at .boot2 "$flash" && checksum .boot2 || return 1 ;;
  rp2350) within .start_block "$flash" 0x10001000 &&
    holds .start_block "ffffded3 10210142 000001ff 00000000 ab123579" || return 1 ;;
  esac
  starts_at .vector_table "$vectors" && holds .vector_table "$(printf %08x "$ram_end")" && # the stack begins at the end of RAM
    within .rodata "$flash" "$flash_end"
}

# Address and size of a section: section NAME
section() { llvm-readelf -SW "$elf" | awk -v name="$1" '$2 == name || $3 == name { for (k = 1; $k != name; k++); print "0x" $(k + 2), "0x" $(k + 4) }'; }

within() { # SECTION FROM TO
  local address size
  read -r address size <<<"$(section "$1")"
  [ "$address" ] && ((address >= $2 && address + size <= $3)) || { echo "$1 at ${address:-nowhere}, not within $2 and $3" >&2 && return 1; }
}

starts_at() { # SECTION ADDRESS
  local address _
  read -r address _ <<<"$(section "$1")"
  [ "$address" ] && ((address == $2)) || { echo "$1 at ${address:-nowhere}, not at $2" >&2 && return 1; }
}

bytes() { llvm-objcopy -O binary --only-section="$1" "$elf" "$copy/section"; } # SECTION

holds() { # SECTION WORDS, from its beginning
  bytes "$1"
  [[ "$(od -An -v -tx4 "$copy/section" | tr -s ' \n' '  ')" == " $2"* ]] || { echo "$1 does not begin with $2" >&2 && return 1; }
}

# The boot ROM of an RP2040 goes on only if these 252 bytes have the checksum that follows them: checksum SECTION
checksum() {
  bytes "$1"
  python3 - "$copy/section" <<'PYTHON' || { echo "$1 has another checksum than it says" >&2 && return 1; }
import sys
boot = open(sys.argv[1], "rb").read()
crc = 0xffffffff
for byte in boot[:252]:
    crc ^= byte << 24
    for _ in range(8):
        crc = (crc << 1) ^ (0x04c11db7 if crc >> 31 else 0)
        crc &= 0xffffffff
sys.exit(len(boot) != 256 or crc.to_bytes(4, "little") != boot[252:])
PYTHON
}
