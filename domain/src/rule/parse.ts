import { findPersonalData } from '../personal-data/find-personal-data.js'
import type { PersonalKind } from '../personal-data/kinds.js'
import { allOf, anyOf, notOf, type RuleNode, type RuleTerm } from './ast.js'
import { foldTerm } from './fold.js'
import { ruleLimits } from './limits.js'
import { type RuleProblem, RuleRefused, refuse } from './problem.js'
import { type Token, tokenize } from './tokens.js'

/** A rule read, or the first thing that keeps it from being read. */
export type ParsedRule =
  | { readonly ok: true; readonly node: RuleNode; readonly notices: readonly RuleProblem[] }
  | { readonly ok: false; readonly problem: RuleProblem }

/**
 * Reads a rule as officials type it. From what binds closest to what binds least:
 * - a word, a "phrase in quotes", a group in brackets; `title:` before one asks for it in the title;
 * - `、` and `，` make a list, any of which will do; `title:` before a list holds for the rest of it;
 * - `A near/10 B`: at most 10 characters between them, in either order, both in the title or both in the text;
 * - `NOT`, `非`, `!`, ` -词`;
 * - `AND`, `与`, `&&`, `+`, or just a blank between two parts;
 * - `OR`, `或`, `||`, `|`, `；`, `。`, or a new line.
 * So `停水、断水 NOT 通知` is (停水 or 断水) and not 通知. Never throws, whatever it is given.
 */
export function parseRule(source: string): ParsedRule {
  try {
    if (source.length > ruleLimits.characters)
      refuse(
        ruleLimits.characters,
        source.length,
        `规则太长（最多 ${ruleLimits.characters} 字），请拆成几个专题`,
      )
    const tokens = withoutIdleSeparators(tokenize(source))
    const node = new RuleReader(source, tokens).read()
    if (holdsOfNothing(node))
      refuse(0, source.length, '至少要写一个必须出现的词；只写“不含”会命中其余的所有信息')
    return { ok: true, node, notices: noticesOf(tokens) }
  } catch (error) {
    if (error instanceof RuleRefused) return { ok: false, problem: error.problem }
    throw error
  }
}

/** What points at one person (个人信息保护法 第二十八条); names of offices and places may look like names and addresses. */
const tracing: ReadonlySet<PersonalKind> = new Set([
  'email',
  'resident-id',
  'bank-card',
  'mobile',
  'permit',
  'plate',
  'messenger',
])

const joins = new Set<Token['kind']>(['and', 'or', 'near', 'list'])

/** A list typed with a separator too many means the same without it: `停水、、断水。` */
function withoutIdleSeparators(tokens: readonly Token[]): Token[] {
  const kept: Token[] = []
  tokens.forEach((token, index) => {
    const isSeparator = token.kind === 'list' || token.kind === 'line' || token.kind === 'or'
    if (!isSeparator) {
      kept.push(token)
      return
    }
    const before = kept.at(-1)
    const after = tokens.slice(index + 1).find(({ kind }) => kind !== 'line')
    const typed = token.kind === 'or' && token.end - token.start > 1
    if (typed) kept.push(token)
    else if (!before || before.kind === 'open' || before.kind === 'not' || joins.has(before.kind)) return
    else if (!after || after.kind === 'close' || joins.has(after.kind)) return
    else if (after.kind === 'not' && token.kind !== 'or') return
    else kept.push(token.kind === 'line' ? { ...token, kind: 'or' } : token)
  })
  return kept
}

class RuleReader {
  #at = 0
  #depth = 0
  #terms = 0
  readonly #source: string
  readonly #tokens: readonly Token[]

  constructor(source: string, tokens: readonly Token[]) {
    this.#source = source
    this.#tokens = tokens
  }

  read(): RuleNode {
    if (this.#tokens.length === 0)
      refuse(0, this.#source.length, '请填写要监测的词，例如：停水、断水 NOT 通知')
    const node = this.#either(false)
    const rest = this.#tokens[this.#at]
    if (rest) refuse(rest.start, rest.end, '这里多了一个右括号，请删去它，或在前面补上左括号')
    return node
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  /** Takes the next token when it is of this kind. */
  #take(kind: Token['kind']): boolean {
    if (this.#peek()?.kind !== kind) return false
    this.#at += 1
    return true
  }

  #either(title: boolean): RuleNode {
    const parts = [this.#both(title)]
    while (this.#take('or')) parts.push(this.#both(title))
    return anyOf(parts)
  }

  #both(title: boolean): RuleNode {
    const parts = [this.#without(title)]
    for (;;) {
      const next = this.#peek()
      if (!next || next.kind === 'or' || next.kind === 'close') return allOf(parts)
      this.#take('and')
      parts.push(this.#without(title))
    }
  }

  #without(title: boolean): RuleNode {
    let negated = false
    while (this.#take('not')) negated = !negated
    const node = this.#close(title)
    return negated ? notOf(node) : node
  }

  #close(title: boolean): RuleNode {
    const from = this.#peek()?.start ?? 0
    const left = this.#list(title)
    const sign = this.#peek()
    if (sign?.kind !== 'near') return left
    const leftEnd = sign.start
    this.#at += 1
    if (sign.within > ruleLimits.within)
      refuse(sign.start, sign.end, `相距字数请写 0 到 ${ruleLimits.within} 之间的数`)
    const rightFrom = this.#peek()?.start ?? sign.end
    const right = this.#list(title)
    const another = this.#peek()
    if (another?.kind === 'near')
      refuse(
        another.start,
        another.end,
        '一个 near 只连接前后两项；三项请写成 (甲 near/5 乙) AND (乙 near/5 丙)',
      )
    return {
      kind: 'near',
      left: this.#alternatives(left, from, leftEnd),
      right: this.#alternatives(right, rightFrom, this.#tokens[this.#at - 1]?.end ?? sign.end),
      within: sign.within,
    }
  }

  #alternatives(node: RuleNode, start: number, end: number): RuleTerm[] {
    const parts = node.kind === 'or' ? node.of : [node]
    return parts.map((part) =>
      part.kind === 'term'
        ? part
        : refuse(start, end, 'near 的两边只能是词，或用顿号隔开的几个词，不能再含 AND、NOT、near'),
    )
  }

  #list(outer: boolean): RuleNode {
    const parts: RuleNode[] = []
    let title = outer
    do {
      if (this.#take('title')) title = true
      parts.push(this.#atom(title))
    } while (this.#take('list'))
    return anyOf(parts)
  }

  #atom(title: boolean): RuleNode {
    const token = this.#peek()
    const before = this.#tokens[this.#at - 1]
    this.#at += 1
    if (token?.kind === 'word') return this.#term(token, title)
    if (token?.kind === 'open') return this.#group(token, title)
    const { start, end } = before ?? token ?? { start: 0, end: this.#source.length }
    if (before?.kind === 'not')
      return refuse(start, end, '“不含”后面缺少要排除的词；如果它是词的一部分，请给整个词加引号')
    if (before?.kind === 'title') return refuse(start, end, '“标题：”后面缺少要查的词')
    if (before?.kind === 'open')
      return refuse(
        start,
        token?.kind === 'close' ? token.end : end,
        token ? '括号里没有要查的词，请填写或删去括号' : '这里的左括号没有对应的右括号，请补上或删去',
      )
    if (before && joins.has(before.kind))
      return refuse(start, end, '这个连接词后面缺少一个词；如果它本身是要查的词，请加引号')
    if (token?.kind === 'close')
      return refuse(token.start, token.end, '这里多了一个右括号，请删去它，或在前面补上左括号')
    return refuse(
      token?.start ?? start,
      token?.end ?? end,
      '这个连接词前面缺少一个词；如果它本身是要查的词，请加引号',
    )
  }

  #group(open: Token, title: boolean): RuleNode {
    this.#depth += 1
    if (this.#depth > ruleLimits.depth)
      refuse(open.start, open.end, `括号套得太深（最多 ${ruleLimits.depth} 层），请拆成几个专题`)
    const node = this.#either(title)
    this.#depth -= 1
    if (!this.#take('close')) refuse(open.start, open.end, '这里的左括号没有对应的右括号，请补上或删去')
    return node
  }

  #term({ text, start, end }: Token & { kind: 'word' }, title: boolean): RuleTerm {
    this.#terms += 1
    if (this.#terms > ruleLimits.terms)
      refuse(start, end, `词太多（最多 ${ruleLimits.terms} 个），请拆成几个专题`)
    const folded = foldTerm(text)
    if (folded.length > ruleLimits.termLength)
      refuse(start, end, `这个词太长（最多 ${ruleLimits.termLength} 字），请取其中最能说明问题的几个字`)
    if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(folded))
      refuse(start, end, '这里没有可以查的文字，请删去，或换成要查的词')
    if (findPersonalData(folded).some(({ kind }) => tracing.has(kind)))
      refuse(start, end, '不能用手机号、证件号等个人信息作监测词：入库文字已将其隐去，系统也不追踪个人')
    return { kind: 'term', text: folded, title }
  }
}

/** Whether the rule is already true of a text in which none of its words stands. */
function holdsOfNothing(node: RuleNode): boolean {
  switch (node.kind) {
    case 'not':
      return !holdsOfNothing(node.of)
    case 'and':
      return node.of.every(holdsOfNothing)
    case 'or':
      return node.of.some(holdsOfNothing)
    default:
      return false
  }
}

/** What may be meant otherwise than it is read: said, not refused. */
function noticesOf(tokens: readonly Token[]): RuleProblem[] {
  return tokens.flatMap((token) => {
    if (token.kind !== 'word') return []
    const at = token.text.search(/(?<=\p{Script=Han}{2})[或与](?=\p{Script=Han}{2})/u)
    const quoted = token.end - token.start !== token.text.length
    if (at < 0 || quoted) return []
    const word = token.text.charAt(at)
    return [
      {
        start: token.start,
        end: token.end,
        message: `“${token.text}”按一个完整的词查找；如果“${word}”是连接词，请在它前后加空格`,
      },
    ]
  })
}
