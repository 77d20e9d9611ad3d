//! Which placeholder is which.

use gati_schema::Handler;
use gati_schema::handler::PathParameter;

/// The placeholder of an older path for which one of the newer stands, by its position in the newer path.
///
/// URLs of one form match whatever their placeholders are called: there it is the one in the same place. In a path of another form only
/// the name says which it is, wherever it stands now; and if names are gone, it is the only one that is left on both sides. Of several,
/// nothing says which is meant.
#[must_use]
pub fn placeholder<'h>(old: &'h Handler, new: &Handler, at: usize) -> Option<&'h PathParameter> {
    let wanted = new.parameters.get(at)?;
    let in_place = old.parameters.get(at);
    let stayed = in_place.is_some_and(|from| from.name == wanted.name);
    if stayed || old.path.key() == new.path.key() {
        return in_place;
    }
    if let Some(moved) = named(&old.parameters, &wanted.name) {
        return Some(moved);
    }
    let came = new
        .parameters
        .iter()
        .filter(|to| named(&old.parameters, &to.name).is_none());
    let mut gone = old
        .parameters
        .iter()
        .filter(|from| named(&new.parameters, &from.name).is_none());
    match (gone.next(), gone.next(), came.count()) {
        (Some(only), None, 1) => Some(only),
        _ => None,
    }
}

fn named<'p>(parameters: &'p [PathParameter], name: &str) -> Option<&'p PathParameter> {
    parameters.iter().find(|parameter| parameter.name == name)
}
