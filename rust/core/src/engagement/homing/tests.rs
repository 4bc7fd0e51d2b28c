use super::*;

fn guidance(navigation_ratio: f64, lag_s: f64) -> Guidance {
    Guidance { navigation_ratio, augmented: false, lag_s, homing_from_s: f64::NAN, lateral_max_m_s2: f64::INFINITY }
}

// Miss over its scale, for a heading error and for a step of the target's acceleration.
fn misses(ratio: f64, x: f64) -> (f64, f64) {
    let (speed, error, step, time) = (2_000.0, 1e-5, 1e-3, 4.0);
    let by = |e, n| reduced(&guidance(ratio, time / x), (speed, 1_000.0, time), (e, n)).unwrap().miss.y;
    let decay = (-x).exp();
    // The miss is the target's place less the interceptor's in the book, and here the other way round.
    (by(error, 0.0) / (speed * error * time * decay), -by(0.0, step) / (step * time * time * decay))
}

#[test]
fn misses_with_a_lag_are_the_closed_forms() {
    for x in [1.0, 2.5, 5.0, 8.0_f64] {
        let want = [(3.0, 1.0 - x / 2.0, 0.5), (4.0, 1.0 - x + x * x / 6.0, 0.5 - x / 6.0)];
        for (ratio, heading, step) in want {
            let (by_heading, by_step) = misses(ratio, x);
            // The stated accuracy of the forms: 1e-4 of the scale.
            assert!((by_heading - heading).abs() < 1e-4 * (1.0 + heading.abs()), "{ratio} {x}: {by_heading} {heading}");
            assert!((by_step - step).abs() < 1e-4 * (1.0 + step.abs()), "{ratio} {x}: {by_step} {step}");
        }
    }
}

#[test]
fn accelerations_without_a_lag_are_the_closed_form() {
    for ratio in [3.0, 4.0, 5.0_f64] {
        let flown = reduced(&guidance(ratio, 0.0), (2_000.0, 1_000.0, 10.0), (0.0, 1e-3)).unwrap();
        for moment in flown.moments.iter().filter(|m| m.time_s < 9.9) {
            let left = 1.0 - moment.time_s / 10.0;
            let want = ratio / (ratio - 2.0) * (1.0 - left.powf(ratio - 2.0));
            assert!((moment.lateral.y / 1e-3 - want).abs() < 1e-4 * (1.0 + want), "{ratio} {}", moment.time_s);
        }
        assert!(flown.miss.norm() < 1e-6);
    }
}

#[test]
fn augmented_guidance_needs_half_the_ratio_and_falling() {
    // Zarchan, ch. 8: n_c = N'/2 (1 - t/t_F)^(N'-2) n_T without a lag.
    let law = Guidance { augmented: true, ..guidance(4.0, 0.0) };
    let flown = reduced(&law, (2_000.0, 1_000.0, 10.0), (0.0, 1e-3)).unwrap();
    for moment in flown.moments.iter().filter(|m| m.time_s < 9.9) {
        let want = 2.0 * (1.0 - moment.time_s / 10.0).powi(2);
        assert!((moment.lateral.y / 1e-3 - want).abs() < 1e-4 * (1.0 + want), "{}", moment.time_s);
    }
}

#[test]
fn a_limit_is_kept_and_costs_distance() {
    let law = Guidance { lateral_max_m_s2: 20.0, ..guidance(4.0, 0.2) };
    let limited = reduced(&law, (1_000.0, 500.0, 5.0), (0.0, 30.0)).unwrap();
    assert!(limited.lateral_max_m_s2 <= 20.0 + 1e-9);
    let free = reduced(&guidance(4.0, 0.2), (1_000.0, 500.0, 5.0), (0.0, 30.0)).unwrap();
    assert!(limited.miss.norm() > 50.0 && free.miss.norm() < 1.0);
}

#[test]
fn bad_guidance_is_named() {
    let said = |g: Guidance| g.check().unwrap_err().to_string();
    assert!(said(guidance(1.0, 0.0)).contains("navigation_ratio = 1"));
    assert!(said(guidance(3.0, f64::NAN)).contains("lag_s = NaN"));
    assert!(said(Guidance { lateral_max_m_s2: -1.0, ..guidance(3.0, 0.0) }).contains("lateral_max_m_s2 = -1"));
}
