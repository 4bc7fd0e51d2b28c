use super::*;

fn boosted(peak_speed_m_s: f64, boost_time_s: f64, ballistic_coefficient_kg_m2: f64, speed_min_m_s: f64) -> Flyout {
    Flyout::Boosted { peak_speed_m_s, boost_time_s, ballistic_coefficient_kg_m2, speed_min_m_s }
}

fn motion(flyout: &Flyout, limits: &Limits) -> Motion {
    limits.check().unwrap();
    flyout.check().unwrap();
    Motion::new(flyout, limits).unwrap()
}

#[test]
fn peak_speed_is_reached_on_the_reference_line() {
    let missile = motion(&boosted(1_200.0, 7.0, 3_000.0, 300.0), &Limits::default());
    let speed = |x: f64| missile.powered(missile.line(x)).last().unwrap().velocity.x;
    assert!((speed(REFERENCE_ELEVATION_RAD.sin()) - 1_200.0).abs() < 1e-2);
    // Lower is denser and slower, higher faster, for all the weight.
    assert!(speed(0.0) < 1_200.0 && speed(0.9) > speed(0.3));
}

#[test]
fn boost_without_air_is_the_closed_form() {
    // From 1,000 km up there is no air: v = (a - g sin e) t, s = v t / 2, with g nearly constant over so short a way.
    let limits = Limits { launch_altitude_m: 1e5, ..Limits::default() };
    let missile = motion(&boosted(1_000.0, 2.0, 1e6, 300.0), &limits);
    let (thrust, _) = missile.thrust(0.0);
    let g = Motion::gravity_m_s2(1e5);
    for x in [0.0, 0.5, 1.0] {
        let end = *missile.powered(missile.line(x)).last().unwrap();
        let want = (thrust - g * x) * 2.0;
        // Gravity falls by 3e-4 of itself over 1 km, and drag at 100 km is below 1e-6 m/s^2.
        assert!((end.velocity.x - want).abs() < 1e-2, "{x}: {} {want}", end.velocity.x);
        assert!((end.position.x - want).abs() < 1e-2);
    }
}

#[test]
fn coast_in_uniform_air_is_the_closed_form() {
    // Level near the ground over a short way: v = v0 exp(-rho s / (2 beta)).
    let flight = motion(&boosted(800.0, 0.1, 1_000.0, 100.0), &Limits::default()).fly(0.0, 3_000.0);
    let (at_1, at_2) = (flight.at(500.0), flight.at(1_500.0));
    let k = density(0.0) / 2_000.0;
    let want = at_1.1 * (-k * 1_000.0_f64).exp();
    // Air at the line's height (at most 0.2 m) differs by 2e-5; so does gravity along it, 1.5e-3 m/s^2 for 2 s.
    assert!((at_2.1 - want).abs() < 0.05, "{} {want}", at_2.1);
    let way_time = ((k * 1_000.0_f64).exp() - 1.0) / (k * at_1.1);
    assert!((at_2.0 - at_1.0 - way_time).abs() < 1e-4);
}

#[test]
fn a_level_shot_in_uniform_air_is_the_closed_form() {
    let gun =
        Flyout::Projectile { muzzle_speed_m_s: 1_000.0, ballistic_coefficient_kg_m2: 2_000.0, speed_min_m_s: 200.0 };
    let flight = motion(&gun, &Limits::default()).fly(0.0, 5_000.0);
    let k = density(0.0) / 4_000.0;
    for s in [200.0, 1_000.0, 2_500.0_f64] {
        // The line rises s^2 / 2R over the round Earth, 0.5 m at 2,500 m: 5e-5 of the density; weight along it 4e-3 m/s^2.
        let want = ((k * s).exp() - 1.0) / (k * 1_000.0);
        assert!((flight.at(s).0 / want - 1.0).abs() < 2e-5, "{s}");
    }
}

#[test]
fn a_straight_shot_takes_as_long_as_the_arc_to_the_same_point() {
    // The arc: the plane equations of motion by small steps, aimed until it passes through the point.
    let (v0, beta) = (1_175.0, 2_900.0);
    let gun = Flyout::Projectile { muzzle_speed_m_s: v0, ballistic_coefficient_kg_m2: beta, speed_min_m_s: 200.0 };
    let straight = motion(&gun, &Limits::default());
    for (ground, height) in [(3_500.0, 100.0), (3_000.0, 1_500.0), (1_500.0, 3_000.0_f64)] {
        let shot = |angle: f64| {
            let (mut x, mut z, mut vx, mut vz, mut t) = (0.0, 0.0, v0 * angle.cos(), v0 * angle.sin(), 0.0);
            let h = 1e-4;
            while x < ground {
                let (mx, mz) = (vx, vz);
                let k = density(z) * mx.hypot(mz) / (2.0 * beta);
                vx -= h * k * mx;
                vz -= h * (k * mz + 9.806_65);
                x += 0.5 * h * (mx + vx);
                z += 0.5 * h * (mz + vz);
                t += h;
            }
            (z - height, t)
        };
        let direct = height.atan2(ground);
        let angle = bracketed(|a| shot(a).0, direct, direct + 0.2, 1e-8);
        let (s, x) = (ground.hypot(height), direct.sin());
        let time_s = straight.fly(x, s).at(s).0;
        // The arc's own length, as stated above: its rise is a fiftieth of its length.
        assert!((time_s / shot(angle).1 - 1.0).abs() < 3e-3, "{ground} {height}: {time_s} {}", shot(angle).1);
    }
}

#[test]
fn ends_when_too_slow_or_too_late_or_too_weak() {
    let missile = boosted(650.0, 2.5, 1_500.0, 250.0);
    let flight = motion(&missile, &Limits::default()).fly(0.3, 1e6);
    assert!((flight.at(flight.reach_m()).1 - 250.0).abs() < 1e-3);
    let late = motion(&missile, &Limits { flight_time_max_s: 8.0, ..Limits::default() }).fly(0.3, 1e6);
    assert!((late.at(late.reach_m()).0 - 8.0).abs() < 1e-6 && late.reach_m() < flight.reach_m());
    let limits = Limits { lift_ratio_max: 20.0, lateral_acceleration_min_m_s2: 800.0, ..Limits::default() };
    let weak = motion(&missile, &limits);
    let flown = weak.fly(0.3, 1e6);
    let altitude_m = weak.line(0.3).rise_m(flown.reach_m());
    assert!((weak.lateral_m_s2(altitude_m, flown.at(flown.reach_m()).1) - 800.0).abs() < 1e-3);
    assert!(flown.reach_m() < flight.reach_m());
}

#[test]
fn a_sustainer_goes_on_pushing_and_lift_costs_speed() {
    let missile = boosted(800.0, 4.0, 4_000.0, 250.0);
    let plain = motion(&missile, &Limits::default()).fly(0.2, 4e4);
    let with = Limits { sustain_time_s: 10.0, sustain_acceleration_m_s2: 60.0, ..Limits::default() };
    let sustained = motion(&missile, &with).fly(0.2, 4e4);
    assert!((plain.speed_at(4.0) - sustained.speed_at(4.0)).abs() < 1e-3);
    assert!(sustained.speed_at(14.0) > plain.speed_at(14.0) + 200.0);
    let lifting = Limits { induced_drag: 0.05, lift_ratio_max: 20.0, ..Limits::default() };
    let held = motion(&missile, &lifting);
    assert!(held.fly(0.2, 4e4).speed_at(20.0) < plain.speed_at(20.0) - 1.0);
    // Drag with lift n: A (1 + kappa (n / A)^2) well below saturation, at most kappa n L / 2 more near it.
    let a = held.drag_with_lift_m_s2(0.0, 600.0, 0.0);
    let more = held.drag_with_lift_m_s2(0.0, 600.0, 9.8) - a;
    assert!((more / (0.05 * 9.8 * 9.8 / a) - 1.0).abs() < 1e-3);
    assert!(held.drag_with_lift_m_s2(20_000.0, 100.0, 9.8) < 1e3);
}

#[test]
fn a_burden_beyond_the_thrust_is_named() {
    let limits = Limits { induced_drag: 1.0, lift_ratio_max: 100.0, ..Limits::default() };
    let said = Motion::new(&boosted(100.0, 9.0, 4_000.0, 50.0), &limits).unwrap_err().to_string();
    assert!(said.contains("induced_drag = 1"), "{said}");
}
