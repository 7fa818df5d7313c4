//! Decks side by side, their results in order.
//!
//! Threads of our own rather than tasks of the pool: a pool worker that waits for the slides of one deck would take up a whole other
//! deck meanwhile, on the same stack, and the first deck would be finished last. The slides of each deck use the pool.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A thread for a deck reads and lays out deeply nested text; the pool's workers do most of that, but not all.
const STACK: usize = 16 << 20;

/// Does `work` on every task, several at a time, begun in order. `ready` is called with each result in the order of the tasks, as soon
/// as it and all before it are there, one call at a time.
pub fn in_order<T: Send, R: Send>(
    tasks: Vec<T>,
    work: impl Fn(usize, T) -> R + Sync,
    ready: impl Fn(usize, &mut R) + Sync,
) -> Vec<R> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(tasks.len());
    let queue = Mutex::new(tasks.into_iter().enumerate());
    let results = Mutex::new(Results { waiting: BTreeMap::new(), done: Vec::new() });
    let worker = || {
        loop {
            let next = locked(&queue).next();
            let Some((index, task)) = next else { return };
            let result = work(index, task);
            locked(&results).add(index, result, &ready);
        }
    };
    std::thread::scope(|scope| {
        let started =
            (0..threads).filter(|_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker).is_ok()).count();
        // Where the machine gives no thread, this one does it all.
        if started == 0 {
            worker();
        }
    });
    results.into_inner().unwrap_or_else(PoisonError::into_inner).done
}

struct Results<R> {
    waiting: BTreeMap<usize, R>,
    done: Vec<R>,
}

impl<R> Results<R> {
    fn add(&mut self, index: usize, result: R, ready: &impl Fn(usize, &mut R)) {
        self.waiting.insert(index, result);
        while let Some(mut result) = self.waiting.remove(&self.done.len()) {
            ready(self.done.len(), &mut result);
            self.done.push(result);
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn results_come_in_order_whatever_takes_longest() {
        let told = Mutex::new(Vec::new());
        let work = |index: usize, task: u64| {
            std::thread::sleep(Duration::from_millis(task));
            index as u64 * 100 + task
        };
        let results = in_order(vec![40, 1, 20, 0, 5], work, |index, result: &mut u64| {
            *result += 1;
            locked(&told).push((index, *result));
        });
        assert_eq!(results, [41, 102, 221, 301, 406]);
        assert_eq!(*locked(&told), results.into_iter().enumerate().collect::<Vec<_>>());
    }

    #[test]
    fn nothing_to_do_is_done() {
        assert!(in_order(Vec::<u8>::new(), |_, task| task, |_, _| {}).is_empty());
    }
}
