//! The tables.

use crate::job::{Job, Net};
use stackprop::{Adam, Confusion, footprint, trainer_footprint};
use std::io::{self, Write};

/// A row per class with its recall, a column per answer with its precision.
pub(crate) fn confusion(out: &mut impl Write, seen: &Confusion<10>) -> io::Result<()> {
    write!(out, "\nclass  read as")?;
    (0..10).try_for_each(|said| write!(out, "{said:>5}"))?;
    writeln!(out, "   recall")?;
    for class in 0..10 {
        write!(out, "{class:>5}         ")?;
        for said in 0..10 {
            match seen.count(class, said) {
                0 => write!(out, "    .")?,
                count => write!(out, "{count:>5}")?,
            }
        }
        writeln!(out, "  {:>5.1} %", 100.0 * seen.recall(class))?;
    }
    write!(out, "precision, %  ")?;
    (0..10).try_for_each(|said| write!(out, "{:>5.0}", 100.0 * seen.precision(said)))?;
    writeln!(out, "\n")
}

/// What the run came to.
pub(crate) fn results(out: &mut impl Write, job: &Job) -> io::Result<()> {
    let cost = footprint::<Net>();
    let (wrong, all) = (job.misread.len(), counted(&job.confusion));
    writeln!(out, "accuracy   {:.1} %: {wrong} of {all} test pictures misread", 100.0 * job.confusion.accuracy())?;
    writeln!(out, "training   {} epochs; the best validation loss was {:.4}", job.epochs, job.validation_loss)?;
    writeln!(out, "memory     net {} bytes, trainer {}", cost.net, trainer_footprint::<Net, Adam>())?;
    let one_hot = 40 * job.target_bytes;
    writeln!(out, "targets    {} bytes, one a picture (one-hot rows of f32 would take {one_hot})", job.target_bytes)
}

fn counted(seen: &Confusion<10>) -> u32 {
    (0..10).flat_map(|class| (0..10).map(move |said| (class, said))).map(|(class, said)| seen.count(class, said)).sum()
}
