#!/bin/sh
# Runs a firmware in QEMU; its exit status is the firmware's.
exec timeout 120 qemu-system-arm -machine mps2-an386 -nographic -monitor none -serial none \
  -semihosting-config enable=on,target=native -kernel "$1"
