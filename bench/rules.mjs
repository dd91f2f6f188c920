// What a post costs under 1, 20, 1,000 and 10,000 watched rules: node bench/rules.mjs (after `npx tsc -b`).
// `toAutomaton` is the whole match as a multiple of walking the same normalised text with the same words and nothing
// else; `toRelevantAlone` is the whole match as a multiple of the match with only the 20 rules that are about the
// posts. All in one run, best of rounds. Prints JSON.
import { termsOf } from '../domain/dist/rule/ast.js'
import { foldCase } from '../domain/dist/rule/fold.js'
import { parseRule } from '../domain/dist/rule/parse.js'
import { compileRules } from '../domain/dist/rule/rule-set.js'
import { Automaton } from '../domain/dist/text/automaton.js'
import { normalize } from '../domain/dist/text/normalize.js'

// The same numbers every time (mulberry32).
let seed = 7
const random = () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}
const pick = (list) => list[Math.floor(random() * list.length)]
const sentences = [
  '滨河花园小区从昨晚开始停水，自来水公司电话一直打不通，物业说是外面主管道的问题。',
  '我们村到镇上的公路去年才修好，今年又被大货车压坏了，一下雨全是积水，请交通局管一管。',
  '孩子在学校食堂吃完午饭以后肚子疼，老师打电话让接回来，同班还有六个孩子也是一样。',
  '小区楼下的烧烤摊占道经营，油烟直往三楼灌，喝酒划拳吵到凌晨两点，城管白天来了也没用。',
  '开发商逾期交房两年，三百多户业主多次反映一直未果，房产证什么时候能办下来没有人知道。',
]
// As many characters as a literate person uses, those of the sentences among them.
const characters = [
  ...new Set(sentences.join('').replace(/[，。]/g, '')),
  ...Array.from({ length: 3_000 }, (_, i) => String.fromCharCode(0x4e00 + i * 6)),
]
const texts = Array.from({ length: 2_000 }, () =>
  Array.from({ length: 6 }, () => pick(sentences))
    .join('')
    .slice(0, 200),
)
// The first rules are about what is posted, their words cut from the sentences; the others are about other matters, as
// most of a long list is on any day. What a hit costs is thus the same in every row.
const relevant = 20
const cut = () => {
  const from = pick(sentences).replace(/[，。]/g, '')
  const length = 2 + Math.floor(random() * 3)
  const at = Math.floor(random() * (from.length - length))
  return from.slice(at, at + length)
}
const made = () => Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(characters)).join('')
let word = cut
const shapes = [
  () => `${word()}、${word()} NOT ${word()}`,
  () => `${word()} ${word()}`,
  () => `${word()}、${word()} near/10 ${word()}、${word()}`,
  () => `标题：${word()} OR (${word()} ${word()} NOT ${word()}、${word()})`,
]
const rules = Array.from({ length: 10_000 }, (_, id) => {
  word = id < relevant ? cut : made
  const parsed = parseRule(id === 0 ? '停水、断水 NOT 通知' : pick(shapes)())
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return { id, node: parsed.node }
})

const setups = [1, relevant, 1_000, 10_000].map((count) => {
  const used = rules.slice(0, count)
  const started = performance.now()
  const set = compileRules(used)
  const compileMs = performance.now() - started
  const words = new Set(used.flatMap(({ node }) => termsOf(node).map(({ text }) => text)))
  const automaton = new Automaton([...words].map((text) => [text, text]))
  return { count, set, compileMs, words: words.size, automaton, alone: Infinity, whole: Infinity, hits: 0 }
})
const micros = (work) => {
  const started = performance.now()
  work()
  return ((performance.now() - started) * 1_000) / texts.length
}
for (let round = 0; round < 7; round += 1)
  for (const setup of setups) {
    setup.alone = Math.min(
      setup.alone,
      micros(() => {
        for (const text of texts) setup.automaton.matches(foldCase(normalize(text).text))
      }),
    )
    setup.hits = 0
    setup.whole = Math.min(
      setup.whole,
      micros(() => {
        for (const text of texts) setup.hits += setup.set.match({ text }).length
      }),
    )
  }
const round = (value, digits = 2) => Number(value.toFixed(digits))
const [, few] = setups
console.log(
  JSON.stringify({
    texts: texts.length,
    characters: 200,
    rules: setups.map(({ count, words, compileMs, alone, whole, hits }) => ({
      rules: count,
      words,
      compileMs: round(compileMs, 0),
      microsPerPost: round(whole),
      hitsPerPost: round(hits / texts.length),
      toAutomaton: round(whole / alone),
      toRelevantAlone: round(whole / few.whole),
    })),
  }),
)
