//! Functions of IP networks in CIDR notation, of both versions.
//!
//! Addresses are numbers of 128 bits here, of which IPv4 uses the low 32. What Terraform makes of
//! numbers that are negative or long, and of IPv4 written in IPv6, follows from how Go computes.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use num_bigint::{BigInt, Sign};

use super::super::types::Type;
use super::super::value::Value;
use super::arguments::{any, text, whole};
use super::{Context, Error, Function, Parameter, check_elements};
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let prefix = || Parameter::new("prefix", Type::String);
    let number = |name| Parameter::new(name, Type::Number);
    let string = |_: &[Value]| Ok(Type::String);
    vec![
        Function::new(
            "cidrhost",
            vec![prefix(), number("hostnum")],
            string,
            cidrhost,
        ),
        Function::new("cidrnetmask", vec![prefix()], string, cidrnetmask),
        Function::new(
            "cidrsubnet",
            vec![prefix(), number("newbits"), number("netnum")],
            string,
            cidrsubnet,
        ),
        Function::new(
            "cidrsubnets",
            vec![prefix()],
            |_| Ok(Type::list(Type::String)),
            cidrsubnets,
        )
        .variadic(number("newbits")),
    ]
}

/// A network: its first address, and how many bits all its addresses share.
#[derive(Clone, Copy)]
struct Network {
    address: u128,
    length: u32,
    /// Bits of an address: 32 or 128.
    bits: u32,
}

/// The lowest `count` bits set.
fn ones(count: u32) -> u128 {
    1u128
        .checked_shl(count)
        .map_or(u128::MAX, |power| power - 1)
}

impl Network {
    fn parse(text: &str) -> Option<Network> {
        let (address, length) = text.split_once('/')?;
        let (address, bits) = match parse_v4(address) {
            Some(address) => (u128::from(address), 32),
            None => (u128::from(address.parse::<Ipv6Addr>().ok()?), 128),
        };
        let digits = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
        let length = length
            .parse()
            .ok()
            .filter(|length| digits && *length <= bits)?;
        Some(
            Network {
                address,
                length,
                bits,
            }
            .masked(length),
        )
    }

    /// The network of `length` bits that holds this one's first address.
    fn masked(self, length: u32) -> Network {
        let host = ones(self.bits.saturating_sub(length));
        Network {
            address: self.address & !host,
            length,
            bits: self.bits,
        }
    }

    /// The last address.
    fn last(self) -> u128 {
        self.address | ones(self.bits.saturating_sub(self.length))
    }

    fn contains(self, address: u128) -> bool {
        (self.address..=self.last()).contains(&address)
    }

    /// Whether Go takes the first address for one of IPv4, though it is written in IPv6:
    /// `::ffff:10.0.0.0`.
    fn is_mapped(self) -> bool {
        self.bits == 128 && self.address >> 32 == 0xffff
    }

    /// The first address with the bits of `number` set from bit `shift` on, as two's complement
    /// where it is negative; none where that is no address.
    fn with(self, number: &BigInt, shift: u64) -> Option<u128> {
        let bits = u64::from(self.bits);
        if number.sign() != Sign::NoSign && shift > bits {
            return None;
        }
        let number = number << shift.min(bits);
        let address = BigInt::from(self.address) | number;
        Some(address)
            .filter(|a| a.bits() <= bits)?
            .magnitude()
            .try_into()
            .ok()
    }

    fn version(self) -> &'static str {
        match self.bits {
            32 => "IPv4",
            _ => "IPv6",
        }
    }

    fn show(self, address: u128) -> String {
        match self.bits {
            32 => Ipv4Addr::from(u32::try_from(address).unwrap_or(0)).to_string(),
            _ => {
                let address = Ipv6Addr::from(address);
                let mapped = address.to_ipv4_mapped().map(|mapped| mapped.to_string());
                mapped.unwrap_or_else(|| address.to_string())
            }
        }
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let length = match self.is_mapped() {
            true => self.length.saturating_sub(96),
            false => self.length,
        };
        write!(f, "{}/{length}", self.show(self.address))
    }
}

/// Terraform takes leading zeros as decimal, which newer readers refuse.
fn parse_v4(text: &str) -> Option<u32> {
    let mut address = 0u32;
    let mut parts = 0;
    for part in text.split('.') {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let number: u8 = part
            .trim_start_matches('0')
            .parse()
            .or_else(|error| match part.bytes().all(|byte| byte == b'0') {
                true => Ok(0),
                false => Err(error),
            })
            .ok()?;
        parts += 1;
        if !digits || parts > 4 {
            return None;
        }
        address = address << 8 | u32::from(number);
    }
    (parts == 4).then_some(address)
}

fn network(arguments: &[Value]) -> Result<Network, Error> {
    let source = text(arguments, 0)?;
    Network::parse(source).ok_or_else(|| {
        Error::argument(
            0,
            format!("invalid CIDR expression: invalid CIDR address: {source}"),
        )
    })
}

/// A whole number of any size.
fn large(arguments: &[Value], at: usize) -> Result<BigInt, Error> {
    let number = any(arguments, at)?
        .as_number()
        .ok_or_else(|| Error::argument(at, "a number is required"))?;
    if !number.is_whole() {
        return Err(Error::argument(at, "value must be a whole number"));
    }
    let digits = number
        .to_text()
        .ok_or_else(|| Error::limit("number longer than 2500 digits"))?;
    BigInt::from_str(&digits).map_err(|_| Error::argument(at, "value must be a whole number"))
}

/// The lowest 64 bits of the size of `number`, which is all that Terraform compares.
fn low(number: &BigInt) -> u64 {
    number.iter_u64_digits().next().unwrap_or(0)
}

fn cidrhost(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let number = large(arguments, 1)?;
    let network = network(arguments)?;
    let most = ones(network.bits - network.length);
    let full = || {
        Error::refused(format!(
            "prefix of {} does not accommodate a host numbered {number}",
            network.length
        ))
    };
    let host = match number.sign() {
        // Negative numbers count from the end.
        Sign::Minus => {
            let distance = u128::try_from(-&number - 1u8).ok();
            let distance = distance.filter(|distance| *distance <= most);
            BigInt::from(most - distance.ok_or_else(full)?)
        }
        _ => match u128::try_from(low(&number) as i64) {
            Ok(compared) if compared > most => return Err(full()),
            _ => number,
        },
    };
    let shift = if network.is_mapped() { 96 } else { 0 };
    let address = network
        .with(&host, shift)
        .ok_or_else(|| Error::refused("panic in function implementation: index out of range"))?;
    Ok(Value::string(network.show(address)))
}

fn cidrnetmask(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let network = network(arguments)?;
    if network.bits != 32 && !network.is_mapped() {
        return Err(Error::refused(format!(
            "IPv6 addresses cannot have a netmask: {}",
            text(arguments, 0)?
        )));
    }
    let host = ones(network.bits - network.length);
    Ok(Value::string(network.show(ones(network.bits) & !host)))
}

fn cidrsubnet(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let new_bits = whole(arguments, 1)?;
    let number = large(arguments, 2)?;
    let network = network(arguments)?;
    let length = i64::from(network.length).wrapping_add(new_bits);
    if length > i64::from(network.bits) {
        return Err(Error::refused(format!(
            "insufficient address space to extend prefix of {} by {new_bits}",
            network.length
        )));
    }
    // Terraform takes prefixes back, too, and then holds the number to nothing.
    let most = match u32::try_from(new_bits) {
        Ok(bits @ 0..64) => (1 << bits) - 1,
        _ => u64::MAX,
    };
    let fits = Some(&number).filter(|number| low(number) <= most);
    let shift = i64::from(network.bits).saturating_sub(length);
    let address = fits
        .and_then(|number| network.with(number, shift.unsigned_abs()))
        .ok_or_else(|| {
            Error::refused(format!(
                "prefix extension of {new_bits} does not accommodate a subnet numbered {number}"
            ))
        })?;
    let Ok(length) = u32::try_from(length) else {
        return Ok(Value::string("<nil>"));
    };
    let subnet = Network {
        address,
        length,
        ..network
    };
    Ok(Value::string(subnet.to_string()))
}

fn cidrsubnets(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let network = network(arguments)?;
    if network.is_mapped() && arguments.len() > 1 {
        // Terraform takes the address for one of IPv4 and the length for one of IPv6.
        return Err(Error::argument(
            1,
            "not enough remaining address space after <nil>",
        ));
    }
    check_elements("cidrsubnets", arguments.len() as u128)?;
    context.spend(arguments.len() as u64)?;
    let mut subnets = Vec::with_capacity(arguments.len());
    // The first address that is not given away yet; none past the end.
    let mut free = Some(network.address);
    let mut previous = network;
    for at in 1..arguments.len() {
        let new_bits = whole(arguments, at)?;
        if new_bits < 1 {
            return Err(Error::argument(
                at,
                "must extend prefix by at least one bit",
            ));
        }
        if new_bits > 32 {
            return Err(Error::argument(
                at,
                "may not extend prefix by more than 32 bits",
            ));
        }
        let length = network.length + u32::try_from(new_bits).unwrap_or(32);
        if length > network.bits {
            return Err(Error::argument(
                at,
                format!(
                    "would extend prefix to {length} bits, which is too long for an {} address",
                    network.version()
                ),
            ));
        }
        let full = || {
            Error::argument(
                at,
                format!(
                    "not enough remaining address space for a subnet with a prefix of {length} \
                     bits after {previous}"
                ),
            )
        };
        let size = ones(network.bits - length);
        // The next address that is a multiple of the size.
        let address = free
            .and_then(|free| free.checked_add(size))
            .map(|address| address & !size)
            .filter(|address| network.contains(*address))
            // Terraform takes the first address of all for an overflow.
            .filter(|address| *address != 0)
            .ok_or_else(full)?;
        let subnet = Network {
            address,
            length,
            bits: network.bits,
        };
        free = subnet.last().checked_add(1);
        subnets.push(Value::string(subnet.to_string()));
        previous = subnet;
    }
    Ok(Value::list(Type::String, subnets))
}
