"""Whether a firmware for a real STM32F407 logs through RTT, in QEMU's STM32F405: rtt.py ELF LINES

It waits for so many lines in the buffer that a debug probe would read.
"""

import pathlib
import struct
import subprocess
import sys
import tempfile
import time

RAM, SIZE, PATIENCE = 0x2000_0000, 0x2_0000, 60.0
QEMU = "qemu-system-arm -machine netduinoplus2 -nographic -serial none -monitor stdio -icount shift=3 -kernel".split()


def lines(ram: bytes) -> int:
    """Frames of defmt, which zeros part, up to where the firmware has written."""
    control = ram.find(b"SEGGER RTT\0")
    if control < 0:
        return 0
    buffer, _, written = struct.unpack_from("<3I", ram, control + 28)
    return sum(frame != b"" for frame in ram[buffer - RAM :][:written].split(b"\0"))


def main(elf: str, wanted: int) -> bool:
    with tempfile.TemporaryDirectory() as folder, subprocess.Popen(
        [*QEMU, elf], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as qemu:
        dump, seen, began = pathlib.Path(folder, "ram"), 0, time.monotonic()
        while seen != wanted and time.monotonic() - began < PATIENCE:
            qemu.stdin.write(f'pmemsave {RAM} {SIZE} "{dump}"\n')
            qemu.stdin.flush()
            time.sleep(1.0)
            ram = dump.read_bytes() if dump.exists() else b""
            seen = lines(ram) if len(ram) == SIZE else 0
        qemu.kill()
    if seen != wanted:
        print(f"{elf}: {seen} lines of the log instead of {wanted}", file=sys.stderr)
    return seen == wanted


sys.exit(not main(sys.argv[1], int(sys.argv[2])))
