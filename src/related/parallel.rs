//! Work shared out over the cores, its results in order.

use rayon::prelude::*;

/// Numbers that a thread takes at a time. Fewer: more scratch values are made; more: threads wait for the last one.
pub const AT_ONCE: usize = 64;

/// `work` done for each number below `count`, with a scratch value that each thread makes once.
pub fn map<S, T: Send>(
    count: usize,
    scratch: impl Fn() -> S + Send + Sync,
    work: impl Fn(&mut S, usize) -> T + Send + Sync,
) -> Vec<T> {
    (0..count)
        .into_par_iter()
        .with_min_len(AT_ONCE)
        .map_init(scratch, work)
        .collect()
}
