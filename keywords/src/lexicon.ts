import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { InvalidInput } from '@huiyin/domain/errors'
import {
  type Cues,
  CuesFile,
  SeverityFile,
  type SeverityRules,
  type TopicRule,
  TopicsFile,
  WordsFile,
} from './lexicon-schema.js'
import { dataFolder, deepFreeze, readYaml } from './read-yaml.js'

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

const files = ['topics.yml', 'severity.yml', 'cues.yml', 'words.yml'] as const

let loaded: Lexicon | null = null

/**
 * Reads, checks and freezes the reviewed data; once a process.
 * @throws InvalidInput naming file, line and field.
 */
export function loadLexicon(): Lexicon {
  if (loaded) return loaded
  const { topics, version } = readYaml('topics.yml', TopicsFile)
  const severity = readYaml('severity.yml', SeverityFile)
  const cues = readYaml('cues.yml', CuesFile)
  const words = readYaml('words.yml', WordsFile)
  refuseDoubles(topics)
  refuseUnknownGroups(severity)
  const versions = [version, severity.version, cues.version, words.version].sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(readFileSync(new URL(file, dataFolder)))
  loaded = deepFreeze({
    version: `${versions.at(-1)}+${hash.digest('hex').slice(0, 8)}`,
    topics,
    severity,
    cues,
    userWords: words.user,
    stopWords: words.stop,
  })
  return loaded
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
