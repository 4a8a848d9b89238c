//! The same training jobs by stackprop and by peers from the registry, in one run: mean squared error, SGD at 0.01,
//! batches of 32 in the order of the data, 20 000 samples, 20 epochs, 5 starts, the epochs of the peers interleaved.
//! `cargo run --release`, here, by hand; the name of a net runs that net alone.

use cpu_time::ProcessTime;
use std::error::Error;
use std::f32::consts::PI;

mod job;
mod peer_dfdx;
mod peer_runnt;
mod peer_stackprop;
mod versions;

use job::{Job, SAMPLES};

const NETS: [&str; 4] = ["1-5-5-5-5-1", "1-16-16-1", "1-64-64-1", "64-32-10"];
const BATCH: usize = 32;
const EPOCHS: usize = 20;
const SEEDS: u64 = 5;
const RATE: f32 = 0.01;

/// One of those that are compared.
trait Peer<const IN: usize, const OUT: usize> {
    fn name(&self) -> &'static str;
    /// Goes through the data once.
    fn epoch(&mut self, job: &Job<IN, OUT>) -> Result<(), Box<dyn Error>>;
    fn predict(&self, x: &[f32; IN]) -> Result<[f32; OUT], Box<dyn Error>>;
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut nets: Vec<String> = std::env::args().skip(1).collect();
    if nets.is_empty() {
        nets = NETS.map(String::from).to_vec();
    }
    println!(
        "Processor time, the median epoch; the mean squared error over the data after the last epoch, the median start."
    );
    println!("{:<13}{:<24}{:>12}{:>8}{:>10}", "net", "by", "ns a sample", "ratio", "loss");

    let sine = Job::new(PI, |x: &[f32; 1]| [x[0].sin()]);
    let sums = Job::new(1.0, job::sums_by_turns);
    for net in &nets {
        match net.as_str() {
            "1-5-5-5-5-1" => compare(net, &sine, |seed| {
                let ours = peer_stackprop::Net::<peer_stackprop::Blog>::new(seed);
                let dfdx = peer_dfdx::Net::<peer_dfdx::Blog>::new(seed);
                [Box::new(ours), Box::new(peer_runnt::Net::new(seed, &sine, &[5, 5, 5, 5])), Box::new(dfdx)]
            })?,
            "1-16-16-1" => compare(net, &sine, |seed| {
                let ours = peer_stackprop::Net::<peer_stackprop::Hello>::new(seed);
                let dfdx = peer_dfdx::Net::<peer_dfdx::Hello>::new(seed);
                [Box::new(ours), Box::new(peer_runnt::Net::new(seed, &sine, &[16, 16])), Box::new(dfdx)]
            })?,
            "1-64-64-1" => compare(net, &sine, |seed| {
                let ours = peer_stackprop::Net::<peer_stackprop::Square>::new(seed);
                let dfdx = peer_dfdx::Net::<peer_dfdx::Square>::new(seed);
                [Box::new(ours), Box::new(peer_runnt::Net::new(seed, &sine, &[64, 64])), Box::new(dfdx)]
            })?,
            "64-32-10" => compare(net, &sums, |seed| {
                let ours = peer_stackprop::Net::<peer_stackprop::Digits>::new(seed);
                let dfdx = peer_dfdx::Net::<peer_dfdx::Digits>::new(seed);
                [Box::new(ours), Box::new(peer_runnt::Net::new(seed, &sums, &[32])), Box::new(dfdx)]
            })?,
            _ => return Err(format!("no net {net}: there are {}", NETS.join(", ")).into()),
        }
    }
    Ok(())
}

/// Trains the peers from a few starts, prints a line for each; the ratios are to the first.
fn compare<const IN: usize, const OUT: usize>(
    net: &str,
    job: &Job<IN, OUT>,
    start: impl Fn(u64) -> [Box<dyn Peer<IN, OUT>>; 3],
) -> Result<(), Box<dyn Error>> {
    let mut names = [""; 3];
    let (mut times, mut losses) = ([const { Vec::new() }; 3], [const { Vec::new() }; 3]);
    for seed in 1..=SEEDS {
        let mut peers = start(seed);
        for _ in 0..EPOCHS {
            for (peer, times) in peers.iter_mut().zip(&mut times) {
                let start = ProcessTime::now();
                peer.epoch(job)?;
                times.push(start.elapsed().as_secs_f64() * 1e9 / SAMPLES as f64);
            }
        }
        for (peer, losses) in peers.iter().zip(&mut losses) {
            losses.push(job.loss(peer.as_ref())?);
        }
        names = peers.map(|peer| peer.name());
    }
    let (times, losses) = (times.map(median), losses.map(median));
    for (name, (time, loss)) in names.iter().zip(times.iter().zip(losses)) {
        let by = format!("{name} {}", versions::of(name)?);
        println!("{net:<13}{by:<24}{time:>12.0}{:>8.2}{loss:>10.5}", time / times[0]);
    }
    Ok(())
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
