//! All functions by name.

use std::sync::OnceLock;

use super::Function;

/// The families. A new function is an entry in one of them and stands nowhere else.
fn families() -> Vec<Vec<Function>> {
    vec![
        super::choice::functions(),
        super::conversion::functions(),
        super::crypto::functions(),
        super::csv::functions(),
        super::encoding::functions(),
        super::filesystem::functions(),
        super::filter::functions(),
        super::format::functions(),
        super::json::functions(),
        super::manifest::functions(),
        super::mapping::functions(),
        super::network::functions(),
        super::numeric::functions(),
        super::provider::functions(),
        super::regex::functions(),
        super::rsa::functions(),
        super::sequence::functions(),
        super::set::functions(),
        super::string::functions(),
        super::time::functions(),
        super::yaml::functions(),
    ]
}

/// Every function, sorted by name.
pub fn all() -> &'static [Function] {
    static ALL: OnceLock<Vec<Function>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all: Vec<Function> = families().into_iter().flatten().collect();
        all.sort_by_key(|function| function.name);
        all
    })
}

/// The function called `name`; `core::NAME` is the same as `NAME`.
pub fn lookup(name: &str) -> Option<&'static Function> {
    let name = name.strip_prefix("core::").unwrap_or(name);
    let at = all().binary_search_by(|f| f.name.cmp(name)).ok()?;
    all().get(at)
}

/// The function whose name is nearest to the misspelt `name`, if one is near.
pub fn suggest(name: &str) -> Option<&'static str> {
    let name = name.strip_prefix("core::").unwrap_or(name);
    crate::finding::nearest(name, all().iter().map(|function| function.name))
}
