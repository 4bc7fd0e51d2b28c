//! How long threats wait to be engaged, and how many at once.

use super::replicate::ThreatState;
use super::windows::Windows;

/// How a threat waited: from the opening of its first window, unless it was turned away there, to the first launch at it, or
/// until its last window closes or it leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Wait {
    /// No window of it opened while it flew.
    None,
    /// Too many others waited wherever it came.
    TurnedAway,
    /// It waited for so long (s) until it was engaged.
    Engaged(f64),
    /// It waited for so long (s) in vain.
    InVain(f64),
}

/// The waits of all threats, and the greatest number that wait at once. A threat that is engaged at once waits at no time.
pub(super) fn settle(
    threats: &[ThreatState],
    windows: &Windows,
    leaves_s: &[f64],
    waits: &mut Vec<Wait>,
    [begins, ends]: &mut [Vec<f64>; 2],
) -> u32 {
    waits.clear();
    begins.clear();
    ends.clear();
    for (threat, (state, &leaves_s)) in (0u32..).zip(threats.iter().zip(leaves_s)) {
        let rows = || windows.rows()[windows.of(threat)].iter();
        if state.came_s.is_infinite() {
            let turned_away = rows().any(|row| row.turned_away);
            waits.push(if turned_away { Wait::TurnedAway } else { Wait::None });
            continue;
        }
        let engaged = state.first_s < f64::INFINITY;
        let until_s = if engaged {
            state.first_s
        } else {
            rows().filter(|row| !row.turned_away).map(|row| row.closes_s).fold(state.came_s, f64::max).min(leaves_s)
        };
        let waited_s = until_s - state.came_s;
        if waited_s > 0.0 {
            begins.push(state.came_s);
            ends.push(until_s);
        }
        waits.push(if engaged { Wait::Engaged(waited_s) } else { Wait::InVain(waited_s) });
    }
    at_once(begins, ends)
}

// Who stops waiting at the moment in which another begins does not wait beside it.
fn at_once(begins: &mut [f64], ends: &mut [f64]) -> u32 {
    begins.sort_unstable_by(f64::total_cmp);
    ends.sort_unstable_by(f64::total_cmp);
    let (mut over, mut most) = (0, 0);
    for (begun, &time_s) in (1usize..).zip(begins.iter()) {
        while ends[over] <= time_s {
            over += 1;
        }
        most = most.max(begun - over);
    }
    u32::try_from(most).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_most_so_many_wait_at_once() {
        for (begins, ends, most) in [
            (vec![], vec![], 0),
            (vec![0.0, 1.0, 2.0], vec![1.0, 2.0, 3.0], 1),
            (vec![0.0, 3.0, 1.0], vec![2.0, 5.0, 4.0], 2),
            (vec![0.0, 0.0, 0.0], vec![1.0, 1.0, 1.0], 3),
        ] {
            assert_eq!(at_once(&mut begins.clone(), &mut ends.clone()), most, "{begins:?}");
        }
    }
}
