//! What can be reached from where: sets of marks, carried backwards along the edges of a graph.
//!
//! Nodes of one cycle reach each other, and so the same marks: the search of Tarjan finds the cycles, each after all that it leads to, and every edge
//! is looked at once.

/// The marks that can be reached from each node, its own included.
pub(crate) struct Reach {
    /// For each node, the cycle that it lies on; a node by itself is one, too.
    cycles: Vec<usize>,
    /// How many words the marks of one cycle take.
    words: usize,
    /// The marks of all cycles, as bits.
    marks: Vec<u64>,
}

impl Reach {
    /// Carries marks along these edges, which go from each node to the nodes that it leads to.
    pub(crate) fn new(edges: &[&[usize]], marked: &[(usize, usize)]) -> Self {
        let words = marked.iter().map(|(_, mark)| mark / 64 + 1).max().unwrap_or(0);
        let search = Search::through(edges);
        let mut marks = vec![0; search.members.len() * words];
        for (node, mark) in marked {
            marks[search.cycles[*node] * words + mark / 64] |= 1 << (mark % 64);
        }
        // What a cycle leads to was found before it.
        for (cycle, members) in search.members.iter().enumerate() {
            let (before, own) = marks.split_at_mut(cycle * words);
            for next in members.iter().flat_map(|node| edges[*node]) {
                let next = search.cycles[*next];
                if next != cycle {
                    let theirs = &before[next * words..][..words];
                    own.iter_mut().zip(theirs).for_each(|(own, their)| *own |= their);
                }
            }
        }
        Self {
            cycles: search.cycles,
            words,
            marks,
        }
    }

    /// Whether any mark is reached from a node.
    pub(crate) fn is_marked(&self, node: usize) -> bool {
        self.row(node).iter().any(|word| *word != 0)
    }

    /// The marks that are reached from a node, in order.
    pub(crate) fn marks(&self, node: usize) -> impl Iterator<Item = usize> + '_ {
        self.row(node).iter().enumerate().flat_map(|(at, word)| {
            let some = |word: u64| (word != 0).then_some(word);
            // Each word is the one before it without its lowest bit.
            let words = std::iter::successors(some(*word), move |word| some(word & (word - 1)));
            words.map(move |word| at * 64 + word.trailing_zeros() as usize)
        })
    }

    fn row(&self, node: usize) -> &[u64] {
        &self.marks[self.cycles[node] * self.words..][..self.words]
    }
}

/// A search for cycles.
struct Search {
    /// For each node that was met, its number in the order of meeting them, from 1.
    met: Vec<usize>,
    /// For each of them, the first node that it is known to lead back to.
    back: Vec<usize>,
    /// The nodes that were met and whose cycle is still open.
    open: Vec<usize>,
    count: usize,
    /// For each node, the cycle that it lies on.
    cycles: Vec<usize>,
    /// The nodes of each cycle.
    members: Vec<Vec<usize>>,
}

/// The cycle of nodes that are not on a closed one.
const NONE: usize = usize::MAX;

impl Search {
    fn through(edges: &[&[usize]]) -> Self {
        let mut search = Self {
            met: vec![0; edges.len()],
            back: vec![0; edges.len()],
            open: Vec::new(),
            count: 0,
            cycles: vec![NONE; edges.len()],
            members: Vec::new(),
        };
        for start in 0..edges.len() {
            if search.met[start] == 0 {
                search.from(start, edges);
            }
        }
        search
    }

    /// Looks at a node and at all that it leads to. The way there is a list of our own: it may be long.
    fn from(&mut self, start: usize, edges: &[&[usize]]) {
        self.meet(start);
        let mut way = vec![(start, edges[start].iter())];
        while let Some((node, rest)) = way.last_mut() {
            let node = *node;
            match rest.next().copied() {
                Some(next) if self.met[next] == 0 => {
                    self.meet(next);
                    way.push((next, edges[next].iter()));
                }
                Some(next) if self.cycles[next] == NONE => {
                    self.back[node] = self.back[node].min(self.met[next]);
                }
                Some(_) => {}
                None => {
                    way.pop();
                    if let Some((before, _)) = way.last() {
                        self.back[*before] = self.back[*before].min(self.back[node]);
                    }
                    if self.back[node] == self.met[node] {
                        self.close(node);
                    }
                }
            }
        }
    }

    fn meet(&mut self, node: usize) {
        self.count += 1;
        self.met[node] = self.count;
        self.back[node] = self.count;
        self.open.push(node);
    }

    /// Closes the cycle of which this node was met first.
    fn close(&mut self, first: usize) {
        let at = self.open.iter().rposition(|node| *node == first).unwrap_or(0);
        let members = self.open.split_off(at);
        for node in &members {
            self.cycles[*node] = self.members.len();
        }
        self.members.push(members);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn marks_travel_backwards_and_around_cycles() {
        let edges: [&[usize]; 5] = [&[1], &[2], &[0], &[2], &[]];
        let reach = Reach::new(&edges, &[(2, 0), (4, 70)]);
        let list = |node: usize| reach.marks(node).collect::<Vec<_>>();
        assert_eq!(list(0), [0]);
        assert_eq!(list(1), [0]);
        assert_eq!(list(3), [0]);
        assert_eq!(list(4), [70]);
    }

    #[test]
    fn without_marks_nothing_is_marked() {
        let edges: [&[usize]; 2] = [&[1], &[0]];
        assert!(!Reach::new(&edges, &[]).is_marked(0));
    }

    proptest! {
        /// The law is the closure: what a node reaches is its own mark, and what its successors reach.
        #[test]
        fn a_node_reaches_what_a_walk_from_it_finds(
            (edges, marked) in (1..12_usize).prop_flat_map(|nodes| {
                let node = 0..nodes;
                let edges = prop::collection::vec(prop::collection::vec(node.clone(), 0..4), nodes);
                (edges, prop::collection::vec((node, 0..130_usize), 0..6))
            })
        ) {
            let slices: Vec<&[usize]> = edges.iter().map(Vec::as_slice).collect();
            let reach = Reach::new(&slices, &marked);
            for start in 0..edges.len() {
                let (mut seen, mut list) = (std::collections::BTreeSet::from([start]), vec![start]);
                while let Some(node) = list.pop() {
                    list.extend(edges[node].iter().copied().filter(|next| seen.insert(*next)));
                }
                let found = marked.iter().filter(|(node, _)| seen.contains(node)).map(|(_, mark)| *mark);
                let found: std::collections::BTreeSet<usize> = found.collect();
                prop_assert_eq!(reach.marks(start).collect::<Vec<_>>(), found.into_iter().collect::<Vec<_>>());
            }
        }
    }
}
