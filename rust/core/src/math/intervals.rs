//! The intervals of time in which a continuous margin is positive.

use super::roots::bracketed;

/// Where `margin(t) >= 0` within `[start, end]`, as disjoint closed intervals in order of time.
///
/// `margin` is sampled and its sign changes are refined to `t_tolerance`. `stride(t)` gives the distance to the
/// next sample: where the margin is known to stay negative for a while (out of range, closing at most so fast) it
/// may be long; elsewhere it is the shortest interval or gap that must not be missed.
pub fn where_positive(
    mut margin: impl FnMut(f64) -> f64,
    mut stride: impl FnMut(f64) -> f64,
    (start, end): (f64, f64),
    t_tolerance: f64,
) -> Vec<(f64, f64)> {
    let mut found = Vec::new();
    if start > end || !start.is_finite() || !end.is_finite() {
        return found;
    }
    let (mut t, mut m) = (start, margin(start));
    let mut opened = (m >= 0.0).then_some(start);
    while t < end {
        // A stride of zero or NaN would never end.
        let next = (t + stride(t).max(t_tolerance)).min(end);
        let m_next = margin(next);
        if (m >= 0.0) != (m_next >= 0.0) {
            let edge = bracketed(&mut margin, t, next, t_tolerance);
            match opened.take() {
                Some(from) => found.push((from, edge)),
                None => opened = Some(edge),
            }
        }
        (t, m) = (next, m_next);
    }
    if let Some(from) = opened {
        found.push((from, end));
    }
    found
}

/// The union of intervals, as disjoint intervals in order of time.
pub fn union(mut intervals: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    intervals.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut merged: Vec<(f64, f64)> = Vec::with_capacity(intervals.len());
    for (start, end) in intervals {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// The greater of two times, neither of which is NaN: one instruction, where `f64::max` looks for NaN.
#[inline]
pub(crate) fn later(a: f64, b: f64) -> f64 {
    if a > b {
        a
    } else {
        b
    }
}

/// The lesser of two times, neither of which is NaN.
#[inline]
pub(crate) fn sooner(a: f64, b: f64) -> f64 {
    if a < b {
        a
    } else {
        b
    }
}

/// The least and greatest products of two numbers in two intervals.
pub(crate) fn product(a: (f64, f64), b: (f64, f64)) -> (f64, f64) {
    let all = [a.0 * b.0, a.0 * b.1, a.1 * b.0, a.1 * b.1];
    all.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sine_is_positive_in_its_half_waves() {
        let pi = std::f64::consts::PI;
        let found = where_positive(f64::sin, |_| 0.3, (0.5, 10.0), 1e-10);
        let want = [(0.5, pi), (2.0 * pi, 3.0 * pi)];
        assert_eq!(found.len(), 2);
        for (f, w) in found.iter().zip(want) {
            assert!((f.0 - w.0).abs() < 1e-9 && (f.1 - w.1).abs() < 1e-9);
        }
    }

    #[test]
    fn never_and_always() {
        assert!(where_positive(|_| -1.0, |_| 1.0, (0.0, 9.0), 1e-6).is_empty());
        assert_eq!(where_positive(|_| 1.0, |_| 1.0, (0.0, 9.0), 1e-6), [(0.0, 9.0)]);
        assert!(where_positive(|_| 1.0, |_| 1.0, (0.0, f64::NAN), 1e-6).is_empty());
    }

    #[test]
    fn a_union_merges_what_touches() {
        assert_eq!(union(vec![(5.0, 6.0), (0.0, 2.0), (1.0, 3.0)]), [(0.0, 3.0), (5.0, 6.0)]);
    }
}
