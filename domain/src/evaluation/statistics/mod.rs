//! Estimates and tests over groups, each in a file named after its usual name.
//!
//! Everything here is computed from plain numbers and knows nothing of what may be seen: whoever calls
//! protects first ([`super::suppression`]) and computes after, from what is left. A figure that does
//! not exist (nobody answered, nothing varies) is `None` or a variant of its own, never "not a number".
//! Values that are no finite numbers give `None`. Unless said otherwise, intervals are of 95 % and all
//! values are taken in any order.

pub mod cliff_delta;
pub mod contingency;
pub mod cronbach_alpha;
pub mod design_effect;
pub(super) mod distribution;
pub mod effect_size;
mod fisher;
pub mod hodges_lehmann;
pub mod holm;
pub mod mann_whitney;
pub mod mcnemar;
pub mod median;
pub mod moments;
pub mod paired_t;
pub mod participation;
mod permutation;
mod rank;
pub mod response;
pub mod tails;
pub mod welch;
pub mod wilcoxon;
