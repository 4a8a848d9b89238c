#!/bin/sh
# Runs a firmware in QEMU, on the machine of its target or on $MACHINE; its exit status is the firmware's.
# An instruction takes 2^6 ns (or 2^$SHIFT), so SysTick counts instructions: at 25 MHz, 1.6 ticks each.
case $1 in
*/thumbv6m-*) machine=microbit ;;
*/thumbv7m-*) machine=mps2-an385 ;;
*/thumbv8m.main-*) machine=mps2-an505 ;;
*) machine=mps2-an386 ;;
esac
exec timeout 300 qemu-system-arm -machine "${MACHINE:-$machine}" -nographic -monitor none -serial none -icount "shift=${SHIFT:-6}" \
  -semihosting-config enable=on,target=native -kernel "$1"
