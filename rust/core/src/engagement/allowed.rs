//! Which launches and intercepts the tracks of a target allow, whatever the interceptor can reach.

use super::unit::FireUnitSpec;
use crate::math::intervals::{later, sooner};

/// Launches and intercepts that track and illumination allow together (s).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Allowed {
    /// From and to, of launches.
    pub(super) launch_s: (f64, f64),
    /// From and to, of intercepts.
    pub(super) intercept_s: (f64, f64),
}

/// What passes from a track to a launch.
#[allow(clippy::struct_field_names, reason = "names carry their unit")]
#[derive(Debug, Clone, Copy)]
pub(super) struct Orders {
    /// When a warning of the threat's launch comes (s); infinite for none.
    pub(super) warned_s: f64,
    /// From a track, or a warning, to the order to engage (s).
    pub(super) decision_time_s: f64,
    /// From the order to the launch (s).
    pub(super) reaction_time_s: f64,
}

impl Orders {
    /// The launches that a track interval allows; whatever becomes of the track thereafter. A decision may be prepared from the
    /// warning on, a launch needs the track.
    #[inline]
    pub(super) fn launches(&self, (from, to): (f64, f64)) -> (f64, f64) {
        let decided = later(sooner(self.warned_s, from) + self.decision_time_s, from);
        (decided + self.reaction_time_s, to)
    }
}

/// What a unit needs to hold on to its target, and when it can.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hold<'a> {
    pub(super) spec: &'a FireUnitSpec,
    /// When a sensor that guides tracks the target (s); none if the unit needs no guidance.
    pub(super) guided_s: Option<&'a [(f64, f64)]>,
    /// When fire control has sight of it (s); empty if the unit needs none.
    pub(super) lit_s: &'a [(f64, f64)],
}

impl Hold<'_> {
    /// Launches and intercepts between which the unit holds on to the target as it needs to.
    pub(super) fn held(&self, launches_s: &[(f64, f64)]) -> Vec<Allowed> {
        let until = |to: f64| if self.spec.track_to_intercept { to } else { f64::INFINITY };
        let begin =
            |&(from, to): &(f64, f64)| Allowed { launch_s: (from, to), intercept_s: (f64::NEG_INFINITY, until(to)) };
        let mut held: Vec<Allowed> = launches_s.iter().map(begin).collect();
        if let Some(guided) = self.guided_s {
            held = each_with(&held, guided, |a, (from, to)| {
                vec![Allowed {
                    launch_s: (a.launch_s.0.max(from), a.launch_s.1),
                    intercept_s: (a.intercept_s.0, a.intercept_s.1.min(to)),
                }]
            });
        }
        if self.spec.illumination_s > 0.0 {
            // Lit from launch on, or for long enough before the intercept.
            held = each_with(&held, self.lit_s, |a, (from, to)| {
                let end = a.intercept_s.1.min(to);
                vec![
                    Allowed { launch_s: (a.launch_s.0.max(from), a.launch_s.1), intercept_s: (from, end) },
                    Allowed { intercept_s: (from + self.spec.illumination_s, end), ..a },
                ]
            });
        }
        held
    }
}

// What is allowed on each of some intervals.
fn each_with(
    allowed: &[Allowed],
    intervals: &[(f64, f64)],
    on: impl Fn(Allowed, (f64, f64)) -> Vec<Allowed>,
) -> Vec<Allowed> {
    allowed.iter().flat_map(|&a| intervals.iter().flat_map(|&i| on(a, i)).collect::<Vec<_>>()).collect()
}
