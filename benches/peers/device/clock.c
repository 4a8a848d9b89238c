#include "clock.h"
#include <stdio.h>
#include <stdlib.h>

#define SYST ((volatile uint32_t *)0xe000e010) /* control, reload, current */
#define TOP 0xffffffu
#define WRAPPED (1u << 16) /* reading the control register clears it */
#define LOOPS 100000u      /* of two instructions each */

static uint32_t loop_ticks, nothing_ticks;

static void loops(const float *input, float *output) {
    uint32_t n = LOOPS;
    (void)input, (void)output;
    __asm volatile("1: subs %0, #1\n\tbne 1b" : "+l"(n) : : "cc");
}

static void nothing(const float *input, float *output) { (void)input, (void)output; }

static __attribute__((noinline)) uint32_t count(call *it, const float *input, float *output) {
    if (SYST[2] < TOP / 2) SYST[2] = 0; /* it starts again from the top */
    (void)SYST[0];
    uint32_t before = SYST[2];
    it(input, output);
    uint32_t after = SYST[2];
    if (SYST[0] & WRAPPED) {
        printf("a call took so long that SysTick may have wrapped\n");
        exit(1);
    }
    return before - after;
}

void clock_start(void) {
    SYST[1] = TOP;
    SYST[2] = 0;
    SYST[0] = 5; /* on, by the core's clock, no interrupt */
    loop_ticks = count(loops, 0, 0);
    nothing_ticks = count(nothing, 0, 0);
}

uint32_t cost(call *it, const float *input, float *output) {
    uint32_t ticks = count(it, input, output);
    return ticks > nothing_ticks ? ticks - nothing_ticks : 0;
}

double instructions(uint64_t ticks) { return (double)ticks * 2 * LOOPS / loop_ticks; }
