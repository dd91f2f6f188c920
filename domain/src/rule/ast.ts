/** A word or phrase looked for, as `foldTerm` writes it; `title` asks for it in the title. */
export interface RuleTerm {
  readonly kind: 'term'
  readonly text: string
  readonly title: boolean
}

/** One of `left` and one of `right`, in either order, with at most `within` characters between them. */
export interface RuleNear {
  readonly kind: 'near'
  readonly left: readonly RuleTerm[]
  readonly right: readonly RuleTerm[]
  readonly within: number
}

/** What a rule of a watched subject says; `and` and `or` hold two parts or more and never their own kind. */
export type RuleNode =
  | RuleTerm
  | RuleNear
  | { readonly kind: 'not'; readonly of: RuleNode }
  | { readonly kind: 'and' | 'or'; readonly of: readonly RuleNode[] }

/** All of `parts`; nested ones are drawn in, one alone stands for itself. */
export const allOf = (parts: readonly RuleNode[]): RuleNode => joined('and', parts)

/** Any of `parts`; nested ones are drawn in, one alone stands for itself. */
export const anyOf = (parts: readonly RuleNode[]): RuleNode => joined('or', parts)

function joined(kind: 'and' | 'or', parts: readonly RuleNode[]): RuleNode {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.of : [part]))
  const [only] = flat
  return flat.length === 1 && only ? only : { kind, of: flat }
}

/** The opposite; twice the opposite is the thing itself. */
export const notOf = (node: RuleNode): RuleNode => (node.kind === 'not' ? node.of : { kind: 'not', of: node })

/** Hits of `include` that `exclude`, where there is one, does not take out again. */
export const ruleOf = (include: RuleNode, exclude: RuleNode | null): RuleNode =>
  exclude ? allOf([include, notOf(exclude)]) : include

/** The same rule with every `not` before a term or a `near` (De Morgan): what must be found stands outside of them. */
export function pushNots(node: RuleNode, negated = false): RuleNode {
  switch (node.kind) {
    case 'not':
      return pushNots(node.of, !negated)
    case 'and':
    case 'or': {
      const parts = node.of.map((part) => pushNots(part, negated))
      return (node.kind === 'and') === negated ? anyOf(parts) : allOf(parts)
    }
    default:
      return negated ? { kind: 'not', of: node } : node
  }
}

/** Every term of the rule, in the order written, repeated where it is. */
export function termsOf(node: RuleNode): RuleTerm[] {
  switch (node.kind) {
    case 'term':
      return [node]
    case 'near':
      return [...node.left, ...node.right]
    case 'not':
      return termsOf(node.of)
    default:
      return node.of.flatMap(termsOf)
  }
}
