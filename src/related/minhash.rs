//! Which articles may be copies of one another?
//!
//! MinHash with banding (Broder, "On the resemblance and containment of documents", 1997; Leskovec, Rajaraman, Ullman,
//! "Mining of Massive Datasets", 2014, section 3.4). It only proposes pairs; whoever asks compares them exactly.

use rayon::prelude::*;

use super::trace::Trace;

/// Signatures are cut into this many bands of [`ROWS`] values. Two articles that share a part `s` of all their runs of words
/// meet in some band with probability 1 - (1 - s^2)^16: 0.48 at a fifth, 0.99 at a half.
const BANDS: usize = 16;
const ROWS: usize = 2;
/// Neighbours within a bucket that an article is paired with: boilerplate fills buckets with what is no copy.
const PER_BUCKET: usize = 3;

/// For each hash function the smallest value over all runs of an article.
pub type Signature = [u32; BANDS * ROWS];

/// The signature of an article without words. It meets no other.
pub const EMPTY: Signature = [u32::MAX; BANDS * ROWS];

/// Pairs `(smaller, larger)`, sorted, each once.
pub fn pairs(traces: &[Trace]) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    let mut buckets: Vec<(u64, u32)> = Vec::with_capacity(traces.len());
    for band in 0..BANDS {
        buckets.clear();
        for (article, trace) in (0u32..).zip(traces) {
            if trace.signature != EMPTY {
                let key = trace.signature[band * ROWS..][..ROWS]
                    .iter()
                    .fold(0u64, |key, value| key << 32 | u64::from(*value));
                buckets.push((key, article));
            }
        }
        buckets.par_sort_unstable();
        for bucket in buckets.chunk_by(|a, b| a.0 == b.0) {
            for (at, (_, article)) in bucket.iter().enumerate() {
                let near = &bucket[at.saturating_sub(PER_BUCKET)..at];
                out.extend(near.iter().map(|(_, other)| (*other, *article)));
            }
        }
    }
    out.par_sort_unstable();
    out.dedup();
    out
}

/// The signature of an article with these runs.
pub fn signature(shingles: &[u32]) -> Signature {
    let mut least = EMPTY;
    for shingle in shingles {
        for (at, least) in least.iter_mut().enumerate() {
            // Multiply-shift hashing (Dietzfelbinger and others, 1997) by odd numbers that differ in all their bits.
            let odd = 0x9e37_79b9_7f4a_7c15u64.wrapping_mul(2 * at as u64 + 1) | 1;
            let mixed = (u64::from(*shingle) ^ odd >> 17).wrapping_mul(odd);
            *least = (*least).min((mixed >> 32) as u32);
        }
    }
    least
}
