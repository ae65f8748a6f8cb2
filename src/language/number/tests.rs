use super::*;
use proptest::prelude::*;

fn n(text: &str) -> Number {
    Number::parse(text).unwrap()
}

/// A count, as `length` gives one.
fn c(value: i64) -> Number {
    Number::from(value)
}

fn show(number: Option<Number>) -> String {
    number.map_or("none".into(), |number| number.to_string())
}

#[test]
fn prints_what_it_reads() {
    let table = [
        ("1", "1"),
        ("007", "7"),
        ("+5", "5"),
        ("-0", "-0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("0.1", "0.1"),
        ("1E+2", "100"),
        ("1p3", "8"),
        ("1.5p-2", "0.375"),
        ("1.10", "1.1"),
        ("9223372036854775807", "9223372036854775807"),
        ("9223372036854775808", "9223372036854775808"),
        ("-9223372036854775808", "-9223372036854775808"),
        (
            "123456789012345678901234567890.125",
            "123456789012345678901234567890.125",
        ),
        ("inf", "+Inf"),
        ("-Inf", "-Inf"),
        ("1e999999999", "+Inf"),
        ("-1e-4000000000", "none"),
        ("1e-700000000", "0"),
    ];
    for (text, printed) in table {
        assert_eq!(show(Number::parse(text)), printed, "{text}");
    }
    assert_eq!(n("1e100").to_string(), format!("1{}", "0".repeat(100)));
    assert_eq!(n("1e-400").to_string(), format!("0.{}1", "0".repeat(399)));
}

#[test]
fn refuses_what_is_no_number() {
    let long = "1".repeat(4097);
    for text in [
        "",
        ".",
        "-",
        "--1",
        "1_000",
        "0x10",
        " 1",
        "1 ",
        "1e",
        "1e+",
        "e5",
        "1.2.3",
        "nan",
        "1e5000000000",
        "1e99999999999999999999999",
        "infinity",
        "é",
        "1e5x",
        &long,
    ] {
        assert!(Number::parse(text).is_none(), "{text}");
    }
}

#[test]
fn precision_is_that_of_the_more_precise_operand() {
    let third = "0.33333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333333335";
    assert_eq!(show(n("1").divide(&n("3"))), third);
    assert_eq!(show(c(1).divide(&n("3"))), third);
    assert_eq!(show(c(1).divide(&c(3))), "0.33333333333333333334");
    let root = Number::from_f64(2f64.powf(0.5)).unwrap();
    assert_eq!(root.to_string(), "1.4142135623730951");
    assert_eq!(show(root.divide(&c(1))), "1.4142135623730951455");
    assert_eq!(
        Number::from_f64(3f64.powi(39)).unwrap().to_string(),
        "4052555153018976000"
    );
    assert_eq!(
        Number::from_f64(1e30).unwrap().to_string(),
        "1000000000000000000000000000000"
    );
}

#[test]
fn arithmetic_is_terraforms() {
    assert_eq!(show(n("0.1").add(&n("0.2"))), "0.3");
    assert_eq!(show(n("0").multiply(&n("-1"))), "-0");
    assert_eq!(show(n("0").subtract(&n("0"))), "0");
    assert_eq!(show(n("0").add(&n("-0"))), "0");
    assert_eq!(
        show(n("9223372036854775807").add(&n("1"))),
        "9223372036854775808"
    );
    assert_eq!(
        show(n("9223372036854775808").subtract(&n("1"))),
        "9223372036854775807"
    );
    assert_eq!(
        show(
            n("1e600")
                .add(&n("1"))
                .and_then(|x| x.subtract(&n("1e600")))
        ),
        "0"
    );
    assert_eq!(
        show(n("1e30").add(&n("1")).and_then(|x| x.subtract(&n("1e30")))),
        "1"
    );
    for (a, b, rest) in [
        ("10", "3", "1"),
        ("-10", "3", "-1"),
        ("10", "-3.5", "3"),
        ("5.5", "2", "1.5"),
        ("-5", "5", "0"),
        ("5", "0", "5"),
        ("inf", "2", "none"),
        ("5", "inf", "none"),
    ] {
        assert_eq!(show(n(a).modulo(&n(b))), rest, "{a} % {b}");
    }
    assert_eq!(show(n("1").divide(&n("0"))), "+Inf");
    assert_eq!(show(n("1").divide(&n("-0"))), "-Inf");
    assert_eq!(show(n("0").divide(&n("0"))), "none");
    assert_eq!(show(n("1").divide(&n("inf"))), "0");
    assert_eq!(show(n("inf").subtract(&n("inf"))), "none");
    assert_eq!(show(n("inf").multiply(&n("0"))), "none");
    assert_eq!(
        show(Some(Number::from(i64::MIN).negate())),
        "9223372036854775808"
    );
}

#[test]
fn rounds_to_whole_numbers() {
    for (number, floor, ceil) in [
        ("1e-30", "0", "1"),
        ("-0.5", "-1", "0"),
        ("1.5", "1", "2"),
        ("-1.5", "-2", "-1"),
        ("7", "7", "7"),
        ("-0", "0", "0"),
        ("inf", "+Inf", "+Inf"),
        (
            "9223372036854775807.5",
            "9223372036854775807",
            "9223372036854775808",
        ),
        ("1e-600000000", "0", "1"),
    ] {
        assert_eq!(n(number).floor().to_string(), floor, "floor({number})");
        assert_eq!(n(number).ceil().to_string(), ceil, "ceil({number})");
    }
}

#[test]
fn equality_is_that_of_the_text_and_order_that_of_the_value() {
    let tenth = Number::from_f64(0.1).unwrap();
    assert_eq!(tenth, n("0.1"));
    assert_eq!(tenth.compare(&n("0.1")), Ordering::Greater);
    assert_eq!(n("1.0"), n("1"));
    assert_eq!(n("-0"), n("0"));
    assert_ne!(n("0.1"), n("0.10000000000000000000001"));
    assert!(
        n("-inf") < n("-1e600000000") && n("-1e600000000") < n("-1") && n("1e600000000") < n("inf")
    );
    assert!(n("1e-600000000") > n("0") && n("1.5") < n("2") && n("-1.5") > n("-2"));
    assert_eq!(Number::from(i64::MIN), n("-9223372036854775808"));
}

#[test]
fn of_two_shortest_texts_the_even_one_is_printed() {
    let tie = Number::from_f64(1_849_766_983_027_301.2).unwrap();
    assert_eq!(tie.to_string(), "1849766983027301.2");
}

#[test]
fn formats_like_go() {
    use Notation::*;
    for (number, notation, digits, text) in [
        ("2.5", Fixed, Some(0), "2"),
        ("3.5", Fixed, Some(0), "4"),
        ("0.001", Fixed, Some(1), "0.0"),
        ("1234.5678", Fixed, Some(2), "1234.57"),
        ("9.99", Fixed, Some(1), "10.0"),
        ("0", Exponent, None, "0e+00"),
        ("1234.5678", Exponent, Some(6), "1.234568e+03"),
        ("1e-7", Exponent, None, "1e-07"),
        ("1000000", General, None, "1e+06"),
        ("100000", General, None, "100000"),
        ("1234567.5", General, None, "1.2345675e+06"),
        ("0.0001", General, None, "0.0001"),
        ("0.00001", General, None, "1e-05"),
        ("123456", General, Some(3), "1.23e+05"),
        ("0", General, None, "0"),
        ("100", General, Some(0), "1e+02"),
        ("-1.50", General, None, "-1.5"),
    ] {
        assert_eq!(
            n(number).format(notation, digits).as_deref(),
            Some(text),
            "{number}"
        );
    }
}

#[test]
fn reads_whole_numbers_of_any_base() {
    for (text, base, value) in [
        ("ff", 16, "255"),
        ("FF", 16, "255"),
        ("-101", 2, "-5"),
        ("+7", 8, "7"),
        ("z", 36, "35"),
        ("Z", 62, "61"),
        ("z", 62, "35"),
        ("-0", 10, "0"),
    ] {
        assert_eq!(show(Number::parse_int(text, base)), value);
    }
    for (text, base) in [
        ("", 10),
        ("8", 8),
        ("1.0", 10),
        ("0x1", 16),
        ("1_0", 10),
        ("-", 10),
    ] {
        assert!(Number::parse_int(text, base).is_none(), "{text}");
    }
    let big = "f".repeat(160);
    let number = Number::parse_int(&big, 16).unwrap();
    assert_eq!(number.to_radix(16).as_deref(), Some(big.as_str()));
}

#[test]
fn great_exponents_cost_nothing() {
    let great = n("1e600000000");
    assert_eq!(great.to_text(), None);
    assert_eq!(
        Number::parse(&great.to_string()).map(|x| x.compare(&great)),
        Some(Ordering::Equal)
    );
    assert_eq!(great.to_radix(2), None);
    assert_eq!(great.to_i64(), None);
    assert_eq!(great.to_f64(), f64::INFINITY);
    assert_eq!(n("-1e-600000000").to_f64(), 0.0);
}

proptest! {
    #[test]
    fn doubles_survive(bits: u64) {
        let value = f64::from_bits(bits);
        prop_assume!(!value.is_nan());
        let number = Number::from_f64(value).unwrap();
        prop_assert_eq!(number.to_f64().to_bits(), value.to_bits());
        // Rust, too, prints the fewest digits; but subnormal numbers have fewer bits there.
        if value.is_normal() {
            // Of two texts as short and as near Go takes the one with an even last digit.
            let (ours, theirs) = (number.to_string(), format!("{value}"));
            prop_assert_eq!(ours.len(), theirs.len());
            prop_assert!(ours == theirs || ours.ends_with(['0', '2', '4', '6', '8']), "{ours} {theirs}");
            prop_assert_eq!(Number::parse(&number.to_string()).unwrap().to_f64(), value);
        }
    }

    #[test]
    fn text_reads_back(digits in "[1-9][0-9]{0,40}(\\.[0-9]{1,40})?(e-?[0-9]{1,3})?") {
        let number = n(&digits);
        prop_assert_eq!(n(&number.to_string()).compare(&number), Ordering::Equal);
    }

    #[test]
    fn integers_are_exact(a: i64, b: i64) {
        let (x, y) = (Number::from(a), Number::from(b));
        let (p, q) = (i128::from(a), i128::from(b));
        prop_assert_eq!(x.add(&y).unwrap().to_string(), (p + q).to_string());
        prop_assert_eq!(x.subtract(&y).unwrap().to_string(), (p - q).to_string());
        prop_assert_eq!(x.cmp(&y), a.cmp(&b));
        if p * q != 0 {
            prop_assert_eq!(n(&a.to_string()).multiply(&y).unwrap().to_string(), (p * q).to_string());
        }
    }

    #[test]
    fn doubles_add_and_divide_as_doubles(a in -1e9f64..1e9, b in -1e-3f64..1e9) {
        let (x, y) = (Number::from_f64(a).unwrap(), Number::from_f64(b).unwrap());
        prop_assert_eq!(x.add(&y).unwrap().to_f64(), a + b);
        if b != 0.0 {
            prop_assert_eq!(x.divide(&y).unwrap().to_f64(), a / b);
        }
        prop_assert_eq!(x.compare(&y), a.partial_cmp(&b).unwrap());
        prop_assert_eq!(x.floor().to_f64(), a.floor());
        prop_assert_eq!(x.ceil().to_f64(), a.ceil());
    }
}
