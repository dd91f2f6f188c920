import { RE2JS, RE2JSSyntaxException } from 're2js'

/**
 * A pattern somebody wrote into a definition. It is matched in time linear to the text (RE2): no pattern, however it
 * is nested, can hold up a sweep. Where JavaScript would backtrack RE2 has no word for it, and says so.
 */
export interface WrittenPattern {
  test(text: string): boolean
  /** The named groups of the first match; null without a match, a group that took no part is left out. */
  groupsIn(text: string): Readonly<Record<string, string>> | null
}

/** Compiled patterns keep the states they have met, which is what makes them fast. */
const compiled = new Map<string, WrittenPattern>()
const keptCompiled = 200

/**
 * Reads a pattern as JavaScript writes it (`(?<name>…)`, `\uXXXX`); `.` matches line ends, too.
 * @throws Error when it is none that RE2 knows; `patternProblem` says why in Chinese.
 */
export function writtenPattern(pattern: string, { ignoreCase = false } = {}): WrittenPattern {
  const key = `${ignoreCase ? 'i' : 's'}${pattern}`
  const known = compiled.get(key)
  if (known) return known
  const flags = RE2JS.DOTALL | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0)
  const re2 = RE2JS.compile(RE2JS.translateRegExp(pattern), flags)
  const made: WrittenPattern = {
    test: (text) => re2.test(text),
    groupsIn(text) {
      const matcher = re2.matcher(text)
      if (!matcher.find()) return null
      const found = Object.entries(matcher.getNamedGroups()).filter(([, value]) => value !== null)
      return Object.fromEntries(found) as Record<string, string>
    },
  }
  if (compiled.size >= keptCompiled) compiled.clear()
  compiled.set(key, made)
  return made
}

/** RE2's reasons (its error codes, github.com/google/re2/wiki/Syntax) in words that say what to do. */
const reasons: readonly [RegExp, string][] = [
  [
    /`\(\?<?[=!]|invalid named capture: `\(\?<[=!]/,
    '不支持前后断言 (?=…) (?!…) (?<=…) (?<!…)，请改用普通写法',
  ],
  [/invalid escape sequence: `\\[1-9k]/, '不支持反向引用 \\1，请把要重复的内容直接写出来'],
  [/unsupported Perl syntax/, '不支持这种 (?…) 写法，只能用 (?:…) 和 (?<名称>…)'],
  [/invalid nested repetition/, '不支持 ++、*+ 这类连写，请去掉一个'],
  [/invalid repeat count/, '重复次数 {…} 最多 1000'],
  [/missing argument to repetition/, '*、+、? 前面缺少要重复的内容'],
  [/missing closing \)|unexpected \)/, '圆括号没有配对'],
  [/missing closing \]/, '方括号没有配对'],
  [/invalid character class/, '方括号里的范围写反了或不存在'],
  [/duplicate capture group name/, '有两个分组同名，请改一个名称'],
  [/invalid named capture/, '分组名称只能用字母、数字和下划线'],
  [/trailing backslash/, '末尾多了一个反斜杠'],
  [/invalid escape sequence/, '不认识这个反斜杠写法'],
  [/expression (?:too large|nests too deep)/, '写得过长或层层嵌套过深，请拆短'],
]

/** Why a pattern cannot be used, in Chinese; null when it can. */
export function patternProblem(pattern: string): string | null {
  try {
    writtenPattern(pattern)
    return null
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error
    return reasons.find(([sign]) => sign.test(error.message))?.[1] ?? '写法有误'
  }
}
