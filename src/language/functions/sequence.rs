//! Functions of lists and tuples.

use super::super::convert::convert;
use super::super::number::Number;
use super::super::order::compare;
use super::super::secrecy::Secrecy;
use super::super::traverse::step_into;
use super::super::types::Type;
use super::super::unify::unify;
use super::super::unknown::Unknown;
use super::super::value::{Kind, Value};
use super::arguments::{any, sequence, whole};
use super::call::{friendly, undecided, weigh};
use super::{Context, Error, Function, Parameter, check_elements, keep};
use crate::address::Step;
use crate::source::Place;

pub(super) fn functions() -> Vec<Function> {
    let strings = || Type::list(Type::String);
    let anything = || Type::list(Type::Dynamic);
    vec![
        Function::new("concat", vec![], concat_type, concat)
            .variadic(Parameter::any("seqs").marked())
            .keeps(keep::all),
        Function::new(
            "chunklist",
            vec![
                Parameter::new("list", anything()).marked(),
                Parameter::new("size", Type::Number).marked(),
            ],
            |arguments| Ok(Type::list(any(arguments, 0)?.ty())),
            chunklist,
        ),
        Function::new(
            "flatten",
            vec![Parameter::any("list").marked()],
            |_| Ok(Type::Dynamic),
            flatten,
        )
        .keeps(keep::leaves),
        Function::new("range", vec![], |_| Ok(Type::list(Type::Number)), range)
            .variadic(Parameter::new("params", Type::Number)),
        Function::new(
            "reverse",
            vec![Parameter::any("list").marked()],
            reverse_type,
            reverse,
        )
        .keeps(keep::reversed),
        Function::new(
            "slice",
            vec![
                Parameter::any("list").marked().unknown(),
                Parameter::new("start_index", Type::Number),
                Parameter::new("end_index", Type::Number),
            ],
            slice_type,
            slice,
        )
        .keeps(keep::sliced),
        Function::new(
            "sort",
            vec![Parameter::new("list", strings()).unknown()],
            |_| Ok(Type::list(Type::String)),
            sort,
        )
        .keeps(keep::first),
    ]
}

/// The list type that all arguments share, if all are lists.
fn common_list(types: &[Type]) -> Option<Type> {
    match types.iter().all(|ty| matches!(ty, Type::List(_))) {
        true => unify(types).filter(|ty| matches!(ty, Type::List(_))),
        false => None,
    }
}

fn concat_type(arguments: &[Value]) -> Result<Type, Error> {
    if arguments.is_empty() {
        return Err(Error::refused("at least one argument is required"));
    }
    let types: Vec<Type> = arguments.iter().map(Value::ty).collect();
    if let Some(list) = common_list(&types) {
        return Ok(list);
    }
    let mut items = Vec::new();
    for (at, (argument, ty)) in arguments.iter().zip(&types).enumerate() {
        match ty {
            Type::Tuple(more) => items.extend(more.iter().cloned()),
            Type::List(element) => match argument.as_sequence() {
                Some(known) => items.extend(known.iter().map(|_| Type::clone(element))),
                None => return Ok(Type::Dynamic),
            },
            _ => return Err(not_concatenable(at, argument)),
        }
    }
    Ok(Type::Tuple(items.into()))
}

fn not_concatenable(at: usize, value: &Value) -> Error {
    let message = format!(
        "all arguments must be lists or tuples; got {}",
        friendly(value)
    );
    Error::argument(at, message)
}

fn concat(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    if arguments.is_empty() {
        return Err(Error::refused("at least one argument is required"));
    }
    let mut total = 0u128;
    let mut lists = Vec::with_capacity(arguments.len());
    for (at, argument) in arguments.iter().enumerate() {
        match &argument.kind {
            Kind::List(list) => {
                total += list.items.len() as u128;
                lists.push(argument.ty());
            }
            Kind::Tuple(items) => total += items.len() as u128,
            _ => return Err(not_concatenable(at, argument)),
        }
    }
    check_elements("concat", total)?;
    context.spend(total as u64)?;
    let secrecy: Secrecy = arguments.iter().map(|argument| argument.secrecy).collect();
    let common = match lists.len() == arguments.len() {
        true => common_list(&lists),
        false => None,
    };
    let mut items = Vec::with_capacity(total as usize);
    for (at, argument) in arguments.iter().enumerate() {
        match &common {
            Some(ty) => {
                let list = convert(argument, ty).map_err(|m| Error::argument(at, m))?;
                items.extend(list.as_sequence().unwrap_or_default().iter().cloned());
            }
            None => items.extend(argument.as_sequence().unwrap_or_default().iter().cloned()),
        }
    }
    let value = match common {
        Some(Type::List(element)) => Value::list(Type::clone(&element), items),
        _ => Value::tuple(items),
    };
    Ok(value.marked(secrecy))
}

fn chunklist(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let list = any(arguments, 0)?;
    let secrecy = list.secrecy | any(arguments, 1)?.secrecy;
    let size = whole(arguments, 1)?;
    if size < 0 {
        return Err(Error::refused("the size argument must be positive"));
    }
    let items = sequence(arguments, 0)?;
    context.spend(items.len() as u64)?;
    let chunk = |items: &[Value]| match &list.kind {
        Kind::List(list) => Value::list(list.element.clone(), items.to_vec()),
        _ => Value::tuple(items.to_vec()),
    };
    let chunks = match usize::try_from(size) {
        Ok(0) if !items.is_empty() => vec![chunk(items)],
        Ok(0) => Vec::new(),
        Ok(size) => items.chunks(size).map(chunk).collect(),
        Err(_) => vec![chunk(items)],
    };
    let element = match &list.kind {
        Kind::List(list) => Type::list(list.element.clone()),
        _ => list.ty(),
    };
    Ok(Value::list(element, chunks).marked(secrecy))
}

fn flatten(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let list = any(arguments, 0)?;
    if list.as_sequence().is_none() {
        return Err(Error::refused("can only flatten lists, sets and tuples"));
    }
    let mut flat = Flat::default();
    flat.push_all(context, list)?;
    let value = match flat.decided {
        true => Value::tuple(flat.items),
        false => undecided(context, Type::Dynamic, arguments)?,
    };
    Ok(value.marked(flat.secrecy))
}

/// The leaves found so far.
struct Flat {
    items: Vec<Value>,
    secrecy: Secrecy,
    /// No unknown may itself be a sequence.
    decided: bool,
}

impl Default for Flat {
    fn default() -> Self {
        Flat {
            items: Vec::new(),
            secrecy: Secrecy::NONE,
            decided: true,
        }
    }
}

impl Flat {
    fn push_all(&mut self, context: &mut dyn Context, list: &Value) -> Result<(), Error> {
        self.secrecy |= list.secrecy;
        for item in list.as_sequence().unwrap_or_default() {
            context.spend(1)?;
            match &item.kind {
                Kind::List(_) | Kind::Set(_) | Kind::Tuple(_) => self.push_all(context, item)?,
                Kind::Unknown(unknown) => match &unknown.ty {
                    Type::Dynamic | Type::List(_) | Type::Set(_) | Type::Tuple(_) => {
                        self.secrecy |= item.secrecy;
                        self.decided = false;
                    }
                    _ => self.items.push(item.clone()),
                },
                _ => self.items.push(item.clone()),
            }
            check_elements("flatten", self.items.len() as u128)?;
        }
        Ok(())
    }
}

/// Most numbers that `range` makes; Terraform's own limit.
const MAX_RANGE: usize = 1024;

fn range(_: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let mut numbers = Vec::with_capacity(3);
    for (at, argument) in arguments.iter().enumerate() {
        let number = argument
            .as_number()
            .ok_or_else(|| Error::argument(at, "a number is required"))?;
        numbers.push(number.clone());
    }
    let zero = Number::from(0);
    let towards = |down: bool| Number::from(if down { -1 } else { 1 });
    let (start, end, step) = match numbers.as_slice() {
        [end] => (zero.clone(), end.clone(), towards(*end < zero)),
        [start, end] => (start.clone(), end.clone(), towards(end < start)),
        [start, end, step] => (start.clone(), end.clone(), step.clone()),
        _ => {
            return Err(Error::refused("must have one, two, or three arguments"));
        }
    };
    let down = step < zero;
    if down && end > start {
        return Err(Error::argument(
            1,
            "end must be less than start when step is negative",
        ));
    }
    if !down && end < start {
        return Err(Error::argument(
            1,
            "end must be greater than start when step is positive",
        ));
    }
    let mut items = Vec::new();
    let mut number = start;
    while if down { number > end } else { number < end } {
        if items.len() >= MAX_RANGE {
            return Err(Error::refused(
                "more than 1024 values were generated; either decrease the difference between \
                 start and end or use a smaller step",
            ));
        }
        let next = number
            .add(&step)
            .ok_or_else(|| Error::refused("can't compute sum of opposing infinities"))?;
        items.push(Value::number(std::mem::replace(&mut number, next)));
    }
    Ok(Value::list(Type::Number, items))
}

fn reverse_type(arguments: &[Value]) -> Result<Type, Error> {
    match any(arguments, 0)?.ty() {
        Type::Tuple(items) => Ok(Type::Tuple(items.iter().rev().cloned().collect())),
        Type::List(element) | Type::Set(element) => Ok(Type::List(element)),
        _ => Err(not_reversible(any(arguments, 0)?)),
    }
}

fn not_reversible(value: &Value) -> Error {
    let message = format!(
        "can only reverse list or tuple values, not {}",
        friendly(value)
    );
    Error::argument(0, message)
}

fn reverse(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let list = any(arguments, 0)?;
    let Some(items) = list.as_sequence() else {
        return Err(not_reversible(list));
    };
    context.spend(items.len() as u64)?;
    let items = items.iter().rev().cloned().collect();
    let value = match &list.kind {
        Kind::List(list) | Kind::Set(list) => Value::list(list.element.clone(), items),
        _ => Value::tuple(items),
    };
    Ok(value.marked(list.secrecy))
}

/// The checked indices of `slice`, where they are known.
fn slice_indices(arguments: &[Value]) -> Result<Option<(usize, usize)>, Error> {
    let list = any(arguments, 0)?;
    let length = match (&list.kind, list.as_sequence()) {
        (_, Some(items)) => Some(items.len()),
        (Kind::Unknown(unknown), _) => match &unknown.ty {
            Type::Tuple(items) => Some(items.len()),
            _ => None,
        },
        _ => None,
    };
    let index = |at: usize, name: &str| {
        if any(arguments, at)?.is_unknown() {
            return Ok(None);
        }
        let index = whole(arguments, at)?;
        let Ok(index) = usize::try_from(index) else {
            let message = format!("{name} index must not be less than zero");
            return Err(Error::argument(at, message));
        };
        if length.is_some_and(|length| index > length) {
            let message = format!("{name} index must not be greater than the length of the list");
            return Err(Error::argument(at, message));
        }
        Ok(Some(index))
    };
    match (index(1, "start")?, index(2, "end")?) {
        (Some(start), Some(end)) if start > end => Err(Error::argument(
            1,
            "start index must not be greater than end index",
        )),
        (Some(start), Some(end)) => Ok(Some((start, end))),
        _ => Ok(None),
    }
}

fn not_sliceable(value: &Value) -> Error {
    let message = match &value.kind {
        Kind::Set(_) => {
            "cannot slice a set, because its elements do not have indices; explicitly convert to \
             a list if the ordering of the result is not important"
        }
        _ => "must be a list or tuple value",
    };
    Error::argument(0, message)
}

fn slice_type(arguments: &[Value]) -> Result<Type, Error> {
    let ty = any(arguments, 0)?.ty();
    if !matches!(ty, Type::List(_) | Type::Tuple(_)) {
        return Err(not_sliceable(any(arguments, 0)?));
    }
    let indices = slice_indices(arguments)?;
    Ok(match (ty, indices) {
        (Type::Tuple(items), Some((start, end))) => {
            Type::Tuple(items.get(start..end).unwrap_or_default().into())
        }
        (Type::Tuple(_), None) => Type::Dynamic,
        (ty, _) => ty,
    })
}

fn slice(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let list = any(arguments, 0)?;
    let (start, end) = slice_indices(arguments)?.unwrap_or_default();
    if let Kind::Unknown(unknown) = &list.kind {
        if !unknown.elements.is_empty() || !unknown.is_read_to_plan() {
            return undecided(context, slice_type(arguments)?, arguments);
        }
        return Ok(slice_unknown(context, unknown, start, end)?.marked(list.secrecy));
    }
    let (Kind::List(_) | Kind::Tuple(_), Some(items)) = (&list.kind, list.as_sequence()) else {
        return Err(not_sliceable(list));
    };
    let items = items.get(start..end).unwrap_or_default().to_vec();
    context.spend(items.len() as u64)?;
    let value = match &list.kind {
        Kind::List(list) => Value::list(list.element.clone(), items),
        _ => Value::tuple(items),
    };
    Ok(value.marked(list.secrecy))
}

/// The slice of a list that Terraform will know when it plans. Its length follows from its ends
/// alone, since a shorter list is refused: `slice(data.aws_availability_zones.x.names, 0, 3)` is
/// three zones, whichever they are.
fn slice_unknown(
    context: &mut dyn Context,
    unknown: &Unknown,
    start: usize,
    end: usize,
) -> Result<Value, Error> {
    let count = end.saturating_sub(start) as u64;
    check_elements("slice", count.into())?;
    context.spend(count)?;
    let item = |at: usize, ty: &Type| step_into(unknown, ty.clone(), Step::Index(at as u64));
    Ok(match &unknown.ty {
        Type::Tuple(types) => {
            let types = types.iter().enumerate().take(end).skip(start);
            Value::tuple(types.map(|(at, ty)| item(at, ty)).collect())
        }
        Type::List(element) => {
            let items = (start..end).map(|at| item(at, element)).collect();
            Value::list(Type::clone(element), items)
        }
        _ => Value::unknown(unknown.clone()),
    })
}

fn sort(context: &mut dyn Context, arguments: &[Value], _: Place) -> Result<Value, Error> {
    let list = any(arguments, 0)?;
    weigh(context, list)?;
    if !list.is_wholly_known() {
        let value = undecided(context, Type::list(Type::String), arguments)?;
        // The order is open, the length is not.
        if let Kind::Unknown(unknown) = value.kind {
            let mut unknown = Unknown::clone(&unknown).not_null();
            unknown.bounds = match &list.kind {
                Kind::Unknown(unknown) => unknown.bounds,
                _ => list.as_sequence().and_then(|items| {
                    let length = i64::try_from(items.len()).ok()?;
                    Some((length, Some(length)))
                }),
            };
            return Ok(unknown.settled().marked(value.secrecy));
        }
        return Ok(value);
    }
    let mut items = sequence(arguments, 0)?.to_vec();
    if let Some(at) = items.iter().position(Value::is_null) {
        return Err(Error::refused(format!(
            "given list element {at} is null; a null string cannot be sorted"
        )));
    }
    items.sort_by(compare);
    Ok(Value::list(Type::String, items))
}
