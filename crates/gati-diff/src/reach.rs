//! What can be reached from where: sets of marks, carried backwards along the edges of a graph until nothing changes.

/// A set of small numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    words: Vec<u64>,
}

impl Marks {
    fn insert(&mut self, mark: usize) {
        self.words[mark / 64] |= 1 << (mark % 64);
    }

    /// The marks in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            (0..64)
                .filter(move |bit| word >> bit & 1 == 1)
                .map(move |bit| at * 64 + bit)
        })
    }
}

/// For each node, the marks of all nodes that can be reached from it, its own included.
///
/// Nodes are looked at from the last to the first, which is against the way in which they were found: marks then travel far
/// in one pass, and only cycles need more.
pub(crate) fn reach(edges: &[&[usize]], marked: &[(usize, usize)]) -> Vec<Marks> {
    let words = marked.iter().map(|(_, mark)| mark / 64 + 1).max().unwrap_or(0);
    let mut marks = vec![
        Marks {
            words: vec![0; words]
        };
        edges.len()
    ];
    for (node, mark) in marked {
        marks[*node].insert(*mark);
    }
    if words == 0 {
        return marks;
    }
    loop {
        let mut changed = false;
        for node in (0..edges.len()).rev() {
            for next in edges[node] {
                for word in 0..words {
                    let more = marks[node].words[word] | marks[*next].words[word];
                    changed |= more != marks[node].words[word];
                    marks[node].words[word] = more;
                }
            }
        }
        if !changed {
            return marks;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_travel_backwards_and_around_cycles() {
        let edges: [&[usize]; 5] = [&[1], &[2], &[0], &[2], &[]];
        let marks = reach(&edges, &[(2, 0), (4, 70)]);
        let list = |node: usize| marks[node].iter().collect::<Vec<_>>();
        assert_eq!(list(0), [0]);
        assert_eq!(list(1), [0]);
        assert_eq!(list(3), [0]);
        assert_eq!(list(4), [70]);
    }
}
