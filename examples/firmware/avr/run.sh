#!/bin/sh
# Runs a firmware in simavr: its serial line without the colours and dots that simavr adds, its exit status the one the
# firmware tells in its last line.
timeout 300 simavr -m atmega328p -f 16000000 "$1" 2>&1 | tr -d '\033\r' | sed -n 's/^\(\[0m\)*\[32m\(.*\)\.$/\2/p' |
  awk '/^status [0-9]+$/ { ended = 1; status = $2; exit } { print } END { exit ended ? status : 3 }'
