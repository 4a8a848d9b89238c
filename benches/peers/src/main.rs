//! The same training job by stackprop and by peers from the registry, in one run: sin(x) by 1-16-16-1 ReLUs, mean
//! squared error, SGD at 0.01, batches of 32 in the order of the data, 20 000 samples, 20 epochs, the times of the epochs
//! interleaved. `cargo run --release`, here, by hand. Processor time, all threads; the median epoch; the last loss.

use cpu_time::ProcessTime;
use std::error::Error;
use std::f32::consts::PI;

mod peer_dfdx;
mod peer_runnt;
mod peer_stackprop;

const BATCH: usize = 32;
const SAMPLES: usize = 625 * BATCH;
const EPOCHS: usize = 20;
const RATE: f32 = 0.01;

/// One of those that are compared.
trait Peer {
    fn name(&self) -> &'static str;
    /// Goes through the data once.
    fn epoch(&mut self) -> Result<(), Box<dyn Error>>;
    fn predict(&self, x: f32) -> f32;
}

fn main() -> Result<(), Box<dyn Error>> {
    fastrand::seed(7);
    let inputs: Vec<f32> = (0..SAMPLES).map(|_| PI * (2.0 * fastrand::f32() - 1.0)).collect();
    let targets: Vec<f32> = inputs.iter().map(|x| x.sin()).collect();
    let mut peers: [Box<dyn Peer>; 3] = [
        Box::new(peer_stackprop::Net::new(&inputs, &targets)),
        Box::new(peer_runnt::Net::new(&inputs, &targets)),
        Box::new(peer_dfdx::Net::new(&inputs, &targets)),
    ];
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..EPOCHS {
        for (peer, times) in peers.iter_mut().zip(&mut times) {
            let start = ProcessTime::now();
            peer.epoch()?;
            times.push(start.elapsed().as_secs_f64() * 1e9 / SAMPLES as f64);
        }
    }
    let medians = times.map(|mut times| {
        times.sort_by(f64::total_cmp);
        times[EPOCHS / 2]
    });
    println!("{:<12}{:>12}{:>8}{:>10}", "", "ns a sample", "ratio", "RMSE");
    for (peer, median) in peers.iter().zip(medians) {
        let ratio = median / medians[0];
        println!("{:<12}{median:>12.0}{ratio:>8.2}{:>10.4}", peer.name(), rmse(peer.as_ref()));
    }
    Ok(())
}

/// Over 100 evenly spaced points.
fn rmse(peer: &dyn Peer) -> f32 {
    let grid = (0..100_u8).map(|k| PI * (f32::from(k) / 49.5 - 1.0));
    (grid.map(|x| (peer.predict(x) - x.sin()).powi(2)).sum::<f32>() / 100.0).sqrt()
}
