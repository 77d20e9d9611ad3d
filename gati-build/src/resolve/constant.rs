//! The value of a constant expression, where it is one that a reader can see: a length, a number in a `const`.

use syn::{BinOp, Expr, Lit, Stmt, UnOp};

use super::Resolver;
use super::name::{Namespace, Target};
use super::ty::Scope;
use crate::source::{ItemKind, text};

/// Constants that refer to each other in a circle are rustc's to report.
const DEEPEST: usize = 32;

impl Resolver<'_> {
    /// The number that an expression stands for; `None` where that takes a compiler to say.
    pub(super) fn number(&mut self, expr: &Expr, scope: &Scope) -> Option<i128> {
        self.number_within(expr, scope, DEEPEST)
    }

    fn number_within(&mut self, expr: &Expr, scope: &Scope, depth: usize) -> Option<i128> {
        let depth = depth.checked_sub(1)?;
        match expr {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Int(number) => number.base10_parse().ok(),
                Lit::Byte(byte) => Some(byte.value().into()),
                Lit::Bool(fact) => Some(fact.value.into()),
                Lit::Char(character) => Some(u32::from(character.value()).into()),
                _ => None,
            },
            Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => {
                self.number_within(&unary.expr, scope, depth)?.checked_neg()
            }
            Expr::Paren(inner) => self.number_within(&inner.expr, scope, depth),
            Expr::Group(inner) => self.number_within(&inner.expr, scope, depth),
            Expr::Cast(cast) => self.number_within(&cast.expr, scope, depth),
            Expr::Block(block) => match block.block.stmts.as_slice() {
                [Stmt::Expr(inner, None)] => self.number_within(inner, scope, depth),
                _ => None,
            },
            Expr::Binary(binary) => {
                let left = self.number_within(&binary.left, scope, depth)?;
                let right = self.number_within(&binary.right, scope, depth)?;
                match binary.op {
                    BinOp::Add(_) => left.checked_add(right),
                    BinOp::Sub(_) => left.checked_sub(right),
                    BinOp::Mul(_) => left.checked_mul(right),
                    BinOp::Div(_) => left.checked_div(right),
                    BinOp::Rem(_) => left.checked_rem(right),
                    BinOp::Shl(_) => left.checked_shl(u32::try_from(right).ok()?),
                    BinOp::Shr(_) => left.checked_shr(u32::try_from(right).ok()?),
                    _ => None,
                }
            }
            Expr::Path(path) if path.qself.is_none() => {
                let names: Vec<String> = path
                    .path
                    .segments
                    .iter()
                    .map(|segment| text(&segment.ident))
                    .collect();
                if let [name] = names.as_slice()
                    && let Some(value) = scope.generics.numbers.get(name)
                {
                    return Some(*value);
                }
                let absolute = path.path.leading_colon.is_some();
                let target = self
                    .path(scope.module, Namespace::Values, &names, absolute)
                    .ok()?;
                let Target::Item(item) = target else { return None };
                let ItemKind::Const(constant) = self.program.item(item).kind.clone() else {
                    return None;
                };
                let scope = Scope::of_module(self.program.item(item).module);
                self.number_within(&constant.expr, &scope, depth)
            }
            _ => None,
        }
    }
}
