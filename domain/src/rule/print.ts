import type { RuleNode, RuleTerm } from './ast.js'

const bare = /^[\p{L}\p{N}]+$/u
const operators = new Set(['and', 'or', 'not', 'near', '与', '且', '或', '或者', '非', '不含'])
const pairs = [
  ['“', '”', /["“”＂]/],
  ['「', '」', /」/],
  ['『', '』', /』/],
  ['‘', '’', /’/],
] as const

/** A rule in its one way of writing, which reads as the same rule: `parseRule(printRule(node))` gives `node`. */
export function printRule(node: RuleNode): string {
  switch (node.kind) {
    case 'term':
      return `${node.title ? 'title:' : ''}${word(node.text)}`
    case 'near':
      return `${alternatives(node.left)} near/${node.within} ${alternatives(node.right)}`
    case 'not':
      return `NOT ${bound(node.of)}`
    case 'and':
      return node.of.map(bound).join(' AND ')
    case 'or':
      return (
        asList(node.of) ??
        node.of.map((part) => (part.kind === 'and' ? `(${printRule(part)})` : printRule(part))).join(' OR ')
      )
  }
}

/** Terms with one field as a list, which binds closest. */
function asList(parts: readonly RuleNode[]): string | null {
  const terms = parts.filter((part) => part.kind === 'term')
  if (terms.length < parts.length || new Set(terms.map(({ title }) => title)).size > 1) return null
  return `${terms[0]?.title ? 'title:' : ''}${terms.map(({ text }) => word(text)).join('、')}`
}

const alternatives = (terms: readonly RuleTerm[]): string =>
  asList(terms) ?? `(${terms.map(printRule).join(' OR ')})`

const bound = (node: RuleNode): string =>
  node.kind === 'and' || (node.kind === 'or' && asList(node.of) === null)
    ? `(${printRule(node)})`
    : printRule(node)

function word(text: string): string {
  if (bare.test(text) && !operators.has(text)) return text
  const [open, close] = pairs.find(([, , closers]) => !closers.test(text)) ?? pairs[0]
  return `${open}${text}${close}`
}
