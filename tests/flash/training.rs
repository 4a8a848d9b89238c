//! A net and its trainer, kept together: training that was cut goes on with the bits of one that was not.

use crate::common::{Draw, bits};
use crate::mock::{Mock, Trouble};
use stackprop::store::{FlashError, Slots};
use stackprop::{Adam, Dense, Momentum, Mse, Optimizer, RmsProp, Sgd, Tanh, Trainer, Values, Zero};

type Net = (Dense<2, 3, Tanh>, Dense<3, 1>);
type Part = Mock<1, 8, 128>;

/// The documented way: one value that is both.
type Kept<O> = (Net, Trainer<Net, O>);

fn start<O: Optimizer<Net>>() -> Kept<O> {
    (Draw::new(5).net(1.0), Trainer::new())
}

/// Batch `step` is the same whoever trains.
fn train<O: Optimizer<Net>>((net, trainer): &mut Kept<O>, step: u32, rule: &O) {
    let mut draw = Draw::new(u64::from(step) + 100);
    let inputs: Vec<[f32; 2]> = draw.arrays(3, 1.0);
    let targets: Vec<[f32; 1]> = draw.arrays(3, 1.0);
    trainer.step(net, &inputs, &targets, &Mse, rule).unwrap();
}

/// Saved after every step, and one save is cut, at each of its operations: then the device starts anew from what it finds
/// and goes on.
fn goes_on<O: Optimizer<Net>>(rule: &O) {
    const STEPS: u32 = 4;
    let mut uncut = start::<O>();
    (0..STEPS).for_each(|step| train(&mut uncut, step, rule));

    let blocks = Slots::<Part>::bytes::<Kept<O>>() / 128;
    let range = || 0..blocks as u32 * 128;
    let mut cut = 0;
    loop {
        let mut slots = Slots::new(Part::new(blocks, cut.into()), range()).unwrap();
        let mut kept = start::<O>();
        train(&mut kept, 0, rule);
        assert_eq!(slots.save(&kept), Ok(1));
        train(&mut kept, 1, rule);
        let mut mock = slots.release();
        mock.cut_after(cut);
        let mut slots = Slots::new(mock, range()).unwrap();
        if slots.save(&kept).is_ok() {
            break;
        }
        let mut mock = slots.release();
        mock.power_on();

        let mut slots = Slots::new(mock, range()).unwrap();
        let mut kept = Kept::<O>::ZERO;
        let saved = slots.load(&mut kept).unwrap();
        for step in saved..STEPS {
            train(&mut kept, step, rule);
            assert_eq!(slots.save(&kept), Ok(step + 1));
        }
        assert_eq!(bits(&kept), bits(&uncut), "cut at {cut}");
        cut += 1;
    }
    assert!(cut as usize > bits(&uncut).len() / 2, "{cut} operations were cut");
}

#[test]
fn with_every_optimizer() {
    goes_on(&Sgd { rate: 0.1 });
    goes_on(&Momentum::new(0.1, 0.9));
    goes_on(&RmsProp::new(0.01));
    goes_on(&Adam::new(0.01));
}

/// A net without its trainer is another value: an error, and nothing has changed.
#[test]
fn one_without_the_other_is_refused() {
    let mut slots = Slots::new(Part::new(16, 1), 0..16 * 128).unwrap();
    slots.save(&start::<Adam>()).unwrap();
    let mut net: Net = Draw::new(9).net(1.0);
    let before = bits(&net);
    assert!(matches!(slots.load(&mut net), Err(FlashError::<Trouble>::Store(_))));
    assert!(matches!(slots.load(&mut start::<Momentum>()), Err(FlashError::Store(_))));
    assert_eq!(bits(&net), before);
    assert_eq!(<Kept<Adam> as Values>::LEN, 3 * <Net as Values>::LEN + 3);
}
