//! The run that the page shows. Samples, nets and their trainers are all zero bytes before it, so that the file does not
//! hold them; hence they are apart from the rest.

use crate::learner::{Learn, Nets};
use crate::rule::Rule;
use core::f32::consts::PI;
use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use spin::Mutex;
use stackprop::{Batches, History};

/// As many as the blog post of 2016 drew.
const SAMPLES: usize = 100_000;

static NETS: Mutex<Nets> = Mutex::new(Nets::ZERO);
static DATA: Mutex<Data> = Mutex::new(Data { inputs: [[0.0]; SAMPLES], targets: [[0.0]; SAMPLES] });
static RUN: Mutex<Run> = Mutex::new(Run { net: 0, seed: 0, batch: 1, epoch: 0, batches: 0, history: History::new() });

struct Data {
    inputs: [[f32; 1]; SAMPLES],
    targets: [[f32; 1]; SAMPLES],
}

/// How far it has come.
struct Run {
    net: u32,
    seed: u32,
    batch: u32,
    epoch: u32,
    /// Of this epoch, those learnt.
    batches: usize,
    history: History<256>,
}

/// First weights, then samples, of one seed and in the order of `examples/sine`: so the bits are the same.
pub(crate) fn restart(net: u32, recommended: bool, seed: u32, batch: u32) {
    let mut rng = XorShiftRng::seed_from_u64(seed.into());
    NETS.lock().get(net).start(recommended.then_some(seed), &mut rng);
    let Data { inputs, targets } = &mut *DATA.lock();
    for ([x], [target]) in inputs.iter_mut().zip(targets) {
        let unit = (rng.next_u32() >> 8) as f32 / 16_777_216.0; // 24 bits, as many as an f32 holds
        *x = PI * (2.0 * unit - 1.0);
        *target = libm::sinf(*x);
    }
    let batch = batch.max(1); // an epoch of no batches would never end
    *RUN.lock() = Run { net, seed, batch, epoch: 0, batches: 0, history: History::new() };
}

/// Steps, as many as asked for unless one is refused; how many they were.
pub(crate) fn learn(steps: u32, rule: &Rule) -> u32 {
    let (mut nets, data, mut run) = (NETS.lock(), DATA.lock(), RUN.lock());
    let net = nets.get(run.net);
    let mut done = 0;
    while done < steps {
        let batches = Batches::new(&data.inputs, &data.targets, run.batch as usize, run.seed, run.epoch);
        for batch in batches.skip(run.batches) {
            if done == steps {
                return done;
            }
            let Ok(loss) = net.step(batch, rule) else { return done };
            run.history.push(loss);
            run.batches += 1;
            done += 1;
        }
        run.epoch += 1;
        run.batches = 0;
    }
    done
}

/// Asks the net that learns.
pub(crate) fn of_net<T>(ask: impl FnOnce(&dyn Learn) -> T) -> T {
    ask(NETS.lock().get(RUN.lock().net))
}

/// Asks the losses so far.
pub(crate) fn of_history<T>(ask: impl FnOnce(&History<256>) -> T) -> T {
    ask(&RUN.lock().history)
}
