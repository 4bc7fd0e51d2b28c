//! US Standard Atmosphere 1976 on geometric altitude.
//!
//! NOAA-S/T 76-1562 (also NASA-TM-X-74335), *U.S. Standard Atmosphere, 1976*. Below 86 km: hydrostatic layers of
//! constant molecular-scale temperature gradient (`lower.rs`). From 86 to 1,000 km: the temperature law in closed
//! form and the diffusion integrals of the standard, tabulated (`upper.rs`). Outside the standard:
//!
//! - below -5 km its lowest layer is continued down to -100 km, and the air of -100 km holds beneath;
//! - above 1,000 km density and pressure fall off exponentially with the scale heights of 1,000 km.
//!
//! Density and pressure are continuous everywhere, 86 km included. The slope of ln density jumps at the bases of
//! the layers ([`LAYER_BASES_M`]) and, by 3 %, at 100 km, where the standard exchanges the mean molecular weight.
//! No finite altitude gives NaN; an altitude that is NaN gives NaN.

pub mod cells;
mod lower;
mod upper;
#[cfg(test)]
mod upper_integral;
mod upper_table;

/// Geometric altitudes of the bases of the seven layers and of the top of the last (m).
///
/// An integrator that cuts its steps here never crosses a jump in the temperature gradient below 86 km. The last
/// one is the 86 km at which the standard changes its definition; the others are 0, 11, 20, 32, 47, 51 and 71 km
/// of geopotential altitude.
pub const LAYER_BASES_M: [f64; 8] = [
    lower::geometric_altitude(lower::LAYERS[0].base_m),
    lower::geometric_altitude(lower::LAYERS[1].base_m),
    lower::geometric_altitude(lower::LAYERS[2].base_m),
    lower::geometric_altitude(lower::LAYERS[3].base_m),
    lower::geometric_altitude(lower::LAYERS[4].base_m),
    lower::geometric_altitude(lower::LAYERS[5].base_m),
    lower::geometric_altitude(lower::LAYERS[6].base_m),
    lower::TOP_M,
];

/// Geometric altitude at which the layers of mixed air end (m).
pub const TOP_M: f64 = lower::TOP_M;

/// Altitudes (m), rising, at which temperature or density has a kink or changes its formula: the layers' bases, the
/// rows of the mean molecular weight between 80 and 86 km, the laws above, and the ends of the continuations.
pub fn breaks_m() -> impl Iterator<Item = f64> {
    let laws = [91e3, 100e3, 110e3, 120e3, 1_000e3];
    let layers = LAYER_BASES_M.into_iter().filter(|&h| h < lower::WEIGHT_BASE_M);
    std::iter::once(lower::FLOOR_M).chain(layers).chain(lower::weight_rows_m()).chain(laws)
}

/// Altitudes (m), rising, at which the polynomials of ln density above 86 km meet.
pub fn joints_m() -> impl Iterator<Item = f64> {
    upper::joints_m()
}

/// Sutherland's law, equation 51 of the standard: dynamic viscosity (Pa s) of air of a temperature (K).
///
/// mu = beta T^(3/2)/(T + S), beta = 1.458e-6 kg/(s m K^(1/2)), S = 110.4 K.
pub fn sutherland(temperature_k: f64) -> f64 {
    1.458e-6 * temperature_k * temperature_k.sqrt() / (temperature_k + 110.4)
}

/// The air at one altitude.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Us76 {
    /// Kinetic temperature (K). From 80 to 86 km up to 0.042 % below the molecular-scale one.
    pub temperature_k: f64,
    /// Pressure (Pa).
    pub pressure_pa: f64,
    /// Density (kg/m^3).
    pub density_kg_m3: f64,
    /// Speed of sound (m/s), from the molecular-scale temperature. None above 86 km, where the standard defines
    /// none: the air is too thin to carry a small pressure wave as a continuum.
    pub speed_of_sound_m_s: Option<f64>,
    /// Dynamic viscosity (Pa s), Sutherland's law. None above 86 km, as the speed of sound.
    pub viscosity_pa_s: Option<f64>,
}

/// The air at a geometric altitude (m): see the module for the model and what holds outside it.
pub fn us76(altitude_m: f64) -> Us76 {
    if altitude_m > lower::TOP_M {
        upper::air(altitude_m)
    } else {
        lower::air(altitude_m)
    }
}

/// Density (`kg/m^3`) at a geometric altitude (m): the same value as [`us76`] gives, at a fraction of the cost.
pub fn density(altitude_m: f64) -> f64 {
    if altitude_m > lower::TOP_M {
        upper::density(altitude_m)
    } else {
        lower::density(altitude_m)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relative(a: f64, b: f64) -> f64 {
        (a / b - 1.0).abs()
    }

    #[test]
    fn density_is_that_of_the_air() {
        for i in -600..12_000 {
            let h = f64::from(i) * 100.0 + 0.5;
            assert_eq!(density(h).to_bits(), us76(h).density_kg_m3.to_bits(), "{h} m");
        }
    }

    #[test]
    fn density_and_pressure_fall_with_altitude() {
        let mut below = us76(-20_000.0);
        for i in -1_999..150_000 {
            let air = us76(f64::from(i) * 10.0);
            assert!(air.density_kg_m3 < below.density_kg_m3, "{i}");
            assert!(air.pressure_pa < below.pressure_pa, "{i}");
            below = air;
        }
    }

    #[test]
    fn nothing_jumps_at_an_edge() {
        let edges = LAYER_BASES_M.into_iter().chain([80e3, 91e3, 100e3, 110e3, 120e3, 1_000e3, -100e3]);
        for h in edges {
            let (a, b) = (us76(h - 1e-6), us76(h + 1e-6));
            // The printed temperatures either side of 86 km differ by 1e-4 K; all else is rounding.
            assert!(relative(a.temperature_k, b.temperature_k) < 1e-6, "{h} m: {a:?} {b:?}");
            assert!(relative(a.pressure_pa, b.pressure_pa) < 2e-9, "{h} m: {a:?} {b:?}");
            assert!(relative(a.density_kg_m3, b.density_kg_m3) < 2e-9, "{h} m: {a:?} {b:?}");
        }
    }

    #[test]
    fn every_finite_altitude_has_air() {
        for h in [f64::MIN, -1e9, -6_356_766.0, -1e5, -0.0, 86_000.0, 1e6, 1e7, 1e12, f64::MAX] {
            let air = us76(h);
            assert!(air.temperature_k.is_finite() && air.temperature_k > 0.0, "{h} m: {air:?}");
            assert!(air.pressure_pa.is_finite() && air.pressure_pa >= 0.0, "{h} m: {air:?}");
            assert!(air.density_kg_m3.is_finite() && air.density_kg_m3 >= 0.0, "{h} m: {air:?}");
        }
        assert!(density(f64::NAN).is_nan());
        assert!(us76(f64::NAN).pressure_pa.is_nan());
    }

    #[test]
    fn breaks_rise_and_hold_every_kink_of_the_density() {
        let breaks: Vec<f64> = breaks_m().collect();
        assert!(breaks.windows(2).all(|pair| pair[0] < pair[1]), "{breaks:?}");
        // The slope of ln density either side of a point: where it jumps there is a break within the stencil.
        let slope = |h: f64, step: f64| (density(h + step) / density(h)).ln() / step;
        for i in -1_199..10_300 {
            let h = f64::from(i) * 100.0;
            // A jump of 3e-7 is well above the curvature (1e-8 over the stencil) and below the least kink (2e-6).
            if (slope(h, 60.0) - slope(h, -60.0)).abs() > 2e-6 {
                assert!(breaks.iter().any(|b| (b - h).abs() <= 60.0), "{h}");
            }
        }
        assert!(LAYER_BASES_M.iter().all(|base| breaks.iter().any(|b| (b - base).abs() < 1e-6)));
    }

    #[test]
    fn sound_and_viscosity_end_at_86_km() {
        assert!(us76(86_000.0).speed_of_sound_m_s.is_some() && us76(86_000.0).viscosity_pa_s.is_some());
        assert!(us76(86_000.1).speed_of_sound_m_s.is_none() && us76(86_000.1).viscosity_pa_s.is_none());
    }
}
