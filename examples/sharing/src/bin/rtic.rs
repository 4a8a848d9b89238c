//! By RTIC: a shared resource, and a lock that holds off only what also uses it.
#![no_std]
#![no_main]

#[rtic::app(device = lm3s6965, peripherals = false)]
mod app {
    use sharing::{Learner, SAMPLES, finish, sensor, start};

    #[shared]
    struct Shared {
        learner: Learner,
    }

    #[local]
    struct Local {
        sample: u32,
    }

    #[init]
    fn init(mut context: init::Context) -> (Shared, Local) {
        let mut learner = Learner::NEW;
        learner.start();
        start(&mut context.core.SYST);
        (Shared { learner }, Local { sample: 0 })
    }

    #[task(binds = SysTick, priority = 1, shared = [learner], local = [sample])]
    fn learn(mut context: learn::Context) {
        let x = sensor(*context.local.sample);
        *context.local.sample += 1;
        context.shared.learner.lock(|learner| {
            let _ = learner.learn(x);
        });
    }

    #[idle(shared = [learner])]
    fn idle(mut context: idle::Context) -> ! {
        for _ in 0..SAMPLES {
            cortex_m::asm::wfi();
        }
        // A copy of the net would do as well: then the lock is held for as long as the copy takes.
        context.shared.learner.lock(|learner| finish(|x| learner.predict(x)))
    }
}
