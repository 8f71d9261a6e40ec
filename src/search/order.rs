//! Which come first?
//!
//! One small heap for every list the engine puts in order. The standard library's sorts are faster by a little and larger by
//! a lot: each kind of list brings some three kilobytes of its own to what a browser downloads.

use std::cmp::Ordering;

/// Puts the first `count` of a list in order at its beginning; what follows them is in no order. `compare` must tell any two
/// apart that are not the same to the caller: equal items may change places.
pub fn first<T>(list: &mut [T], count: usize, compare: &dyn Fn(&T, &T) -> Ordering) {
    let length = list.len();
    for root in (0..length / 2).rev() {
        sink(list, root, compare);
    }
    let count = count.min(length);
    for taken in 1..=count {
        list.swap(0, length - taken);
        sink(&mut list[..length - taken], 0, compare);
    }
    list.reverse();
}

/// Puts a whole list in order; see [`first`].
pub fn all<T>(list: &mut [T], compare: &dyn Fn(&T, &T) -> Ordering) {
    first(list, list.len(), compare);
}

/// Moves an item down the heap, whose least item is at the root.
fn sink<T>(heap: &mut [T], mut at: usize, compare: &dyn Fn(&T, &T) -> Ordering) {
    loop {
        let mut least = at;
        for child in [2 * at + 1, 2 * at + 2] {
            if child < heap.len() && compare(&heap[child], &heap[least]).is_lt() {
                least = child;
            }
        }
        if least == at {
            return;
        }
        heap.swap(at, least);
        at = least;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_come_first(list in prop::collection::vec(any::<u8>(), 0..60), count in 0usize..70) {
            let mut sorted = list.clone();
            sorted.sort_unstable();
            let mut ordered = list;
            super::first(&mut ordered, count, &u8::cmp);
            let count = count.min(sorted.len());
            prop_assert_eq!(&ordered[..count], &sorted[..count]);
            ordered.sort_unstable();
            prop_assert_eq!(ordered, sorted);
        }
    }
}
