/* What runs before main() on a Cortex-M4F: the vector table, and the FPU switched on. The rest is newlib's. */
#include <stdint.h>

extern uint32_t stack_top;
void reset(void);
void _start(void); /* newlib: clears .bss, calls main, hands its status to exit() */

void reset(void) {
    *(volatile uint32_t *)0xe000ed88 |= 0xf << 20; /* CPACR: full access to CP10 and CP11 */
    __asm volatile("dsb\n\tisb");
    _start();
}

static void fault(void) {
    for (;;) __asm volatile("bkpt #0"); /* ends the emulation with an error */
}

__attribute__((section(".vectors"), used)) static const void *const vectors[16] = {
    &stack_top, reset, fault, fault, fault, fault, fault,
};
