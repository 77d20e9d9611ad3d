//! Which modules a handler uses, found in its body: `gctx.modules.ledger`.
//!
//! Bodies are read as tokens, and the context is followed by its name: into blocks and closures, under a new name after `let`, and
//! into functions of the program that it is handed to. Where it goes otherwise (into a method, a struct, a macro) is noted as not
//! followed, since there it may be used for anything.

use std::collections::{BTreeSet, HashSet};

use gati_schema::module::ModuleUse;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{FnArg, ItemFn, Pat, Type};

use super::handlers::{Endpoint, State};
use super::modules::ModuleEntry;
use crate::resolve::{Namespace, Resolver, Target};
use crate::source::{ItemId, ItemKind, ModuleId, text};

/// Fills in what each handler uses.
pub(super) fn find(resolver: &mut Resolver<'_>, endpoints: &mut [Endpoint], modules: &[ModuleEntry]) {
    // Without modules there is nothing to use, whatever becomes of the context.
    if modules.is_empty() {
        return;
    }
    for endpoint in endpoints {
        let State::Read { handler, .. } = &mut endpoint.state else {
            continue;
        };
        let mut walk = Walk {
            resolver,
            fields: modules.iter().map(|module| module.name.as_str()).collect(),
            seen: HashSet::new(),
            uses: BTreeSet::new(),
            unfollowed: BTreeSet::new(),
        };
        walk.function(endpoint.item);
        handler.modules = ModuleUse {
            uses: walk.uses.into_iter().collect(),
            unfollowed: walk.unfollowed.into_iter().collect(),
        };
    }
}

struct Walk<'a, 'r, 'g> {
    resolver: &'a mut Resolver<'r>,
    fields: BTreeSet<&'g str>,
    seen: HashSet<ItemId>,
    uses: BTreeSet<String>,
    unfollowed: BTreeSet<String>,
}

/// What a name stands for in a body.
#[derive(Clone, Copy, PartialEq)]
enum Meant {
    /// The context.
    Context,
    /// Its field `modules`.
    Modules,
}

/// The names in a body that stand for the context, and the module whose names its paths use.
struct Names {
    known: Vec<(String, Meant)>,
    home: ModuleId,
}

impl Names {
    fn meant(&self, token: &TokenTree) -> Option<Meant> {
        let TokenTree::Ident(word) = token else {
            return None;
        };
        let word = text(word);
        let known = self.known.iter().rev().find(|(name, _)| *name == word);
        known.map(|(_, meant)| *meant)
    }
}

impl Walk<'_, '_, '_> {
    /// Follows the context through a function that takes it; whether it does.
    fn function(&mut self, item: ItemId) -> bool {
        let info = self.resolver.program.item(item);
        let ItemKind::Function(function) = &info.kind else {
            return false;
        };
        let Some(pattern) = context_argument(function) else {
            return false;
        };
        let (name, home) = (info.name.clone(), info.module);
        let Pat::Ident(argument) = pattern else {
            if !matches!(pattern, Pat::Wild(_)) {
                self.unfollowed
                    .insert(format!("`{name}` takes the context apart"));
            }
            return true;
        };
        let argument = text(&argument.ident);
        if self.seen.insert(item)
            && let Some(body) = self.resolver.program.body_of(item).cloned()
        {
            let mut names = Names {
                known: vec![(argument, Meant::Context)],
                home,
            };
            self.tokens(body, &mut names);
        }
        true
    }

    fn tokens(&mut self, tokens: TokenStream, names: &mut Names) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let outer = names.known.len();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                    match called(&tokens[..at - 1]) {
                        Some(callee) => self.arguments(group, &callee, names),
                        None => self.tokens(group.stream(), names),
                    }
                }
                TokenTree::Group(group) => self.tokens(group.stream(), names),
                token => {
                    let is_member = at > 1 && is_sign(&tokens[at - 2], '.');
                    if !is_member && let Some(meant) = names.meant(token) {
                        at = self.mention(meant, &tokens, at, names);
                    }
                }
            }
        }
        // A name that a block gives ends with it.
        names.known.truncate(outer);
    }

    /// The name of the context stands before `at`; gives where to go on.
    fn mention(&mut self, meant: Meant, tokens: &[TokenTree], at: usize, names: &mut Names) -> usize {
        let field = |at: usize| match (tokens.get(at), tokens.get(at + 1)) {
            (Some(dot), Some(TokenTree::Ident(field))) if is_sign(dot, '.') => Some(text(field)),
            _ => None,
        };
        let (meant, end) = match (meant, field(at)) {
            (Meant::Context, Some(word)) if word == "modules" => (Meant::Modules, at + 2),
            // Another part of the context.
            (Meant::Context, Some(_)) => return at + 2,
            (meant, _) => (meant, at),
        };
        if meant == Meant::Modules
            && let Some(word) = field(end)
        {
            if self.fields.contains(word.as_str()) {
                self.uses.insert(word);
            }
            return end + 2;
        }
        let begin = at - 1;
        if let Some(name) = named_by_let(tokens, begin, end) {
            names.known.push((name, meant));
        } else if !is_key(tokens, begin, end) {
            self.lose(meant, "somewhere else");
        }
        end
    }

    /// The arguments of a call: the context as a whole goes into the function, everything else is looked through.
    fn arguments(&mut self, group: &Group, callee: &Callee, names: &mut Names) {
        for argument in at_commas(group.stream()) {
            let whole = argument
                .iter()
                .filter(|token| !is_sign(token, '&') && !is_sign(token, '*'));
            let whole: Vec<&TokenTree> = whole.collect();
            match whole.as_slice() {
                [token] if names.meant(token) == Some(Meant::Context) => self.hand_over(callee, names.home),
                [token] if names.meant(token) == Some(Meant::Modules) => {
                    self.lose(Meant::Modules, &format!("to `{}`", callee.shown()));
                }
                _ => self.tokens(argument.into_iter().collect(), names),
            }
        }
    }

    fn hand_over(&mut self, callee: &Callee, home: ModuleId) {
        let followed = match callee {
            Callee::Path(path) => match self.resolver.path(home, Namespace::Values, path, false) {
                Ok(Target::Item(item)) => self.function(item),
                _ => false,
            },
            Callee::Method(_) => false,
        };
        if !followed {
            self.lose(Meant::Context, &format!("to `{}`", callee.shown()));
        }
    }

    fn lose(&mut self, meant: Meant, to: &str) {
        let what = match meant {
            Meant::Context => "the context",
            Meant::Modules => "`modules` as a whole",
        };
        self.unfollowed.insert(format!("{what} goes {to}"));
    }
}

/// What a pair of parentheses calls.
enum Callee {
    Path(Vec<String>),
    Method(String),
}

impl Callee {
    fn shown(&self) -> String {
        match self {
            Self::Path(path) => format!("{}(…)", path.join("::")),
            Self::Method(name) => format!(".{name}(…)"),
        }
    }
}

/// What stands before parentheses, if it is a name: `helper`, `audit::record`, `.record`.
fn called(before: &[TokenTree]) -> Option<Callee> {
    let Some(TokenTree::Ident(last)) = before.last() else {
        return None;
    };
    let mut path = vec![text(last)];
    let mut at = before.len() - 1;
    if at > 0 && is_sign(&before[at - 1], '.') {
        return Some(Callee::Method(text(last)));
    }
    const NOT_CALLED: [&str; 8] = ["if", "while", "match", "return", "in", "let", "for", "await"];
    if NOT_CALLED.contains(&path[0].as_str()) {
        return None;
    }
    while at > 2 && is_sign(&before[at - 1], ':') && is_sign(&before[at - 2], ':') {
        let TokenTree::Ident(segment) = &before[at - 3] else {
            break;
        };
        path.insert(0, text(segment));
        at -= 3;
    }
    Some(Callee::Path(path))
}

/// The argument whose type is `&Gctx`.
fn context_argument(function: &ItemFn) -> Option<&Pat> {
    function.sig.inputs.iter().find_map(|input| {
        let FnArg::Typed(argument) = input else {
            return None;
        };
        let Type::Reference(reference) = &*argument.ty else {
            return None;
        };
        let Type::Path(path) = &*reference.elem else {
            return None;
        };
        let last = path.path.segments.last()?;
        (last.ident == "Gctx").then_some(&*argument.pat)
    })
}

/// The name that `let name = &gctx;` gives to what stands between `begin` and `end`.
fn named_by_let(tokens: &[TokenTree], begin: usize, end: usize) -> Option<String> {
    if !tokens.get(end).is_some_and(|token| is_sign(token, ';')) {
        return None;
    }
    let mut at = begin.checked_sub(1)?;
    if is_sign(&tokens[at], '&') {
        at = at.checked_sub(1)?;
    }
    let at = at.checked_sub(2).filter(|_| is_sign(&tokens[at], '='))?;
    match (&tokens[at], &tokens[at + 1]) {
        (TokenTree::Ident(word), TokenTree::Ident(name)) if word == "let" => Some(text(name)),
        _ => None,
    }
}

/// Whether the name is no value here: a key before a colon, as in `Job { gctx: other }`, or part of a path.
fn is_key(tokens: &[TokenTree], begin: usize, end: usize) -> bool {
    let after = tokens.get(end).is_some_and(|token| is_sign(token, ':'));
    let before =
        begin > 0 && is_sign(&tokens[begin - 1], ':') && begin > 1 && is_sign(&tokens[begin - 2], ':');
    after || before
}

fn is_sign(token: &TokenTree, sign: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign)
}

fn at_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    for token in tokens {
        if is_sign(&token, ',') {
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(token);
        }
    }
    parts
}
