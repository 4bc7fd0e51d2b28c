//! The standard below 86 km: dry, well mixed, hydrostatic air in seven layers.

use super::{sutherland, Us76};
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;

/// Geometric altitude at which this part of the standard ends (m).
pub(super) const TOP_M: f64 = 86_000.0;
// The lowest layer is continued to here, and held beneath: far below any flight, but the formula ends somewhere.
pub(super) const FLOOR_M: f64 = -100_000.0;

/// Gas constant of the standard (J/(kmol K)), which is older than today's.
pub(super) const GAS_CONSTANT_J_KMOL_K: f64 = 8_314.32;
/// Mean molecular weight of mixed air (kg/kmol).
pub(super) const MEAN_WEIGHT_KG_KMOL: f64 = 28.964_4;
/// Radius of the Earth that makes geopotential of geometric altitude (m).
pub(super) const EARTH_RADIUS_M: f64 = 6_356_766.0;
const HEAT_RATIO: f64 = 1.4;

// R*/M0, and g0 M0/R*, the lapse at which density would no longer change with height.
const SPECIFIC_GAS_J_KG_K: f64 = GAS_CONSTANT_J_KMOL_K / MEAN_WEIGHT_KG_KMOL;
const AUTOCONVECTIVE_K_M: f64 = STANDARD_GRAVITY_M_S2 / SPECIFIC_GAS_J_KG_K;

/// A layer of constant gradient of molecular-scale temperature with geopotential altitude.
pub(super) struct Layer {
    /// Geopotential altitude of the base (m).
    pub(super) base_m: f64,
    temperature_k: f64,
    gradient_k_m: f64,
    pressure_pa: f64,
    density_kg_m3: f64,
    // g0 M0/(R* L); where L = 0, g0 M0/(R* T_b) (1/m).
    exponent: f64,
}

const fn layer(base_m: f64, temperature_k: f64, gradient_k_m: f64, pressure_pa: f64) -> Layer {
    let density_kg_m3 = pressure_pa / (SPECIFIC_GAS_J_KG_K * temperature_k);
    let exponent = AUTOCONVECTIVE_K_M / if gradient_k_m == 0.0 { temperature_k } else { gradient_k_m };
    Layer { base_m, temperature_k, gradient_k_m, pressure_pa, density_kg_m3, exponent }
}

/// Table 4 of the standard. The pressures follow from the one at sea level by equation 33 (a test holds them to it).
pub(super) const LAYERS: [Layer; 7] = [
    layer(0.0, 288.15, -6.5e-3, 101_325.0),
    layer(11_000.0, 216.65, 0.0, 22_632.063_973_462_923),
    layer(20_000.0, 216.65, 1.0e-3, 5_474.888_669_677_776),
    layer(32_000.0, 228.65, 2.8e-3, 868.018_684_755_228_6),
    layer(47_000.0, 270.65, 0.0, 110.906_305_554_966_02),
    layer(51_000.0, 270.65, -2.8e-3, 66.938_873_118_687_34),
    layer(71_000.0, 214.65, -2.0e-3, 3.956_420_428_040_731_4),
];

/// Ratio of the mean molecular weight to its sea-level value each 500 m from 80 km, table 8 of the standard.
const WEIGHT_RATIO: [f64; 13] = [
    1.0, 0.999_996, 0.999_989, 0.999_971, 0.999_941, 0.999_909, 0.999_870, 0.999_829, 0.999_786, 0.999_741, 0.999_694,
    0.999_641, 0.999_579,
];
pub(super) const WEIGHT_BASE_M: f64 = 80_000.0;
const WEIGHT_STEP_M: f64 = 500.0;

/// Altitudes of the rows of the table of the molecular weight (m).
pub(super) fn weight_rows_m() -> impl Iterator<Item = f64> {
    (0_u8..13).map(|row| WEIGHT_BASE_M + WEIGHT_STEP_M * f64::from(row))
}

// H = r0 Z / (r0 + Z), equation 18.
fn geopotential_altitude(altitude_m: f64) -> f64 {
    EARTH_RADIUS_M * altitude_m / (EARTH_RADIUS_M + altitude_m)
}

// Z = r0 H / (r0 - H), equation 19.
pub(super) const fn geometric_altitude(geopotential_m: f64) -> f64 {
    EARTH_RADIUS_M * geopotential_m / (EARTH_RADIUS_M - geopotential_m)
}

impl Layer {
    // The layer of a geopotential altitude: the lowest one downwards, the highest one upwards.
    fn at(geopotential_m: f64) -> &'static Self {
        LAYERS.iter().rev().find(|layer| geopotential_m >= layer.base_m).unwrap_or(&LAYERS[0])
    }

    // T_M = T_b + L (H - H_b), equation 23.
    fn temperature(&self, geopotential_m: f64) -> f64 {
        self.temperature_k + self.gradient_k_m * (geopotential_m - self.base_m)
    }

    // p/p_b = (T_M/T_b)^(-g0 M0/(R* L)), or exp(-g0 M0 (H - H_b)/(R* T_b)) where L = 0: equation 33. As
    // rho = p M0/(R* T_M), that of density is the same with one more power of T_b/T_M.
    fn ratio(&self, geopotential_m: f64, temperature_powers: f64) -> f64 {
        if self.gradient_k_m == 0.0 {
            return (-self.exponent * (geopotential_m - self.base_m)).exp();
        }
        (self.temperature(geopotential_m) / self.temperature_k).powf(-self.exponent - temperature_powers)
    }
}

/// Density (`kg/m^3`) up to 86 km.
pub(super) fn density(altitude_m: f64) -> f64 {
    // `clamp` hands NaN on; `max` would hide it.
    let h = geopotential_altitude(altitude_m.clamp(FLOOR_M, TOP_M));
    let layer = Layer::at(h);
    layer.density_kg_m3 * layer.ratio(h, 1.0)
}

/// The air up to 86 km.
pub(super) fn air(altitude_m: f64) -> Us76 {
    let altitude_m = altitude_m.clamp(FLOOR_M, TOP_M);
    let h = geopotential_altitude(altitude_m);
    let layer = Layer::at(h);
    let molecular_k = layer.temperature(h);
    let temperature_k = molecular_k * weight_ratio(altitude_m);
    Us76 {
        temperature_k,
        pressure_pa: layer.pressure_pa * layer.ratio(h, 0.0),
        density_kg_m3: density(altitude_m),
        // c = sqrt(gamma R* T_M/M0), equation 50.
        speed_of_sound_m_s: Some((HEAT_RATIO * SPECIFIC_GAS_J_KG_K * molecular_k).sqrt()),
        viscosity_pa_s: Some(sutherland(temperature_k)),
    }
}

// T/T_M = M/M0, linear between the rows of the table.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // 0 <= row <= 11
fn weight_ratio(altitude_m: f64) -> f64 {
    if altitude_m <= WEIGHT_BASE_M {
        return 1.0;
    }
    let rows = (altitude_m - WEIGHT_BASE_M) / WEIGHT_STEP_M;
    let row = rows.floor().min(11.0);
    let (start, end) = (WEIGHT_RATIO[row as usize], WEIGHT_RATIO[row as usize + 1]);
    start + (end - start) * (rows - row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_follow_from_sea_level() {
        for (below, above) in LAYERS.iter().zip(&LAYERS[1..]) {
            let pressure = below.pressure_pa * below.ratio(above.base_m, 0.0);
            assert!((above.pressure_pa / pressure - 1.0).abs() < 1e-14, "{} {pressure}", above.base_m);
            assert!((above.temperature_k - below.temperature(above.base_m)).abs() < 1e-12, "{}", above.base_m);
        }
    }

    // Temperature by table 4 read as a polyline, and ln p by quadrature of the hydrostatic equation on geometric
    // altitude: d ln p/dZ = -g(Z) M0/(R* T_M), g = g0 (r0/(r0 + Z))^2. Neither geopotential pressure formula nor layers.
    fn plain(altitude_m: f64) -> (f64, f64) {
        let corners = [-30e3, 0.0, 11e3, 20e3, 32e3, 47e3, 51e3, 71e3, 90e3];
        let values = [483.15, 288.15, 216.65, 216.65, 228.65, 270.65, 270.65, 214.65, 176.65];
        let temperature = |z: f64| {
            let h = EARTH_RADIUS_M * z / (EARTH_RADIUS_M + z);
            let i = (1..8).rev().find(|&i| h >= corners[i]).unwrap_or(0);
            values[i] + (values[i + 1] - values[i]) * (h - corners[i]) / (corners[i + 1] - corners[i])
        };
        let slope = |z: f64| {
            let shrink = EARTH_RADIUS_M / (EARTH_RADIUS_M + z);
            -STANDARD_GRAVITY_M_S2 * shrink * shrink * MEAN_WEIGHT_KG_KMOL / (GAS_CONSTANT_J_KMOL_K * temperature(z))
        };
        // The midpoint rule in steps of some metres.
        let steps = 20_000_u32;
        let step = altitude_m / f64::from(steps);
        let sum: f64 = (0..steps).map(|i| slope((f64::from(i) + 0.5) * step)).sum();
        (temperature(altitude_m), 101_325.0 * (sum * step).exp())
    }

    #[test]
    fn layers_are_in_hydrostatic_balance() {
        for altitude_m in [-5e3, -1e3, 5e3, 11e3, 15e3, 20e3, 25e3, 40e3, 49e3, 60e3, 75e3, 80e3] {
            let (temperature_k, pressure_pa) = plain(altitude_m);
            let air = air(altitude_m);
            assert!((air.temperature_k / temperature_k - 1.0).abs() < 1e-12, "{altitude_m}: {air:?}");
            // The quadrature's own error: 4 m steps across corners of the temperature.
            assert!((air.pressure_pa / pressure_pa - 1.0).abs() < 1e-7, "{altitude_m}: {pressure_pa} {air:?}");
            let density = pressure_pa * MEAN_WEIGHT_KG_KMOL / (GAS_CONSTANT_J_KMOL_K * temperature_k);
            assert!((air.density_kg_m3 / density - 1.0).abs() < 1e-7, "{altitude_m}: {density} {air:?}");
        }
    }

    // Sea level, table 2 of the standard and its text: 1.2250 kg/m^3, 340.29 m/s, 1.7894e-5 Pa s.
    #[test]
    fn sea_level() {
        let air = air(0.0);
        assert!((air.density_kg_m3 - 1.225).abs() < 5e-5);
        assert!((air.speed_of_sound_m_s.unwrap() - 340.29).abs() < 5e-3);
        assert!((air.viscosity_pa_s.unwrap() - 1.789_4e-5).abs() < 5e-10);
    }

    #[test]
    fn kinetic_temperature_meets_the_printed_one_at_86_km() {
        assert!((air(86_000.0).temperature_k - 186.87).abs() < 5e-3);
        assert!((weight_ratio(80_000.0) - 1.0).abs() < 1e-15);
        assert!((weight_ratio(86_000.0) - 0.999_579).abs() < 1e-15);
        assert!((weight_ratio(82_250.0) - 0.999_925).abs() < 1e-12);
    }
}
