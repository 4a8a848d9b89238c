//! By RTIC: a timer interrupt takes samples and learns them; the main loop asks the net, under a lock.
#![no_std]
#![no_main]

#[rtic::app(device = firmware::board::device, peripherals = false)]
mod app {
    use firmware::board;
    use firmware::learner::{Learner, SAMPLES};
    use firmware::sensor::sample;

    #[shared]
    struct Shared {
        learner: Learner,
    }

    #[local]
    struct Local {}

    #[init]
    fn init(mut context: init::Context) -> (Shared, Local) {
        board::start_timer(&mut context.core.SYST);
        (Shared { learner: Learner::new() }, Local {})
    }

    #[task(binds = SysTick, priority = 1, shared = [learner])]
    fn learn(mut context: learn::Context) {
        context.shared.learner.lock(|learner| learner.take(sample(learner.taken())));
    }

    #[idle(shared = [learner])]
    fn idle(mut context: idle::Context) -> ! {
        loop {
            cortex_m::asm::wfi();
            context.shared.learner.lock(|learner| {
                if learner.taken() >= SAMPLES {
                    board::end(learner.report());
                }
            });
        }
    }
}
