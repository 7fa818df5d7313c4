//! A panic in one deck ends that deck, not the build, and prints nothing of its own.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work` and turns a panic in it into its message. The state `work` was changing must not be used after a panic.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    quieten_caught_panics();
    let before = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    result.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
    })
}

/// Panics that are caught are told as findings. The workers of the pool panic only on behalf of a guarded thread, which gets the
/// panic handed on. `RUST_BACKTRACE` brings the usual text back.
fn quieten_caught_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let usual = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            let caught = GUARDED.get() || rayon::current_thread_index().is_some();
            if !caught || std::env::var_os("RUST_BACKTRACE").is_some() {
                usual(info);
            }
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_message() {
        assert_eq!(guarded(|| 3), Ok(3));
        assert_eq!(guarded(|| -> u8 { panic!("gone {}", 1) }), Err("gone 1".to_owned()));
        assert_eq!(guarded(|| -> u8 { panic!("gone") }), Err("gone".to_owned()));
        assert_eq!(guarded(|| -> u8 { std::panic::panic_any(1) }), Err("no message".to_owned()));
        assert!(!GUARDED.get());
    }

    #[test]
    fn a_panic_of_the_pool_is_caught_too() {
        use rayon::prelude::*;
        let result = guarded(|| (0..8).into_par_iter().for_each(|i| assert!(i != 5, "five")));
        assert_eq!(result, Err("five".to_owned()));
    }
}
