import type { RuleNode, RuleTerm } from './ast.js'

/** What a rule means, in the words of whoever has to sign for it. */
export interface RuleWords {
  /** How the parts belong together. */
  readonly join: '同时满足' | '满足任意一项' | '满足'
  readonly parts: readonly string[]
}

/** The rule in sentences, one a part of its outermost level. */
export function explainRule(node: RuleNode): RuleWords {
  if (node.kind === 'and') return { join: '同时满足', parts: node.of.map(sentence) }
  if (node.kind === 'or' && !areWords(node.of)) return { join: '满足任意一项', parts: node.of.map(sentence) }
  return { join: '满足', parts: [sentence(node)] }
}

const areWords = (parts: readonly RuleNode[]): parts is readonly RuleTerm[] =>
  parts.every((part) => part.kind === 'term' && part.title === (parts[0]?.kind === 'term' && parts[0].title))

const named = (terms: readonly RuleTerm[]): string => terms.map(({ text }) => `“${text}”`).join('')
const where = (terms: readonly RuleTerm[]): string => (terms[0]?.title ? '标题中' : '')

function sentence(node: RuleNode): string {
  switch (node.kind) {
    case 'term':
      return `${where([node])}出现${named([node])}`
    case 'near':
      return `${side(node.left)}与${side(node.right)}${distance(node.within)}`
    case 'not':
      return negated(node.of)
    case 'and':
      return `〔${node.of.map(sentence).join('，并且')}〕`
    case 'or':
      return areWords(node.of)
        ? `${where(node.of)}出现${named(node.of)}中任意一个`
        : `〔${node.of.map(sentence).join('，或者')}〕`
  }
}

const side = (terms: readonly RuleTerm[]): string =>
  `${terms.map((term) => `${term.title ? '标题中的' : ''}“${term.text}”`).join('或')}`

const distance = (within: number): string =>
  within === 0 ? '紧挨着（前后不限）' : `相距不超过 ${within} 个字（前后不限）`

function negated(node: RuleNode): string {
  if (node.kind === 'term') return `${where([node])}不出现${named([node])}`
  if (node.kind === 'or' && areWords(node.of)) return `${where(node.of)}不出现${named(node.of)}中的任何一个`
  return `不属于以下情形：${sentence(node)}`
}
