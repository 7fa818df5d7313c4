//! Time rule 9: sharing seconds so that the sum is exact.

use crate::model::Seconds;

/// Shares a whole in proportion to weights, in whole seconds, by largest remainder; ties go to the earlier one. The shares add up to
/// the whole exactly, unless there is nobody to share it. Where every weight is 0 all weigh the same.
pub(super) fn share(whole: Seconds, weights: &[Seconds]) -> Vec<Seconds> {
    let sum: u64 = weights.iter().map(|weight| u64::from(weight.0)).sum();
    if sum == 0 {
        return if weights.is_empty() { Vec::new() } else { share(whole, &vec![Seconds(1); weights.len()]) };
    }
    // Both factors fit in 32 bits, so the product fits in 64, and a share is at most the whole.
    let exact = |weight: &Seconds| u64::from(whole.0) * u64::from(weight.0);
    let mut shares: Vec<u64> = weights.iter().map(|weight| exact(weight) / sum).collect();
    let left = u64::from(whole.0) - shares.iter().sum::<u64>();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    // The sort is stable: equal remainders stay in deck order.
    order.sort_by_cached_key(|&i| std::cmp::Reverse(exact(&weights[i]) % sum));
    for (&index, _) in order.iter().zip(0..left) {
        shares[index] += 1;
    }
    shares.into_iter().map(|share| Seconds(u32::try_from(share).unwrap_or(u32::MAX))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(whole: u32, weights: &[u32]) -> Vec<u32> {
        let weights: Vec<Seconds> = weights.iter().copied().map(Seconds).collect();
        share(Seconds(whole), &weights).into_iter().map(|s| s.0).collect()
    }

    #[test]
    fn shares_are_in_proportion_and_add_up() {
        for (whole, weights, expected) in [
            (100, vec![10, 30], vec![25, 75]),
            (100, vec![1, 1, 1], vec![34, 33, 33]), // 33.3 each: the tie goes to the first
            (10, vec![3, 3, 1], vec![4, 4, 2]),     // 4.29, 4.29, 1.43: the last has the largest remainder
            (7, vec![10, 20, 40], vec![1, 2, 4]),   // exact
            (101, vec![20, 10, 20], vec![41, 20, 40]), // 40.4, 20.2, 40.4: one second, the tie goes to the first
            (2, vec![10, 10, 10, 10], vec![1, 1, 0, 0]),
            (0, vec![10, 20], vec![0, 0]),
            (5, vec![], vec![]),
            (5, vec![0, 0], vec![3, 2]),
            (u32::MAX, vec![u32::MAX, u32::MAX], vec![2_147_483_648, 2_147_483_647]),
        ] {
            assert_eq!(shares(whole, &weights), expected, "{whole} by {weights:?}");
        }
    }
}
