//! What the examples `sine` and `blog` and the accuracy tests share: the job of learning sin(x) on [-π, π].
#![allow(dead_code, reason = "compiled into each of its users, and none of them needs all of it")]

pub(crate) mod best_max;
pub(crate) mod best_rmse;
pub(crate) mod checkup;
pub(crate) mod closed_form;
pub(crate) mod fit;
pub(crate) mod nets;
pub(crate) mod pieces;
pub(crate) mod recipe;
pub(crate) mod root;
pub(crate) mod seeds;
pub(crate) mod train;
