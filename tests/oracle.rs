//! Who checks the checker: the f64 reference's gradients against finite differences of its own losses.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;
mod reference;

use common::Draw;
use reference::{Bounded, Kind, Net, Target, tolerance};
use stackprop::Dense;

type Shape = (Dense<3, 5>, [Dense<5, 5>; 2], Dense<5, 2>);

/// (f(at + h) - f(at - h)) / 2h
fn central_difference(mut f: impl FnMut(f64) -> f64) -> f64 {
    let h = 1e-5;
    (f(h) - f(-h)) / (2.0 * h)
}

fn close(what: &str, found: f64, expected: f64) {
    let error = (found - expected).abs();
    assert!(
        error <= tolerance::DIFFERENCES * expected.abs().max(1.0),
        "{what}: {found} for {expected}, off by {error:e}"
    );
}

#[test]
fn gradients_of_the_reference_are_finite_differences() {
    const HUBER: f64 = 0.5;
    let mut passed_over = 0;
    for kind in [Kind::Linear, Kind::Relu, Kind::LeakyRelu, Kind::Tanh, Kind::Sigmoid] {
        for loss in [Target::Mse, Target::Huber(HUBER)] {
            for seed in 0..10 {
                let mut draw = Draw::new(seed);
                let shape: Shape = draw.net(1.0);
                let mut net = Net::of(&shape, &[kind, kind, kind, Kind::Linear]);
                let (x, target): ([f32; 3], [f32; 2]) = (draw.array(1.0), draw.array(2.0));
                let trace = net.trace(&x, &target, loss);
                let misses = trace.output().iter().zip(target).map(|(y, target)| y.value - f64::from(target));
                // A step across a kink, or across the end of Huber's parabola, tells nothing.
                if trace.clearance < 1e-3 || misses.into_iter().any(|miss| (miss.abs() - HUBER).abs() < 1e-3) {
                    passed_over += 1;
                    continue;
                }
                for (i, dx) in trace.dx.iter().enumerate() {
                    let difference = central_difference(|h| {
                        let mut x = x.map(Bounded::exact);
                        x[i].value += h;
                        net.trace_from(x.to_vec(), &target, loss).loss.value
                    });
                    close("dx", dx.value, difference);
                }
                let gradient = net.gradient(&[trace], 1.0);
                for (k, slope) in gradient.iter().enumerate() {
                    let difference = central_difference(|h| {
                        *net.parameters().nth(k).unwrap() += h;
                        let loss = net.trace(&x, &target, loss).loss.value;
                        *net.parameters().nth(k).unwrap() -= h;
                        loss
                    });
                    close("gradient", slope.value, difference);
                }
            }
        }
    }
    assert!(passed_over < 20, "{passed_over} of 100 told nothing");
}

/// By hand, on paper: z = 2·3 - 1 = 5, y = 4·5 + 1 = 21, e = 21 - 20 = 1; two samples the second of which is at rest.
#[test]
fn the_reference_agrees_with_paper() {
    let shape: (Dense<1, 1>, Dense<1, 1>) = (Dense::new([[2.0]], [-1.0]), Dense::new([[4.0]], [1.0]));
    let net = Net::of(&shape, &[Kind::Relu, Kind::Linear]);
    let traces = [net.trace(&[3.0], &[20.0], Target::Mse), net.trace(&[-3.0], &[0.0], Target::Mse)];
    assert_eq!(traces.each_ref().map(|trace| trace.output()[0].value), [21.0, 1.0]);
    assert_eq!(traces.each_ref().map(|trace| trace.loss.value), [1.0, 1.0]);
    assert_eq!(traces.each_ref().map(|trace| trace.dx[0].value), [16.0, 0.0]);
    let gradient: Vec<f64> = net.gradient(&traces, 0.5).iter().map(|slope| slope.value).collect();
    assert_eq!(gradient, [12.0, 4.0, 5.0, 2.0]);
}
