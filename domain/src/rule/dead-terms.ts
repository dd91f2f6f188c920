import { pushNots, type RuleNode, type RuleTerm } from './ast.js'

/** Words that can never help a rule to be true, and whether it can be true at all. */
export interface DeadTerms {
  readonly impossible: boolean
  readonly dead: readonly { readonly term: RuleTerm; readonly by: RuleTerm }[]
}

/**
 * Finds words that bring their own exclusion: wherever 停水通知 stands, 通知 stands too, and `NOT 通知` takes the hit
 * away. Looks at exclusions of the outermost level, which is where they are written.
 */
export function findDeadTerms(node: RuleNode): DeadTerms {
  const plain = pushNots(node)
  const parts = plain.kind === 'and' ? plain.of : [plain]
  const forbidden = parts.flatMap((part) => (part.kind === 'not' && part.of.kind === 'term' ? [part.of] : []))
  const dead = new Map<string, DeadTerms['dead'][number]>()
  const isAlive = (term: RuleTerm): boolean => {
    const by = forbidden.find((other) => term.text.includes(other.text) && (term.title || !other.title))
    if (by) dead.set(`${term.title} ${term.text}`, { term, by })
    return !by
  }
  const some = (terms: readonly RuleTerm[]): boolean => terms.map(isAlive).includes(true)
  const isPossible = (part: RuleNode): boolean => {
    switch (part.kind) {
      case 'term':
        return isAlive(part)
      case 'near':
        return [some(part.left), some(part.right)].every(Boolean)
      case 'not':
        return true
      case 'and':
        return part.of.map(isPossible).every(Boolean)
      case 'or':
        return part.of.map(isPossible).includes(true)
    }
  }
  return { impossible: !isPossible(plain), dead: [...dead.values()] }
}
