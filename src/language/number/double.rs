//! Logarithm and power of doubles, computed as Go's `math` computes them, on every platform alike.

/// Go's `math.Log`: the natural logarithm, by FreeBSD's method.
pub fn log(x: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const L1: f64 = 6.666_666_666_666_735e-1;
    const L2: f64 = 3.999_999_999_940_942e-1;
    const L3: f64 = 2.857_142_874_366_239e-1;
    const L4: f64 = 2.222_219_843_214_978_4e-1;
    const L5: f64 = 1.818_357_216_161_805e-1;
    const L6: f64 = 1.531_383_769_920_937_3e-1;
    const L7: f64 = 1.479_819_860_511_658_6e-1;
    if x.is_nan() || x == f64::INFINITY {
        return x;
    }
    if x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    let (mut fraction, mut exponent) = split(x);
    if fraction < std::f64::consts::SQRT_2 / 2.0 {
        fraction *= 2.0;
        exponent -= 1;
    }
    let f = fraction - 1.0;
    let k = exponent as f64;
    let s = f / (2.0 + f);
    let s2 = s * s;
    let s4 = s2 * s2;
    let t1 = s2 * (L1 + s4 * (L3 + s4 * (L5 + s4 * L7)));
    let t2 = s4 * (L2 + s4 * (L4 + s4 * L6));
    let r = t1 + t2;
    let half = 0.5 * f * f;
    k * LN2_HIGH - ((half - (s * (half + r) + k * LN2_LOW)) - f)
}

/// FreeBSD's `exp`, for arguments of at most 355 from zero, which is all that [`pow`] needs.
fn exp(x: f64) -> f64 {
    const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
    const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
    const P1: f64 = 1.666_666_666_666_666_6e-1;
    const P2: f64 = -2.777_777_777_701_559_3e-3;
    const P3: f64 = 6.613_756_321_437_934e-5;
    const P4: f64 = -1.653_390_220_546_525_2e-6;
    const P5: f64 = 4.138_136_797_057_238_5e-8;
    let k = (std::f64::consts::LOG2_E * x + 0.5f64.copysign(x)).trunc();
    let high = x - k * LN2_HIGH;
    let low = k * LN2_LOW;
    let r = high - low;
    let t = r * r;
    let c = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
    let y = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
    scale(y, k as i64)
}

/// Go's `math.Pow`: repeated squaring for the whole part of the power.
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if y == 1.0 {
        return x;
    }
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    let is_odd = y.abs() < 9e15 && y % 2.0 != 0.0 && y.fract() == 0.0;
    if x == 0.0 || x.is_infinite() {
        let magnitude = match (x == 0.0) == (y < 0.0) {
            true => f64::INFINITY,
            false => 0.0,
        };
        return match is_odd {
            true => magnitude.copysign(x),
            false => magnitude,
        };
    }
    let vanishes = (x.abs() < 1.0) == (y > 0.0);
    let extreme = match (x == -1.0, vanishes) {
        (true, _) => 1.0,
        (false, true) => 0.0,
        (false, false) => f64::INFINITY,
    };
    if y.is_infinite() {
        return extreme;
    }
    if y == 0.5 {
        return x.sqrt();
    }
    if y == -0.5 {
        return 1.0 / x.sqrt();
    }
    let (mut whole, mut fraction) = (y.abs().trunc(), y.abs().fract());
    if fraction != 0.0 && x < 0.0 {
        return f64::NAN;
    }
    if whole >= 9.223_372_036_854_776e18 {
        return extreme;
    }
    let mut result = 1.0;
    let mut exponent = 0i64;
    if fraction != 0.0 {
        if fraction > 0.5 {
            fraction -= 1.0;
            whole += 1.0;
        }
        result = exp(fraction * log(x));
    }
    let (mut base, mut base_exponent) = split(x);
    let mut left = whole as i64;
    while left != 0 {
        if base_exponent.abs() > 1 << 12 {
            // Beyond all doubles by now.
            exponent += base_exponent;
            break;
        }
        if left & 1 == 1 {
            result *= base;
            exponent += base_exponent;
        }
        base *= base;
        base_exponent *= 2;
        if base < 0.5 {
            base += base;
            base_exponent -= 1;
        }
        left >>= 1;
    }
    match y < 0.0 {
        true => scale(1.0 / result, -exponent),
        false => scale(result, exponent),
    }
}

/// A fraction of at least a half and below one, and the power of two it is multiplied by.
fn split(x: f64) -> (f64, i64) {
    let normal = match x.abs() < f64::MIN_POSITIVE {
        true => x * 2f64.powi(52),
        false => x,
    };
    let shift = if x.abs() < f64::MIN_POSITIVE { -52 } else { 0 };
    let bits = normal.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1022;
    let fraction = f64::from_bits((bits & !(0x7ff << 52)) | (1022 << 52));
    (fraction, exponent + shift)
}

/// `x × 2^exponent`
fn scale(mut x: f64, exponent: i64) -> f64 {
    let mut left = exponent.clamp(-4000, 4000) as i32;
    while left != 0 {
        let step = left.clamp(-1000, 1000);
        x *= 2f64.powi(step);
        left -= step;
    }
    x
}
