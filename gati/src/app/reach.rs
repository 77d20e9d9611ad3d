//! Which requests a path answers, to tell where the paths of different releases meet.

/// What a path takes, segment by segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reach<'p>(Vec<Part<'p>>);

/// The order is that of the router: what is more particular goes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part<'p> {
    Literal(&'p str),
    Any,
    Rest,
}

impl<'p> Reach<'p> {
    /// That of a path in axum's grammar.
    pub(super) fn of(path: &'p str) -> Self {
        let segments = path.trim_start_matches('/').split('/');
        Self(
            segments
                .map(|segment| match segment.strip_prefix('{') {
                    Some(name) if name.starts_with('*') => Part::Rest,
                    Some(_) => Part::Any,
                    None => Part::Literal(segment),
                })
                .collect(),
        )
    }

    /// Whether it answers a request for this path.
    pub(super) fn takes(&self, path: &str) -> bool {
        let mut segments = path.trim_start_matches('/').split('/');
        for part in &self.0 {
            let taken = match (part, segments.next()) {
                (Part::Rest, Some(segment)) => return !segment.is_empty() || segments.next().is_some(),
                (Part::Any, Some(segment)) => !segment.is_empty(),
                (Part::Literal(text), Some(segment)) => *text == segment,
                (_, None) => false,
            };
            if !taken {
                return false;
            }
        }
        segments.next().is_none()
    }

    /// Whether some request is answered by both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        for (here, there) in self.0.iter().zip(&other.0) {
            match (here, there) {
                (Part::Rest, _) | (_, Part::Rest) => return true,
                (Part::Literal(here), Part::Literal(there)) if here != there => return false,
                _ => {}
            }
        }
        self.0.len() == other.0.len()
    }

    /// Whether the router cannot hold both paths, and the other one takes everything that this one does: `/a/{id}` gives way to `/a/{*rest}`.
    pub(super) fn gives_way_to(&self, other: &Self) -> bool {
        let Some((Part::Rest, before)) = other.0.split_last() else {
            return false;
        };
        self.0.get(before.len()) == Some(&Part::Any) && self.0.starts_with(before)
    }

    /// Sorts what is more particular before what takes more.
    pub(super) fn breadth(&self) -> Vec<u8> {
        self.0
            .iter()
            .map(|part| match part {
                Part::Literal(_) => 0,
                Part::Any => 1,
                Part::Rest => 2,
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_takes_what_the_router_would_give_it() {
        for (path, request, takes) in [
            ("/a/{id}", "/a/1", true),
            ("/a/{id}", "/a/", false),
            ("/a/{id}", "/a/1/b", false),
            ("/a/list", "/a/list", true),
            ("/a/{*rest}", "/a/1/2", true),
            ("/a/{*rest}", "/a", false),
            ("/", "/", true),
        ] {
            assert_eq!(Reach::of(path).takes(request), takes, "{path} {request}");
        }
    }

    #[test]
    fn a_placeholder_gives_way_to_a_wildcard_in_its_place() {
        for (here, there, gives_way) in [
            ("/a/{id}", "/a/{*rest}", true),
            ("/a/{id}/b", "/a/{*rest}", true),
            ("/a/list", "/a/{*rest}", false),
            ("/{a}/{b}", "/a/{*rest}", false),
            ("/{a}/{b}", "/{x}/{*rest}", true),
            ("/a/{*rest}", "/a/{id}", false),
            ("/a", "/a/{*rest}", false),
        ] {
            let gives = Reach::of(here).gives_way_to(&Reach::of(there));
            assert_eq!(gives, gives_way, "{here} {there}");
        }
    }

    #[test]
    fn paths_meet_where_one_request_fits_both() {
        for (here, there, meet) in [
            ("/a/list", "/a/{id}", true),
            ("/a/{id}", "/a/{*rest}", true),
            ("/a/list", "/b/{id}", false),
            ("/a/{id}", "/a/{id}/b", false),
            ("/a/{x}/c", "/a/b/{y}", true),
        ] {
            assert_eq!(Reach::of(here).meets(&Reach::of(there)), meet, "{here} {there}");
            assert_eq!(Reach::of(there).meets(&Reach::of(here)), meet, "{there} {here}");
        }
    }
}
