/* Counts instructions by SysTick, as examples/firmware/cortex-m/src/clock.rs does: under the emulator every instruction
   takes the same time, and how many ticks that is, is told by a loop of known length. */
#include <stdint.h>

typedef void call(const float *, float *);

void clock_start(void);

/* What it takes to call this, in ticks, without what it takes to call nothing. */
uint32_t cost(call *it, const float *input, float *output);

/* A sum of ticks in instructions. */
double instructions(uint64_t ticks);
