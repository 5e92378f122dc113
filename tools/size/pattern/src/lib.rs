//! The limit for patterns of forms alone in a page: what `./oc size` weighs.

use oc_pattern::Guard;
use wasm_bindgen::prelude::wasm_bindgen;

/// Where the first match begins; -1 without one, -2 when it takes too long, -3 for a pattern that is left to the page.
#[wasm_bindgen]
pub fn find(pattern: &str, flags: &str, text: &[u16]) -> i32 {
    let Some(guard) = Guard::of(pattern, flags).filter(|guard| guard.takes_over(text.len())) else { return -3 };
    match guard.search(text, 0) {
        Ok(found) => found.and_then(|groups| *groups.first()?).map_or(-1, |(from, _)| from as i32),
        Err(_) => -2,
    }
}
