//! What the page calls. Only numbers pass, so that neither side reads the other's memory.
#![cfg_attr(target_family = "wasm", no_std)] // on a host it is only looked at by clippy
#![deny(unsafe_code)]

#[cfg(feature = "job")]
mod job;
mod learner;
mod rule;
mod run;

/// `unsafe` for the names, which must be alone in the program.
#[allow(unsafe_code, reason = "no_mangle is called unsafe")]
mod exports {
    use crate::rule::Rule;
    use crate::run;
    use stackprop::History;

    /// A new run of one of the nets, from first weights of a seed.
    #[unsafe(no_mangle)]
    extern "C" fn restart(net: u32, recommended: u32, seed: u32, batch: u32) {
        run::restart(net, recommended != 0, seed, batch);
    }

    /// So many steps of an optimizer; fewer are made where one is refused.
    #[unsafe(no_mangle)]
    extern "C" fn learn(steps: u32, optimizer: u32, rate: f32) -> u32 {
        run::learn(steps, &Rule::new(optimizer, rate))
    }

    /// The net's answer.
    #[unsafe(no_mangle)]
    extern "C" fn at(x: f32) -> f32 {
        run::of_net(|net| net.at(x))
    }

    /// The units of a layer, and 0 behind the last.
    #[unsafe(no_mangle)]
    extern "C" fn units(layer: u32) -> u32 {
        run::of_net(|net| net.layer(layer)).map_or(0, |[units, _]| units)
    }

    /// Those of them that are 0 over the whole range.
    #[unsafe(no_mangle)]
    extern "C" fn dead(layer: u32) -> u32 {
        run::of_net(|net| net.layer(layer)).map_or(0, |[_, dead]| dead)
    }

    /// How many steps a point of the loss curve stands for.
    #[unsafe(no_mangle)]
    extern "C" fn stride() -> u32 {
        run::of_history(History::stride)
    }

    /// A point of the loss curve, and NaN behind the last.
    #[unsafe(no_mangle)]
    extern "C" fn loss(point: u32) -> f32 {
        #[cfg(feature = "planted")]
        return run::of_history(|history| history.points()[point as usize]);
        #[cfg(not(feature = "planted"))]
        run::of_history(|history| history.points().get(point as usize).copied().unwrap_or(f32::NAN))
    }

    /// Does the firmware's job; 0 where it failed.
    #[cfg(feature = "job")]
    #[unsafe(no_mangle)]
    extern "C" fn job() -> u32 {
        crate::job::run()
    }

    /// A byte of what the job told, and 0 behind the last.
    #[cfg(feature = "job")]
    #[unsafe(no_mangle)]
    extern "C" fn told(place: u32) -> u32 {
        crate::job::told(place)
    }
}

/// Never called: test.sh sees that no panic is linked.
#[cfg(target_family = "wasm")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    core::arch::wasm32::unreachable()
}
