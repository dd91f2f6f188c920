import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { InvalidInput } from '@huiyin/domain/errors'
import { type RuleFile, type RuleTexts, ruleFiles } from '@huiyin/domain/judgement-change'
import type { TSchema } from 'typebox'
import {
  type Cues,
  CuesFile,
  SeverityFile,
  type SeverityRules,
  type TopicRule,
  TopicsFile,
  WordsFile,
} from './lexicon-schema.js'
import { dataFolder, deepFreeze, parseYaml } from './read-yaml.js'

export type {
  ContentRule,
  Cues,
  QuantityName,
  SeverityKind,
  SeverityRules,
  TopicRule,
} from './lexicon-schema.js'
export { quantityNames } from './lexicon-schema.js'

/** Everything reviewed that the analyzer judges by. */
export interface Lexicon {
  /** `1.0.0+3fa2c1d0`: the highest version of the files, and the hash of their bytes. Kept with every judgement. */
  readonly version: string
  readonly topics: readonly TopicRule[]
  readonly severity: SeverityRules
  readonly cues: Cues
  readonly userWords: readonly string[]
  readonly stopWords: readonly string[]
}

let loaded: Lexicon | null = null

/**
 * Reads, checks and freezes the reviewed data as shipped; once a process.
 * @throws InvalidInput naming file, line and field.
 */
export function loadLexicon(): Lexicon {
  loaded ??= readLexicon({})
  return loaded
}

/** A file of the reviewed data as shipped. */
export const shippedRules = (file: RuleFile): string => readFileSync(new URL(file, dataFolder), 'utf8')

/**
 * The reviewed data with some files changed by the county; a change that breaks a rule is refused whole.
 * @throws InvalidInput naming file, line and field.
 */
export function readLexicon(changed: RuleTexts): Lexicon {
  const texts = new Map(ruleFiles.map((file) => [file, changed[file] ?? shippedRules(file)]))
  const parse = <S extends TSchema>(file: RuleFile, schema: S) =>
    parseYaml(texts.get(file) ?? '', file, schema)
  const { topics, version } = parse('topics.yml', TopicsFile)
  const severity = parse('severity.yml', SeverityFile)
  const cues = parse('cues.yml', CuesFile)
  const words = parse('words.yml', WordsFile)
  refuseDoubles(topics)
  refuseUnknownGroups(severity)
  const versions = [version, severity.version, cues.version, words.version].sort()
  const hash = createHash('sha256')
  for (const text of texts.values()) hash.update(text)
  return deepFreeze({
    version: `${versions.at(-1)}+${hash.digest('hex').slice(0, 8)}`,
    topics,
    severity,
    cues,
    userWords: words.user,
    stopWords: words.stop,
  })
}

function refuseDoubles(topics: readonly TopicRule[]): void {
  const seen = new Set<string>()
  for (const { code } of topics) {
    if (seen.has(code))
      throw new InvalidInput(`topics.yml：主题代码 ${code} 出现两次，请改名`, [
        { field: code, message: '重复' },
      ])
    seen.add(code)
  }
}

/** A rule that names a group nobody wrote would never fire: refused at start, not found out in an emergency. */
function refuseUnknownGroups({ content, nationwide, words }: SeverityRules): void {
  for (const { name, all, unless = [] } of [...content, { ...nationwide, unless: [] as string[] }])
    for (const group of [...all.flat(), ...unless])
      if (!words[group])
        throw new InvalidInput(`severity.yml：规则“${name}”引用了不存在的词组 ${group}，请在 words 中补上`, [
          { field: `words.${group}`, message: '缺少词组' },
        ])
}
