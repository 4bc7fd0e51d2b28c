//! Launch windows against a brute-force scan with direct geometry: none lost, none invented, edges exact.

#![allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Counts of steps.

mod synthetic;

use intercept_core::earth::ellipsoid::{to_geodetic, Geodetic, ECCENTRICITY_SQUARED, FLATTENING, SEMI_MAJOR_AXIS_M};
use intercept_core::engagement::reason::Reason;
use intercept_core::engagement::table::FlyoutTable;
use intercept_core::engagement::unit::FireUnitSpec;
use intercept_core::engagement::window::{windows_of, Window};
use intercept_core::flight::path::Path;
use intercept_core::sensing::profile::Profile;
use intercept_core::sensing::track::{Track, TrackReason};
use synthetic::{random_flight, random_unit, tables, unit, Lcg};

const STEP_S: f64 = 0.05;
const LAUNCH_TIME_S: f64 = 1_000.0;
const DECISION_S: f64 = 4.0;

/// Direct geometry of one threat against one unit, written out plainly. Times are raid time.
struct Direct<'a> {
    path: Path<'a>,
    spec: FireUnitSpec,
    table: &'a FlyoutTable,
    track: &'a [(f64, f64)],
}

impl Direct<'_> {
    /// Number of conditions that hold, in their order, before the first that fails; and the launch time.
    fn depth(&self, intercept_s: f64) -> (usize, f64) {
        let s = &self.spec;
        let state = self.path.state(intercept_s - LAUNCH_TIME_S);
        let q = state.position - s.position.to_ecef();
        let (slant, up) = (q.norm(), q.dot(s.position.enu().up));
        let ground = (slant * slant - up * up).max(0.0).sqrt();
        let altitude = to_geodetic(state.position).altitude_m;
        let above = altitude - s.position.altitude_m;
        let time = self.table.time_of_flight_s(ground, up);
        let launch = intercept_s - time;
        let ready = DECISION_S + s.reaction_time_s;
        let conditions = [
            slant <= s.slant_range_max_m,
            slant >= s.slant_range_min_m,
            above <= s.altitude_max_m + 1.0,
            above >= s.altitude_min_m - 1.0,
            horizon_margin(s, state.position, altitude) >= 0.0,
            state.velocity.norm() <= s.target_speed_max_m_s + 0.1,
            time.is_finite(),
            self.track.iter().any(|&(from, to)| launch >= from + ready && launch <= to),
        ];
        (conditions.iter().position(|c| !c).unwrap_or(8), launch)
    }

    fn possible(&self, intercept_s: f64) -> bool {
        self.depth(intercept_s).0 == 8
    }

    fn span(&self) -> (f64, f64) {
        (self.path.start() + LAUNCH_TIME_S, self.path.end() + LAUNCH_TIME_S)
    }
}

// The angle at the centre of the sphere that touches the ellipsoid under the unit, against kR (acos + acos).
fn horizon_margin(s: &FireUnitSpec, target: intercept_core::math::vec3::Vec3, altitude: f64) -> f64 {
    let w = ECCENTRICITY_SQUARED * s.position.latitude_rad.sin().powi(2);
    let radius = SEMI_MAJOR_AXIS_M * (1.0 - FLATTENING) / (1.0 - w);
    let foot = Geodetic { altitude_m: -radius, ..s.position };
    let (up, arm) = (s.position.enu().up, target - foot.to_ecef());
    let angle = up.cross(arm).norm().atan2(up.dot(arm));
    let kr = 4.0 / 3.0 * radius;
    let horizon = |h: f64| kr * (kr / (kr + h.max(0.0))).acos();
    horizon(s.position.altitude_m + s.fire_control_height_m) + horizon(altitude) - radius * angle
}

fn reason_depth(reason: Reason) -> usize {
    if reason == Reason::Engageable {
        8
    } else {
        reason as usize - Reason::OutOfReach as usize
    }
}

fn random_track(rng: &mut Lcg, (start, end): (f64, f64)) -> Track {
    let mut cuts: Vec<f64> = (0..2 * (1 + rng.below(3))).map(|_| rng.uniform(start - 50.0, end)).collect();
    cuts.sort_by(f64::total_cmp);
    let intervals_s = cuts.chunks(2).map(|c| (c[0], c[1])).collect();
    Track { intervals_s, first_detection: None, reason: TrackReason::Tracked }
}

fn nothing_lost(direct: &Direct, windows: &[Window], reason: Reason, case: usize) {
    let (start, end) = direct.span();
    let (mut run, mut deeper) = (0, 0);
    for i in 0..((end - start) / STEP_S) as usize {
        let t = start + STEP_S * i as f64;
        let (depth, launch) = direct.depth(t);
        // What the march may miss is shorter than 0.25 s: five steps of the scan and one for the edge.
        deeper = if depth > reason_depth(reason) { deeper + 1 } else { 0 };
        assert!(deeper < 7, "case {case} at {t}: {reason:?}, but {depth} conditions hold");
        run = if depth == 8 { run + 1 } else { 0 };
        let of = windows.iter().find(|w| launch >= w.launch_s[0] - 1e-3 && launch <= w.launch_s[7] + 1e-3);
        assert!(run < 7 || of.is_some(), "case {case}: intercept at {t}, launch at {launch}, is in no window");
        if let (Some(w), true) = (of, run >= 7) {
            // The earliest intercept of the launch is not later than this one.
            let earliest = w.intercept_s[0].min(w.intercept_s[7]);
            assert!(earliest <= t + 1e-3, "case {case}: {t} comes before {earliest}");
        }
    }
}

fn nothing_invented(direct: &Direct, windows: &[Window], case: usize) {
    for w in windows {
        let middle = 0.5 * (w.intercept_s[0] + w.intercept_s[7]);
        let half = 0.5 * (w.intercept_s[7] - w.intercept_s[0]).abs();
        for (launch, intercept) in w.launch_s.iter().zip(w.intercept_s) {
            // A nudge inward from the edges, whose tolerance is 1e-5 s.
            let inward = intercept + (middle - intercept) * (1e-4 / half).min(1.0);
            assert!(direct.possible(inward), "case {case}: {inward} in {w:?}");
            let (_, exact) = direct.depth(inward);
            assert!((exact - launch).abs() < 1e-2, "case {case}: launch {launch} {exact}");
        }
        assert!(w.launch_s.windows(2).all(|l| l[0] <= l[1]), "case {case}: {w:?}");
        for edge in [w.intercept_s[0], w.intercept_s[7]] {
            edge_is_one(direct, windows, edge, (edge - middle).signum() * 1e-3, case);
        }
    }
}

// A millisecond outside, no intercept is possible: or the flight has ended, or an earlier intercept has the launch.
fn edge_is_one(direct: &Direct, windows: &[Window], edge: f64, outward: f64, case: usize) {
    let (start, end) = direct.span();
    let t = edge + outward;
    if t < start || t > end || !direct.possible(t) {
        return;
    }
    let (_, launch) = direct.depth(t);
    let taken = windows.iter().any(|w| launch >= w.launch_s[0] - 2e-3 && launch <= w.launch_s[7] + 2e-3);
    assert!(taken, "case {case}: possible at {t} outside the edge {edge}");
}

#[test]
fn windows_are_those_of_the_scan() {
    let mut rng = Lcg(2024);
    let tables = tables();
    let (mut engaged, mut parts, mut outrun, mut counts) = (0, 0, 0, [0; 12]);
    for case in 0..3_000 {
        let knots = random_flight(&mut rng);
        let path = Path { knots: &knots };
        let spec = random_unit(&mut rng);
        let track = random_track(&mut rng, (path.start() + LAUNCH_TIME_S, path.end() + LAUNCH_TIME_S));
        let profile = Profile::new(path);
        let units = [unit(spec)];
        let (windows, reasons) =
            windows_of(Some(&profile), LAUNCH_TIME_S, &track, (&units, &tables), |_| true, DECISION_S);
        let direct = Direct { path, spec, table: &tables[spec.table], track: &track.intervals_s };
        nothing_lost(&direct, &windows, reasons[0], case);
        nothing_invented(&direct, &windows, case);
        assert_eq!(windows.is_empty(), reasons[0] != Reason::Engageable);
        engaged += usize::from(!windows.is_empty());
        parts += windows.len();
        outrun += windows.iter().filter(|w| w.intercept_s[7] < w.intercept_s[0]).count();
        counts[reasons[0] as usize] += 1;
    }
    // The cases are worth something: many engaged, many in several parts, some that outrun the interceptor, every
    // geometric reason met.
    assert!(engaged > 150 && parts > engaged + 30 && outrun > 5, "{engaged} {parts} {outrun} {counts:?}");
    assert!(counts[Reason::OutOfReach as usize..].iter().all(|&n| n > 0), "{counts:?}");
}
